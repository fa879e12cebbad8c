"""The figures of a dashboard: those of a study's report, over what is looked at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

import msgspec
from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import parvis
from parvis.frames import how_many as rows_of
from parvis.hub.explore.counting import LARGE, later
from parvis.hub.explore.frames import mentions, settled
from parvis.hub.explore.remembered import REMEMBERED, how_many, key_of, remembered
from parvis.hub.explore.reweighing import reweighed
from parvis.hub.explore.shown import Shown
from parvis.hub.explore.words import language
from parvis.schema import columns_of, empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import polars as pl
    from django.utils.functional import _StrPromise

    from parvis.analyse.talk import Talk
    from parvis.figures import Figure
    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope
    from parvis.present.desk import Desk
    from parvis.present.panels.panel import Panel
    from parvis.study.figures import Read

Chapters = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A figure that a dashboard can show.

    Arguments:
        words: its name in the list of figures.
        chapters: functions of `parvis.study.figures` that it is made of.
        columns: that those look at.
        draws: of `parvis.present.panels`, the module that draws it.
        needs: what else it is made of: `others` beside one perimeter, our `accounts` and what they
            say, the `network` of who speaks to whom.
    """

    words: _StrPromise
    chapters: Chapters
    columns: Chapters
    draws: str
    needs: Literal["", "others", "accounts", "network"] = ""

    @property
    def is_long(self) -> bool:
        """Whether it reads all that is known of each mention, or draws its interval by lot."""
        return self.columns == _SAID or self.draws == "voice"


QUOTED: Final = 20_000
"""Mentions up to which figures quote some."""
_NOBODY: Final = empty()
_UNREAD: Final = {"media", "entities", "declared_language", "collected_at", "override", "topic"}
_SAID: Final = (
    *(name for name in columns_of("normalise", "filter", "enrich") if name not in _UNREAD),
    *("via", "is_backfill"),
)
_LED: Final = (
    *("id", "mentions", "author", "duplicate_group", "duplicate_of"),
    *("thread", "reply_to", "repost_of", "quote_of"),
)
_ANSWERING: Final = ("answer_times", "answering")
KINDS: Final[dict[str, Kind]] = {
    "volume": Kind(_("Volume"), ("volumes",), ("language", "medium"), "volume"),
    "bursts": Kind(_("Bursts"), ("bursts_of_talk",), _SAID, "bursts"),
    "voice": Kind(
        _("Share of voice"), ("share_of_voice", "query_breadths"), _LED, "voice", needs="others"
    ),
    "tone": Kind(
        _("Tonality"), ("tonalities",), ("language", "tonality", "is_unsure", "towards"), "tone"
    ),
    "matrix": Kind(
        _("Medium, tonality, interaction"), ("matrix_of_talk",),
        ("medium", "tonality", "interaction"), "matrix",
    ),
    "hubs": Kind(_("Hubs"), ("hubs_of_talk", "hubs_beside"), _SAID, "hubs", needs="network"),
    "network": Kind(
        _("Network"), ("hubs_of_talk", "network_of_talk", "communities_of_talk"), _SAID, "network",
        needs="network",
    ),
    "positions": Kind(
        _("Map of positions"), ("positions_of_talk",), _SAID, "positions", needs="others"
    ),
    "vocabulary": Kind(
        _("Vocabulary"), ("vocabulary_gaps",), _SAID, "vocabulary", needs="accounts"
    ),
    "answers": Kind(_("Answers"), _ANSWERING, _SAID, "answers", needs="accounts"),
    "delays": Kind(_("Delays"), _ANSWERING, _SAID, "delays", needs="accounts"),
    "presence": Kind(_("Presence plan"), ("presence",), _SAID, "presence", needs="accounts"),
}  # fmt: skip


def kinds_of(scope: Scope) -> dict[str, Kind]:
    """Return the figures that a scope has."""
    has = {
        "": True,
        "network": True,
        "others": len(scope.names) > 1,
        "accounts": bool(scope.accounts),
    }
    return {name: kind for name, kind in KINDS.items() if has[kind.needs]}


