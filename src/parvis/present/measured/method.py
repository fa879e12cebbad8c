"""How a measure was done: files, formulas as written, the line that does it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.present.hygiene import clean
from parvis.present.method import again, glossary
from parvis.present.panels.panel import Table
from parvis.present.section import Section, Term

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.measured.story import Aim, Target

_WORDS = ("kpi", "levels", "baseline", "interval", "counter", "roi")
_MORE = {
    "roe": "roe",
    "attribution": "attribution.credit",
    "retention": "retention.stays",
    "churn": "churn.accuracy",
}
"""Words that are explained where a figure of the measure needs them."""


def method(desk: MeasureDesk) -> tuple[Section, ...]:
    """Return how a measure was done.

    Arguments:
        desk: of the report.
    """
    keys = {figure.key for figure in desk.ledger.figures}
    names = (*_WORDS, *(name for name, key in _MORE.items() if key in keys))
    words = glossary(desk, (f"glossary.{name}" for name in names))
    return (files(desk), formulas(desk), words, again(desk, desk.story))


def files(desk: MeasureDesk) -> Section:
    """Return the files read, and how many rows of each are used."""
    heads = ("file", "rows_read", "used", "left_out")
    return Section(
        title=desk.words("method.sources"),
        table=Table(
            caption=desk.words("measure.files"),
            heads=tuple(desk.words(f"head.{head}") for head in heads),
            rows=tuple(_file(desk, str(row.by["file"])) for row in _files(desk)),
        )
        if _files(desk)
        else None,
        lead="" if _files(desk) else desk.words("measure.no_files"),
    )


def formulas(desk: MeasureDesk) -> Section:
    """Return the formula of each KPI, as it was written."""
    terms = (_term(desk, aim, kpi) for aim in desk.story.objectives for kpi in aim.kpis)
    return Section(
        title=desk.words("measure.formulas"),
        lead=desk.words("measure.formulas_lead"),
        terms=tuple(terms),
    )


def _files(desk: MeasureDesk) -> list[Figure]:
    return desk.ledger.table("files.rows", "file")


def _file(desk: MeasureDesk, name: str) -> tuple[str, ...]:
    counts = (desk.ledger.number(f"files.{key}", file=name) for key in ("rows", "used", "left_out"))
    return (desk.name(name), *(desk.tongue.number(count or 0) for count in counts))


def _term(desk: MeasureDesk, aim: Aim, kpi: Target) -> Term:
    lines = [desk.name(aim.name)]
    if kpi.source:
        lines.append(desk.words("measure.source", source=desk.text(kpi.source, limit=120)))
    if kpi.counter:
        lines.append(desk.words("goals.counter.named", counter=desk.name(kpi.counter)))
    return Term(
        name=desk.name(kpi.name),
        mark=desk.words.name("level", kpi.level or "unknown"),
        code=clean(kpi.formula, limit=500),
        lines=tuple(lines),
    )
