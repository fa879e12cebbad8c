"""What a measure leaves in its folder: every figure, and the report."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import parvis
from parvis.measuring.telling import fingerprint, tell
from parvis.present import folder as folders
from parvis.present.measured import of_measure

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.measuring.found import Measured


def write(found: Measured, folder: Path) -> None:
    """Write summary.json and the report; a file stands under its name only when it is whole.

    Arguments:
        found: what `parvis.measuring.run` returned.
        folder: made if need be; files of an earlier run are replaced.
    """
    report = folders.reports(of_measure(tell(found)), found.plan.formats)
    folders.fill(folder, {"summary.json": partial(_write_summary, found=found), **report})


def _write_summary(path: Path, found: Measured) -> None:
    path.write_text(summary_json(found), encoding="utf-8")


def summary(found: Measured) -> dict[str, Any]:
    """Return what stands in summary.json: the measure and every figure of its report."""
    return {
        "measure": measured_of(found),
        "figures": [figure.as_dict() for figure in found.figures],
    }


def measured_of(found: Measured) -> dict[str, Any]:
    """Return what summary.json says of a measure beside its figures."""
    plan = found.plan
    return {
        "title": plan.title or plan.objective[0].statement,
        "objectives": [
            {
                "name": objective.name,
                "statement": objective.statement,
                "family": objective.family,
                "stated": objective.stated.isoformat() if objective.stated else None,
            }
            for objective in plan.objective
        ],
        "language": plan.language,
        "timezone": plan.timezone,
        "currency": plan.currency,
        "plan_sha256": fingerprint(plan),
        "parvis": parvis.__version__,
    }


def summary_json(found: Measured) -> str:
    """Return summary.json as text."""
    return json.dumps(summary(found), ensure_ascii=False, indent=1)
