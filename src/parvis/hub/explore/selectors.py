"""What a dashboard says beside its figures: what there is to explore, what can be filtered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from django.utils.translation import gettext as _

from parvis.hub.common.acts import Act
from parvis.hub.explore.frames import count, mentions
from parvis.hub.explore.words import named
from parvis.hub.listening.public import Perimeter
from parvis.schema import INTERACTIONS, MEDIA, TONALITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.hub.common.rights import Rights
    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope
    from parvis.hub.objectives.public import Objective

MOST: Final = 500
BESIDE: Final = 8
ON_A_PAGE: Final = 50
LANGUAGES: Final = ("fr", "en", "de", "es", "it", "nl", "pt", "ar", "und")
_SHOWN: Final = (
    *("title", "text", "author", "author_followers", "medium", "source", "language", "tonality"),
    *("is_unsure", "towards", "interaction", "url", "kind", "likes", "reposts", "replies"),
    *("duplicate_of", "is_spam", "is_ironic", "is_offensive"),
)


def explorable(rights: Rights) -> list[tuple[Objective | None, list[Perimeter]]]:
    """Return the objectives that are listened for, each with its perimeters, as far as seen."""
    held = Perimeter.objects.filter(rights.within(Act.SEE, "unit__path"))
    held = held.select_related("unit", "objective__unit").order_by("objective_id", "name")
    found: dict[Objective | None, list[Perimeter]] = {}
    for one in held[:MOST]:
        goal = one.objective
        seen = goal if goal and rights.may(Act.SEE, goal.unit.path) else None
        found.setdefault(seen, []).append(one)
    return list(found.items())


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter of the form: its name, in words, its values in words, and which are chosen."""

    name: str
    words: str
    values: list[tuple[str, str, bool]]


def beside(rights: Rights, asked: Iterable[str]) -> list[Perimeter]:
    """Return the perimeters of elsewhere that are asked for and may be seen, a few at most."""
    keys = [int(key) for key in asked if key.isascii() and key.isdigit() and len(key) < 10]
    seen = Perimeter.objects.filter(rights.within(Act.SEE, "unit__path"), pk__in=keys[:BESIDE])
    return list(seen.select_related("unit", "objective"))


def choices(scope: Scope, wanted: Filters, rights: Rights) -> list[Choice]:
    """Return what can be filtered by, and compared with."""
    offered = {
        "tonality": (_("Tonality"), _in_words("tonality", TONALITIES)),
        "medium": (_("Medium"), _in_words("medium", MEDIA)),
        "interaction": (_("Interaction"), _in_words("interaction", INTERACTIONS)),
        "language": (_("Language"), _in_words("language", LANGUAGES)),
    }
    within = {"brands": (_("Perimeter"), dict(scope.names))} if len(scope.names) > 1 else {}
    found = [_choice(wanted, name, *told) for name, told in (within | offered).items()]
    return [*found, *_others(scope, wanted, rights)]


def _others(scope: Scope, wanted: Filters, rights: Rights) -> list[Choice]:
    """What it can be compared with: the other perimeters that somebody may see."""
    seen = Perimeter.objects.filter(rights.within(Act.SEE, "unit__path"))[:MOST]
    others = [one for one in seen if one.key not in scope.names or one.pk in wanted.beside]
    values = [(str(one.pk), one.name, one.pk in wanted.beside) for one in others]
    return [Choice("beside", _("Compare with"), values)] if values else []


def _in_words(group: str, values: Iterable[str]) -> dict[str, str]:
    return {value: named(group, value) for value in values}


def _choice(wanted: Filters, name: str, words: str, values: dict[str, str]) -> Choice:
    chosen = getattr(wanted, name)
    return Choice(name, words, [(value, said, value in chosen) for value, said in values.items()])


@dataclass(frozen=True, slots=True)
class Fact:
    """How many mentions, and how many as many days before."""

    now: int
    before: int

    @property
    def change(self) -> float | None:
        """In per cent; None where there was nothing before."""
        return 100 * (self.now - self.before) / self.before if self.before else None


def facts(scope: Scope, wanted: Filters) -> Fact:
    """Return how much was said, beside as many days right before."""
    return Fact(count(scope, wanted), count(scope, wanted.before()))


@dataclass(frozen=True, slots=True)
class Page:
    """Mentions of a page.

    Arguments:
        rows: each a mention.
        total: how many there are in all.
        further: from where the next page begins; empty on the last.
    """

    rows: list[dict[str, Any]]
    total: int
    further: str


def page(scope: Scope, wanted: Filters, before: str) -> Page:
    """Return a page of mentions, the newest first.

    Arguments:
        scope: what is explored.
        wanted: what of it is looked at.
        before: `further` of the page before; the newest if empty.
    """
    found = mentions(scope, wanted, _SHOWN)
    ordered = found.sort("published_at", "arrival", descending=True)
    at = _place(before)
    rest = ordered if at is None else ordered.filter(_is_after(*at))
    shown = rest.head(ON_A_PAGE)
    further = ""
    if rest.height > shown.height:
        last = shown.row(-1, named=True)
        further = f"{last['published_at'].isoformat()}~{last['arrival']}"
    return Page(list(shown.iter_rows(named=True)), found.height, further)


def _is_after(moment: dt.datetime, number: int) -> pl.Expr:
    """Whether a mention stands after a place of the list."""
    published = pl.col("published_at")
    return (published < moment) | ((published == moment) & (pl.col("arrival") < number))


def _place(before: str) -> tuple[dt.datetime, int] | None:
    moment, _tilde, number = before.partition("~")
    try:
        at = dt.datetime.fromisoformat(moment)
        return (at, int(number)) if at.tzinfo else None
    except ValueError:
        return None
