"""The figures of a dashboard: those of a study's report, over what is looked at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import parvis
from parvis.hub.explore.frames import QUOTED, mentions
from parvis.hub.explore.words import language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import polars as pl
    from django.utils.functional import _StrPromise

    from parvis.figures import Figure
    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope
    from parvis.present.desk import Desk
    from parvis.present.panels.panel import Panel
    from parvis.study.figures import Read

FRESH: Final = 60
"""Seconds for which a figure is shown as it was found."""
_QUOTED: Final = (
    *("id", "title", "text", "author", "language", "tonality", "towards", "medium", "kind"),
    *("published_at", "url", "origin", "line", "source", "duplicate_group", "interaction"),
    *("reply_to", "time_confidence", "tonality_p", "is_unsure", "author_followers"),
)

Chapters = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A figure that a dashboard can show.

    Arguments:
        words: its name in the list of figures.
        chapters: functions of `parvis.study.figures` that it is made of.
        columns: that those look at.
        draws: of `parvis.present.panels`, the module that draws it.
        is_beside: it compares perimeters: one alone has none.
    """

    words: _StrPromise
    chapters: Chapters
    columns: Chapters
    draws: str
    is_beside: bool = False


KINDS: Final[dict[str, Kind]] = {
    "volume": Kind(_("Volume"), ("volumes",), ("language", "medium"), "volume"),
    "bursts": Kind(
        _("Bursts"),
        ("bursts_of_talk",),
        ("author", "text", "language", "tonality", "towards", "duplicate_group", "duplicate_of",
         "via", "source", "is_unsure", "is_offensive", "is_template", "is_spam",
         "coordinated_group", "mentions", "reply_to", "repost_of", "quote_of", "medium",
         "hashtags", "links", "url", "title", "is_backfill"),
        "bursts",
    ),
    "voice": Kind(
        _("Share of voice"), ("share_of_voice", "query_breadths"),
        ("author", "duplicate_group", "duplicate_of", "thread", "reply_to", "repost_of",
         "quote_of"), "voice",
        is_beside=True,
    ),
    "tone": Kind(
        _("Tonality"), ("tonalities",), ("language", "tonality", "is_unsure", "towards"), "tone"
    ),
    "matrix": Kind(
        _("Medium, tonality, interaction"), ("matrix_of_talk",),
        ("medium", "tonality", "interaction"), "matrix",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it was found.

    Arguments:
        name: its kind.
        panel: None where nothing was said in what is looked at.
        figures: all that it is made of.
        at: when it was found.
    """

    name: str
    panel: Panel | None
    figures: tuple[Figure, ...]
    at: dt.datetime


def kinds_of(scope: Scope) -> dict[str, Kind]:
    """Return the figures that a scope has."""
    return {
        name: kind for name, kind in KINDS.items() if len(scope.names) > 1 or not kind.is_beside
    }


def show(scope: Scope, wanted: Filters, name: str) -> Shown:
    """Return a figure, as it was found within the last minute or now.

    Arguments:
        scope: what is explored.
        wanted: what of it is looked at.
        name: one of `kinds_of`.
    """
    key = f"{scope.key}?{wanted.address}&{wanted.zone}&{language()}#{name}"
    held = caches["figures"]
    shown = held.get(key)
    if shown is None:
        shown = _found(scope, wanted, name)
        held.set(key, shown, FRESH)
    return shown


def _found(scope: Scope, wanted: Filters, name: str) -> Shown:
    kind, now = KINDS[name], timezone.now()
    frame = mentions(scope, wanted, kind.columns)
    if frame.is_empty():
        return Shown(name, None, (), now)
    figures = tuple(figures_of(scope, wanted, kind, frame))
    desk = _desk(scope, wanted, figures, now)
    return Shown(name, _drawn(kind, desk), figures, now)


def figures_of(scope: Scope, wanted: Filters, kind: Kind, frame: pl.DataFrame) -> Iterator[Figure]:
    """Yield the figures of a kind, each with its definition and query."""
    from parvis.study import figures

    read = _read(scope, wanted, frame)
    for chapter in kind.chapters:
        yield from getattr(figures, chapter)(read)


def _read(scope: Scope, wanted: Filters, frame: pl.DataFrame) -> Read:
    from parvis.analyse.talk import network_of
    from parvis.schema import empty
    from parvis.study.figures import Read

    return Read(
        mentions=frame,
        harvests={},
        repeated=0,
        brands=[scope.names[key] for key in scope.names],
        accounts={},
        language=language(),
        timezone=wanted.zone,
        network=network_of(empty()),
    )


def _desk(scope: Scope, wanted: Filters, figures: tuple[Figure, ...], now: dt.datetime) -> Desk:
    from parvis.present import story
    from parvis.present.desk import Desk

    told = story.Story(
        title=scope.title,
        language=language(),
        timezone=wanted.zone,
        objective=story.Objective(statement=scope.title, family=scope.family, kpis=()),
        brands=tuple(
            story.BrandCard(name=name, query=scope.queries[key], accounts=(), is_own=False)
            for key, name in scope.names.items()
        ),
        sources=(),
        figures=figures,
        mentions=_quotable(scope, wanted),
        reader=None,
        created_at=now,
        version=parvis.__version__,
        source_hash="",
    )
    return Desk.of(told)


def _quotable(scope: Scope, wanted: Filters) -> pl.DataFrame:
    """Mentions with their words, all or so many drawn by lot, always the same ones."""
    from parvis.study.figures.lot import by_lot

    key = f"{scope.key}?{wanted.address}&{wanted.zone}#words"
    held = caches["figures"].get(key)
    if held is None:
        held = by_lot(mentions(scope, wanted, _QUOTED), most=QUOTED)
        caches["figures"].set(key, held, FRESH)
    return held


def _drawn(kind: Kind, desk: Desk) -> Panel:
    from importlib import import_module

    draw: Callable[[Desk], Panel] = import_module(f"parvis.present.panels.{kind.draws}").panel
    return draw(desk)
