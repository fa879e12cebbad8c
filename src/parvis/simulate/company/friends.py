"""People who infect one another and were alike before, and people who bring others."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.simulate.company.part import Part, Planted
from parvis.simulate.contagion import infected

if TYPE_CHECKING:
    from parvis.simulate.company.part import Firm, Way

PEOPLE: Final = 40_000
ADDED: Final = 0.03
"""To the chance to adopt in a period, once a friend has."""

BROUGHT: Final = 0.42
"""People that each person brings, on average."""

ROOTS: Final = 1500
WINDOW: Final = 60
BEGIN: Final = dt.date(2026, 9, 1)
UNTIL: Final = dt.date(2027, 9, 30)
_TEXT: Final = """
[contagion]
people = "people.csv"
ties = "ties.csv"
covariates = ["{age}", "{taste}"]
"""
_REFERRALS: Final = """
[referrals]
file = "referrals.csv"
window = {window}
until = {until}
"""


def infecting(firm: Firm) -> Part:
    """Make a network in which friends resemble and infect one another.

    Arguments:
        firm: who is simulated.
    """
    seed = int(firm.lot("infecting").integers(2**32))
    made = infected(PEOPLE, added=ADDED, seed=seed)
    known = {name: firm.say(name) for name in ("age", "taste")}
    people = made.people.rename(known).with_columns(pl.col(*known.values()).round(4))
    facts: tuple[tuple[str, str, Way], ...] = (
        ("matched", "like with like", "honest"),
        ("naive", "naively", "flattering"),
    )
    return Part(
        text=_TEXT.format(**known),
        tables={"people.csv": people, "ties.csv": made.ties},
        planted=tuple(
            Planted(
                group="contagion",
                fact=f"adoptions that friends caused, {said}",
                value=made.caused,
                key=f"contagion.{name}",
                unit="adoptions",
                way=way,
            )
            for name, said, way in facts
        ),
    )


def referring(firm: Firm) -> Part:
    """Make people who bring others, each as many as chance has it.

    Arguments:
        firm: who is simulated.
    """
    people = _tree(firm.lot("referring"), (UNTIL - BEGIN).days)
    return Part(
        text=_REFERRALS.format(window=WINDOW, until=UNTIL),
        tables={"referrals.csv": people},
        planted=(
            Planted(
                group="referrals",
                fact="people that each person brings",
                value=BROUGHT,
                key="referrals.k",
                unit="people",
            ),
        ),
    )


def _tree(random: np.random.Generator, days: int) -> pl.DataFrame:
    """Generation after generation, until none brings another before the end."""
    who, at = np.arange(ROOTS), random.uniform(0, days, ROOTS)
    rows = [(who, np.full(ROOTS, -1), at)]
    while len(who):
        brought = random.poisson(BROUGHT, len(who))
        by = np.repeat(who, brought)
        came = np.repeat(at, brought) + random.uniform(0.5, WINDOW, len(by))
        by, at = by[came < days], came[came < days]
        who = who[-1] + 1 + np.arange(len(by))
        rows.append((who, by, at))
    people, brought_by, days_in = (np.concatenate(columns) for columns in zip(*rows, strict=True))
    return pl.DataFrame(
        {
            "person": [f"r{one}" for one in people],
            "by": [f"r{one}" if one >= 0 else None for one in brought_by],
            "at": [BEGIN + dt.timedelta(days=int(day)) for day in days_in],
        }
    )
