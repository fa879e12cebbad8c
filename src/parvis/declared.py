"""What a study file and a listen file both say: why anyone listens, and to what."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import msgspec

from parvis.perimeter import Brand, Shelf, Theme

Family: TypeAlias = Literal["sales", "loyalty", "care", "awareness", "co-creation", "recruitment"]


class Kpi(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What tells whether the objective is met: from a baseline to a target, by a date.

    Arguments:
        name: in words.
        baseline, target: in `unit`.
        date: the day by which the target is due.
        level: what it tells of: an output says what was done, an out-take what people took from
            it, an outcome what they did, an impact what changed (AMEC framework).
        figure: the key of the study's figure that measures it, if one does.
        by: the dimensions of that figure, as { brand = "Free" }.
    """

    name: str
    baseline: float
    target: float
    date: dt.date
    unit: str = ""
    level: Literal["output", "out-take", "outcome", "impact"] | None = None
    figure: str | None = None
    by: dict[str, str | int] = msgspec.field(default_factory=dict)


class Objective(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why anyone listens: a statement, its family and at least one KPI (row 1)."""

    statement: str
    family: Family
    kpi: list[Kpi]


class BrandEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A brand of the market: whose it is, its accounts, the query that finds it, what names it."""

    name: str
    query: str
    own: bool = False
    accounts: list[str] = msgspec.field(default_factory=list)
    names: list[str] = msgspec.field(default_factory=list)


class ThemeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A theme of the talk, and the query that finds it."""

    name: str
    query: str


def brand_of(entry: BrandEntry, shelf: Shelf) -> Brand:
    """Return a brand, its query understood.

    Arguments:
        entry: as the file has it.
        shelf: the lists and queries that its query may name.

    Raises:
        QueryError: its query cannot be understood; a note names the brand.

    >>> brand_of(BrandEntry("Free", "free OR freebox"), Shelf({}, {})).name
    'Free'
    """
    try:
        return Brand(
            entry.name,
            entry.query,
            tuple(entry.accounts),
            entry.own,
            shelf,
            words=tuple(entry.names),
        )
    except Exception as error:
        error.add_note(f"in the query of the brand {entry.name!r}")
        raise


def theme_of(entry: ThemeEntry, shelf: Shelf) -> Theme:
    """Return a theme, its query understood; `brand_of` says the rest.

    >>> theme_of(ThemeEntry("Bills", "facture*"), Shelf({}, {})).name
    'Bills'
    """
    try:
        return Theme(entry.name, entry.query, shelf)
    except Exception as error:
        error.add_note(f"in the query of the theme {entry.name!r}")
        raise
