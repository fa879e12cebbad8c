"""What the report of a measure is told from: objectives, their KPIs, and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from parvis.figures import Figure
    from parvis.present.story import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A KPI: what it is, where it began, where it is to be.

    Arguments:
        name, unit, level, counter, source, formula: in words; empty or None where unsaid.
        baseline, since: where it stood, and on which day.
        target, due: where it is to be, and by which day.
    """

    name: str
    unit: str
    level: str | None
    counter: str
    source: str
    formula: str
    baseline: float
    target: float
    since: dt.date
    due: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """An objective.

    Arguments:
        name, statement, family: of it.
        stated: the day it was written down; None where nobody did.
        kpis: what tells whether it is met.
        owner, review: who decides on it, empty where nobody is named, and by which day.
    """

    name: str
    statement: str
    family: str
    stated: dt.date | None
    kpis: tuple[Target, ...]
    owner: str = ""
    review: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureStory:
    """All that the report of a measure tells; it holds figures and words, and computes nothing.

    Arguments:
        title, language, timezone, currency: of the report.
        objectives: as the measure file says.
        figures: keys as in docs/reference/measures.md.
        created_at: when it was measured, aware.
        version: of Parvis.
        source_hash: SHA-256 of the measure file, hexadecimal.
        command: the line that measures again.
        owner, review: who decides on what no objective answers for, and by which day.
        rivals: names of trials that tell of the same action by several methods.
    """

    title: str
    language: Language
    timezone: str
    currency: str
    objectives: tuple[Aim, ...]
    figures: tuple[Figure, ...]
    created_at: dt.datetime
    version: str
    source_hash: str
    command: str = "parvis measure measure.toml --out report"
    owner: str = ""
    review: dt.date | None = None
    rivals: tuple[tuple[str, ...], ...] = ()
