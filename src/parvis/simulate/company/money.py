"""Campaigns, what they cost and what they brought: all of it planted, to the cent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.simulate.company.aims import STATED
from parvis.simulate.company.part import CURRENCY, Part, Planted

if TYPE_CHECKING:
    from parvis.simulate.company.part import Firm

HOUR: Final = 45
_LICENCE: Final = 690_00  # cents a month, of no campaign
_MONTHS: Final = 9


@dataclass(frozen=True, slots=True)
class _Campaign:
    """What was done: for which objective, from when, its hours, and in cents media and value."""

    name: str
    aim: str | None
    start: dt.date
    hours: int
    media: int
    value: int

    @property
    def is_told(self) -> bool:
        """Whether its objective was there before it."""
        return self.aim is not None and STATED[self.aim] <= self.start


_CAMPAIGNS: Final = (
    _Campaign("help_videos", "care", dt.date(2027, 1, 18), 220, 400_000, 2_215_480),
    _Campaign("evenings", "loyalty", dt.date(2027, 2, 1), 310, 150_000, 2_030_025),
    _Campaign("posts", "loyalty", dt.date(2027, 1, 11), 420, 0, 1_210_990),
    _Campaign("spring", "sales", dt.date(2027, 3, 1), 60, 900_000, 2_480_000),
    _Campaign("buzz", None, dt.date(2027, 4, 5), 35, 1_200_000, 310_000),
)
"""The spring offer began before its objective was written down, and the buzz video never had one:
no return may be told of either."""

_TEXT: Final = """
[ledger]
costs = "costs.csv"
values = "values.csv"
hour = {hour}
"""


def money(firm: Firm) -> Part:
    """Make campaigns and a ledger.

    Arguments:
        firm: who is simulated.
    """
    random = firm.lot("money")
    spent = [_licences(), *(_spent(firm, one, random) for one in _CAMPAIGNS)]
    earned = [_earned(firm, one, random) for one in _CAMPAIGNS]
    return Part(
        text="".join(_campaign(firm, one) for one in _CAMPAIGNS) + _TEXT.format(hour=HOUR),
        tables={
            "costs.csv": pl.concat(spent, how="diagonal").sort("date", maintain_order=True),
            "values.csv": pl.concat(earned).sort("date", maintain_order=True),
        },
        planted=tuple(_facts(firm)),
    )


def _campaign(firm: Firm, one: _Campaign) -> str:
    lines = ["", "[[campaign]]", f'name = "{firm.say(one.name)}"']
    if one.aim:
        lines.append(f'objective = "{firm.say(one.aim)}"')
    return "\n".join([*lines, f"start = {one.start}", ""])


def _licences() -> pl.DataFrame:
    months = [dt.date(2027, month, 1) for month in range(1, _MONTHS + 1)]
    return pl.DataFrame({"date": months, "kind": "licence", "amount": _LICENCE / 100})


def _spent(firm: Firm, one: _Campaign, random: np.random.Generator) -> pl.DataFrame:
    """Hours week by week without an amount, and media in a few invoices."""
    hours = _parts(one.hours, 20, random)
    media = _parts(one.media, 4, random)
    rows = pl.DataFrame(
        {
            "date": [*_days(one, len(hours), random), *_days(one, len(media), random)],
            "kind": ["hours"] * len(hours) + ["media"] * len(media),
            "amount": [*[None] * len(hours), *(media / 100)],
            "hours": [*hours.astype(float), *[None] * len(media)],
        }
    )
    return rows.with_columns(campaign=pl.lit(firm.say(one.name)))


def _earned(firm: Firm, one: _Campaign, random: np.random.Generator) -> pl.DataFrame:
    cents = _parts(one.value, 60, random)
    basis = "saving" if one.aim == "care" else "margin"
    rows = pl.DataFrame({"date": _days(one, len(cents), random), "amount": cents / 100})
    return rows.with_columns(campaign=pl.lit(firm.say(one.name)), basis=pl.lit(basis))


def _parts(total: int, pieces: int, random: np.random.Generator) -> np.ndarray:
    """Whole parts of a whole, those that came to nothing left out."""
    parts = random.multinomial(total, random.dirichlet(np.full(pieces, 2.0)))
    return parts[parts > 0]


def _days(one: _Campaign, many: int, random: np.random.Generator) -> list[dt.date]:
    last = dt.date(2027, 9, 30)
    after = random.integers(0, (last - one.start).days, many)
    return [one.start + dt.timedelta(days=int(days)) for days in np.sort(after)]


def _facts(firm: Firm) -> list[Planted]:
    costs = [one.media + 100 * HOUR * one.hours for one in _CAMPAIGNS]
    totals = {
        "cost": sum(costs) + _MONTHS * _LICENCE,
        "value": sum(one.value for one in _CAMPAIGNS),
    }
    facts = [
        Planted(
            group="ledger",
            fact=f"{name}, all in all",
            value=cents / 100,
            key=f"ledger.{name}",
            unit=CURRENCY,
        )
        for name, cents in totals.items()
    ]
    return facts + [
        Planted(
            group="returns",
            fact=f"return of {firm.say(one.name)}",
            value=100 * (one.value - cost) / cost if one.is_told else None,
            key="roi",
            by={"campaign": firm.say(one.name)},
            unit="points",
        )
        for one, cost in zip(_CAMPAIGNS, costs, strict=True)
    ]