def show(scope: Scope, wanted: Filters, name: str) -> Shown:
    """Return a figure of one version of the lake, the same wherever it is asked for.

    One that takes long is found by the worker, and comes later.

    Arguments:
        scope: what is explored.
        wanted: what of it is looked at, and in which version.
        name: one of `kinds_of`.
    """
    at = settled(wanted)
    key = f"{key_of(scope, at)}&{language()}#{name}"
    if KINDS[name].is_long and key not in caches["figures"] and how_many(scope, at) > LARGE:
        return later(scope, at, name) or Shown(name, None, (), timezone.now(), is_coming=True)
    return remembered(key, lambda: replace(find(scope, at, name), version=at.version))


def find(scope: Scope, wanted: Filters, name: str) -> Shown:
    """Return a figure as it is now; `show` says the rest."""
    kind, now = KINDS[name], timezone.now()
    has_own = kind.needs in ("accounts", "network") and bool(scope.accounts)
    frame = mentions(scope, wanted, kind.columns, with_own=has_own)
    if not frame["kept"].any():
        return Shown(name, None, (), now)
    read = _read(scope, wanted, frame, with_network=kind.needs == "network")
    found = reweighed(scope, wanted, name, tuple(figures_of(kind, read)))
    panel = _drawn(kind, _desk(scope, wanted, found.figures, read, now))
    noted = " ".join(filter(None, (panel.note, found.words)))
    return Shown(name, replace(panel, note=noted or None), found.figures, now)


def figures_of(kind: Kind, read: Read) -> Iterator[Figure]:
    """Yield the figures of a kind, each with its definition and query."""
    from parvis.study import figures

    for chapter in kind.chapters:
        yield from getattr(figures, chapter)(read)


def figures_within(scope: Scope, wanted: Filters, name: str, frame: pl.DataFrame) -> list[Figure]:
    """Return the figures of a kind over some of what is looked at.

    Arguments:
        scope: what is explored.
        wanted: what of it is looked at.
        name: one of `KINDS` that needs no network.
        frame: of `mentions`, with the columns of that kind.
    """
    read = _read(scope, wanted, frame, with_network=False)
    return list(figures_of(KINDS[name], read))


def _read(scope: Scope, wanted: Filters, frame: pl.DataFrame, *, with_network: bool) -> Read:
    from parvis.analyse.talk import network_of
    from parvis.study.figures import Read
    from parvis.study.plan import PresenceWeights

    own, zone = set(scope.accounts), wanted.zone
    return Read(
        mentions=frame,
        harvests={},
        repeated=0,
        brands=list(scope.names.values()),
        own=list(scope.ours),
        accounts=scope.accounts,
        presence=msgspec.structs.asdict(PresenceWeights()),
        language=language(),
        timezone=zone,
        network=network_of(frame, own=own, days_in=zone) if with_network else _nobody_speaks(),
    )


@cache
def _nobody_speaks() -> Talk:
    from parvis.analyse.talk import network_of

    return network_of(_NOBODY)


def _desk(
    scope: Scope, wanted: Filters, figures: tuple[Figure, ...], read: Read, now: dt.datetime
) -> Desk:
    from parvis.present import story
    from parvis.present.desk import Desk
    from parvis.study.telling import card_of

    told = story.Story(
        title=scope.title,
        language=language(),
        timezone=wanted.zone,
        objective=story.Objective(statement=scope.title, family=scope.family, kpis=()),
        brands=tuple(
            story.BrandCard(
                name=name,
                query=scope.queries[key],
                accounts=tuple(who for who, whose in scope.accounts.items() if whose == name),
                is_own=name in scope.ours,
            )
            for key, name in scope.names.items()
        ),
        sources=(),
        figures=figures,
        mentions=_quotable(scope, wanted, read),
        reader=None,
        created_at=now,
        version=parvis.__version__,
        source_hash="",
        network=card_of(read.network),
    )
    return Desk.of(told)


def _quotable(scope: Scope, wanted: Filters, read: Read) -> pl.DataFrame:
    """Mentions with their words, to quote from; many are read in their own list instead."""
    if rows_of(read.mentions) > QUOTED:
        return _NOBODY
    key, held = f"{key_of(scope, wanted)}#words", caches["figures"]
    found = held.get(key)
    if found is None:
        found = mentions(scope, wanted, _SAID, with_own=bool(scope.accounts))
        held.set(key, found, REMEMBERED)
    return found


def _drawn(kind: Kind, desk: Desk) -> Panel:
    from importlib import import_module

    draw: Callable[[Desk], Panel] = import_module(f"parvis.present.panels.{kind.draws}").panel
    return draw(desk)
