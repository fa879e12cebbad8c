"""A measure with something in every part of its report: KPIs, a ledger, campaigns, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis import measuring
from parvis.measuring.telling import tell
from parvis.present.measured import of_measure
from tests.measuring.conftest import COSTS, HEAD, LEDGER, VALUES, weeks

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.measuring import Measured
    from parvis.present.document import Document
    from parvis.present.story import Language

_KPI = """
[[objective.kpi]]
name = "{name}"
formula = "{formula} / asked"
unit = "%"
level = "outcome"
since = 2027-01-01
baseline = 12
target = 8
due = 2027-12-31
"""
_CAMPAIGN = '[[campaign]]\nname = "{name}"\nobjective = "care"\nstart = {start}\n'
_PARTS = (
    _KPI.format(name="Solved late", formula="solved_at_once"),
    _KPI.format(name="Opened again", formula="reopened"),
    _CAMPAIGN.format(name="videos", start="2027-01-01"),
    _CAMPAIGN.format(name="radio", start="2026-01-01"),
    LEDGER,
)


def measured(folder: Path, language: Language = "en") -> Measured:
    """Measure it; its tables lie in the folder."""
    for name, table in {"measures": weeks(), "costs": COSTS, "values": VALUES}.items():
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    text = 'measures = "measures.csv"\n' + HEAD.format(language=language) + "".join(_PARTS)
    return measuring.run(measuring.parse(text, folder=folder))


def document(folder: Path, language: Language = "en") -> Document:
    """Return what its report says."""
    return of_measure(tell(measured(folder, language)))
