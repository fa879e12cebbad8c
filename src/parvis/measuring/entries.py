"""The tables of a measure file, each as msgspec reads it; a part that is left out is not told."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec

Family = Literal["sales", "loyalty", "care", "awareness", "co-creation", "recruitment"]
Level = Literal["output", "out-take", "outcome", "impact"]
Count = Annotated[int, msgspec.Meta(ge=1)]
Weight = Annotated[float, msgspec.Meta(ge=0)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Above = Annotated[float, msgspec.Meta(gt=0)]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the file; a name in it that means nothing is refused."""


class Kpi(Entry, frozen=True, kw_only=True):
    """What tells whether an objective is met: from a baseline to a target, by a day.

    Arguments:
        key: of a default KPI of the family, which then gives name, formula, unit and level.
        name, formula, unit, level: where it is one's own; the formula is over measures.
        counter: the KPI that gets worse when this one is reached by the wrong way.
        source: where its measures come from, in words.
        since, baseline: the day from which it is told, and where it stood then.
        due, target: the day by which it is to be where.
        figure, by: key and dimensions of a study's figure that measures it, in place of a formula.
    """

    baseline: float
    target: float
    since: dt.date
    due: dt.date
    key: str | None = None
    name: str | None = None
    formula: str | None = None
    unit: str | None = None
    level: Level | None = None
    counter: str | None = None
    source: str | None = None
    figure: str | None = None
    by: dict[str, str | int] = msgspec.field(default_factory=dict)


class Objective(Entry, frozen=True, kw_only=True):
    """What is wanted.

    Arguments:
        name, statement, family: of it.
        stated: the day it was written down; a KPI is judged from that day on.
        kpi: what tells whether it is met.
        owner, review: who decides on what is recommended for it, and by which day.
        judged_by: who set its baselines, targets and levels.
    """

    name: str
    statement: str
    family: Family
    stated: dt.date | None = None
    kpi: list[Kpi] = msgspec.field(default_factory=list)
    owner: str = ""
    review: dt.date | None = None
    judged_by: str = ""


class Campaign(Entry, frozen=True, kw_only=True):
    """Something done: its objective, by name, and the day it began."""

    name: str
    objective: str | None = None
    start: dt.date | None = None


class Ledger(Entry, frozen=True, kw_only=True):
    """What was spent and what came of it, each a file; and what an hour costs."""

    costs: str
    values: str
    hour: float | None = None


class Engagement(Entry, frozen=True, kw_only=True):
    """Who took part in what, the goals they reached, and the hours logged, each a file."""

    engaged: str
    events: str
    hours: str


class Attribution(Entry, frozen=True, kw_only=True):
    """Contacts and orders, each a file; days in which a contact counts, and halves."""

    touches: str
    orders: str
    window: Above = 30.0
    half_life: Above = 7.0


class Retention(Entry, frozen=True, kw_only=True):
    """A file of customers, the day from which they are followed, the last day, and days after."""

    customers: str
    at: dt.date
    until: dt.date
    horizon: Count


class Purchases(Entry, frozen=True, kw_only=True):
    """A file of purchases, the last day of it, and the weeks to look ahead."""

    file: str
    until: dt.date
    weeks: Above = 26.0


class Churn(Entry, frozen=True, kw_only=True):
    """A file of customers, the column that says who left, and what is known of them."""

    file: str
    left: str
    columns: Annotated[list[str], msgspec.Meta(min_length=1)]


class Lift(Entry, frozen=True, kw_only=True):
    """Something tried, whose effect is to be told.

    Arguments:
        name: in words.
        file: unit, period and value; with a column `channel`, each channel is told apart too.
        start: the first period in which it was done.
        treated: units in which it was; of an interrupted series one, the others being controls.
        unit: of the values.
        season: length of a season in periods, of an interrupted series.
        method: interrupted or differences.
    """

    name: str
    file: str
    start: dt.date
    treated: Annotated[list[str], msgspec.Meta(min_length=1)]
    unit: str = ""
    season: Annotated[int, msgspec.Meta(ge=2)] | None = None
    method: Literal["interrupted", "differences"] = "differences"


class Pilot(Entry, frozen=True, kw_only=True):
    """A past of markets, how many periods a trial would last, and the effect hoped for, in %."""

    file: str
    periods: Count
    effect: float
    candidates: Annotated[list[str], msgspec.Meta(min_length=1)] | None = None


class Contagion(Entry, frozen=True, kw_only=True):
    """People with the period they adopted in, their ties, and what is known from before."""

    people: str
    ties: str
    covariates: list[str]


class Referrals(Entry, frozen=True, kw_only=True):
    """Who brought whom, the days in which one brings whom one will bring, and the last day."""

    file: str
    window: Count
    until: dt.date


class Emv(Entry, frozen=True, kw_only=True):
    """An advertising equivalent, shown only where `shown` is true, and never a return."""

    reach: Weight
    shown: bool = False
    price_of_thousand: tuple[Weight, ...] = (1.0, 5.0, 15.0)
    viewability: tuple[Share, ...] = (0.3, 0.5, 0.7)
    negative: tuple[Share, ...] = (0.0, 0.2)


class Approvals(Entry, frozen=True, kw_only=True):
    """Questions with the desk, when each was asked, sent for approval, approved and answered."""

    file: str
    until: dt.date


class Capital(Entry, frozen=True, kw_only=True):
    """Months with a column from 0 to 100 for each part of social capital, and its weights."""

    months: str
    weights: dict[str, Weight]


class Maturity(Entry, frozen=True, kw_only=True):
    """Units with whether each was engaged, how mature it was before (0 to 100), and a result."""

    units: str
    unit: str = ""


class Indices(Entry, frozen=True, kw_only=True):
    """Units with their counts, the column of an outcome, and weights where others are wanted."""

    file: str
    outcome: str | None = None
    weights: dict[str, dict[str, Weight]] = msgspec.field(default_factory=dict)
