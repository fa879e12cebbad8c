"""What a dashboard says beside its figures: what there is to explore, what can be filtered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import polars as pl
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.hub.common.acts import Act
from parvis.hub.common.reach import finds
from parvis.hub.explore.correcting import said
from parvis.hub.explore.frames import mentions, newest, settled
from parvis.hub.explore.models import Note, Seen, View
from parvis.hub.explore.naming import unnamed
from parvis.hub.explore.remembered import how_many, key_of, remembered
from parvis.hub.explore.tagging import in_use, tags_of
from parvis.hub.explore.words import capital, named
from parvis.hub.listening.public import Perimeter
from parvis.schema import INTERACTIONS, MEDIA, TONALITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from parvis.figures import Figure
    from parvis.hub.common.rights import Rights
    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.frames import Place
    from parvis.hub.explore.scopes import Scope
    from parvis.hub.objectives.public import Objective

OPENED: Final = {"brand", "day", "medium", "tonality", "interaction", "language"}
MOST_OPENED: Final = 60
MOST: Final = 500
BESIDE: Final = 8
ON_A_PAGE: Final = 50
S = TypeVar("S", bound=Seen)
LANGUAGES: Final = ("fr", "en", "de", "es", "it", "nl", "pt", "ar", "und")
_SHOWN: Final = (
    *("id", "title", "text", "author", "author_followers", "medium", "source", "language"),
    "tonality",
    *("is_unsure", "towards", "interaction", "url", "kind", "likes", "reposts", "replies"),
    *("duplicate_of", "is_spam", "is_ironic", "is_offensive"),
)


@finds("view")
def view(key: int) -> tuple[View, str] | None:
    return _seen(View.objects.filter(pk=key))


@finds("note")
def note(key: int) -> tuple[Note, str] | None:
    return _seen(Note.objects.filter(pk=key))


def _seen(held: QuerySet[S]) -> tuple[S, str] | None:
    found = held.select_related("perimeter__unit", "objective__unit").first()
    thing = found and (found.perimeter or found.objective)
    return (found, thing.unit.path) if found and thing else None


def views(scope: Scope) -> QuerySet[View]:
    """Return the views that were kept of a scope."""
    return View.objects.filter(**{f"{scope.kind}_id": scope.pk}).select_related("by")


def notes(scope: Scope, wanted: Filters) -> QuerySet[Note]:
    """Return what happened on the days that are looked at."""
    held = Note.objects.filter(**{f"{scope.kind}_id": scope.pk})
    return held.filter(day__range=(wanted.since, wanted.until)).select_related("by")


@dataclass(frozen=True, slots=True)
class Opening:
    """A number, and the mentions behind it."""

    words: str
    value: int
    address: str


def openings(scope: Scope, wanted: Filters, figures: Iterable[Figure]) -> list[Opening]:
    """Return the counts among some figures that mentions can be opened by, the largest first.

    Arguments:
        scope: what is explored.
        wanted: what of it is looked at.
        figures: of one panel.
    """
    keys = {name: key for key, name in scope.names.items()}
    counts = [one for one in figures if one.unit == "mentions" and set(one.by) <= OPENED and one.by]
    counts.sort(key=lambda one: -float(one.value or 0))
    return [_opening(one, keys, wanted) for one in counts[:MOST_OPENED] if one.value]


def _opening(figure: Figure, keys: dict[str, str], wanted: Filters) -> Opening:
    by = {name: str(value) for name, value in figure.by.items()}
    words = " · ".join(_in_a_word(name, value) for name, value in by.items())
    day = by.pop("day", None)
    if "brand" in by:
        by["brands"] = keys[by.pop("brand")]
    narrowed = wanted.having(by)
    at = narrowed.on(dt.date.fromisoformat(day)) if day else narrowed
    return Opening(words, int(figure.value or 0), at.address)


def _in_a_word(name: str, value: str) -> str:
    if name == "day":
        return date_format(dt.date.fromisoformat(value))
    return value if name == "brand" else named(name, value)


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


def criteria() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return what can be said of a mention: each criterion, in words, and its values."""
    told = {
        "tonality": (_("Tonality"), _in_words("tonality", TONALITIES)),
        "interaction": (_("Interaction"), _in_words("interaction", INTERACTIONS)),
        "relevant": (_("Is it what we listen for?"), {"yes": _("Yes"), "no": _("No")}),
    }
    back = ("", capital(_("as it was read")))
    return [(name, words, [*values.items(), back]) for name, (words, values) in told.items()]


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
    return [*found, *_tags(scope, wanted), *_others(scope, wanted, rights)]


def _tags(scope: Scope, wanted: Filters) -> list[Choice]:
    """The words that mentions were given."""
    words = dict.fromkeys([*in_use(scope), *wanted.tags])
    values = [(word, word, word in wanted.tags) for word in words]
    return [Choice("tag", _("Tag"), values)] if values else []


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
    return Fact(how_many(scope, wanted), how_many(scope, wanted.before()))


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


def page(
    scope: Scope, wanted: Filters, before: str, *, with_names: bool = True, most: int = ON_A_PAGE
) -> Page:
    """Return a page of mentions, the newest first.

    Arguments:
        scope: what is explored.
        wanted: what of it is looked at, and in which version.
        before: `further` of the page before; the newest if empty.
        with_names: whether it may be read who wrote what.
        most: mentions of a page.
    """
    at = settled(wanted)
    key = f"{key_of(scope, at)}#page-{most}-{before}"
    shown, further = remembered(key, lambda: _listed(scope, at, _place(before), most))
    told = shown if with_names else unnamed(shown)
    return Page(_with_words(told, scope), how_many(scope, at), further)


def _listed(scope: Scope, at: Filters, before: Place | None, most: int) -> tuple[pl.DataFrame, str]:
    """Mentions of a page, and from where the next one begins."""
    places = newest(scope, at, most + 1, before=before)
    numbers = places["arrival"].head(most)
    found = mentions(scope, at.within(places["published_at"]), _SHOWN, of=numbers)
    shown = found.sort("published_at", "arrival", descending=True)
    if places.height == shown.height:
        return shown, ""
    last = shown.row(-1, named=True)
    return shown, f"{last['published_at'].isoformat()}~{last['arrival']}"


def _with_words(shown: pl.DataFrame, scope: Scope) -> list[dict[str, Any]]:
    """Rows, each with who corrected what of it, and the words it was given."""
    corrections: dict[str, list[str]] = {}
    for row in said(scope.names).iter_rows(named=True):
        corrections.setdefault(row["mention"], []).append(row["by"] or "")
    keys = {name: key.removeprefix("p") for key, name in scope.names.items()}
    tags = tags_of(scope.names, shown["id"])
    return [
        row
        | {
            "corrected_by": corrections.get(row["id"], []),
            "tags": tags.get(row["id"], []),
            "within": keys[row["brands"][0]],
        }
        for row in shown.iter_rows(named=True)
    ]


def _place(before: str) -> Place | None:
    moment, _tilde, number = before.partition("~")
    try:
        at = dt.datetime.fromisoformat(moment)
        return (at, int(number)) if at.tzinfo else None
    except ValueError:
        return None
