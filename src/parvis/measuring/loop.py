"""From a measure file to figures, and to a report where one is asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parvis.errors import MeasureError
from parvis.measuring.figures import figures_of
from parvis.measuring.found import Measured
from parvis.measuring.plan import Plan, load
from parvis.measuring.tables import Tables
from parvis.measuring.work import Work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def run(
    measure: Plan | Path | str,
    out: Path | str | None = None,
    *,
    study: Sequence[Mapping[str, Any]] | None = None,
) -> Measured:
    """Run a measure file, and write its report where asked.

    Arguments:
        measure: a measure file, or a plan already read.
        out: the folder for summary.json and report.html; nothing is written when it is None.
        study: figures of a study, as in its summary.json, in place of the one the plan names.

    Raises:
        MeasureError: the plan or a table it names cannot be used.
        SourceError: a file is missing, empty or no table.
    """
    plan = measure if isinstance(measure, Plan) else load(measure)
    tables = Tables(Path(plan.folder), plan.timezone)
    work = Work(plan=plan, tables=tables, study=_study(plan) if study is None else study)
    found = Measured(plan=plan, figures=list(figures_of(work)))
    if out is not None:
        from parvis.measuring.outputs import write

        write(found, Path(out))
    return found


def _study(plan: Plan) -> list[dict[str, Any]]:
    """The figures of the study that the plan names."""
    if plan.study is None:
        return []
    try:
        summary = json.loads(plan.path(plan.study).read_text("utf-8"))
        return list(summary["figures"])
    except OSError as error:
        raise MeasureError.of(plan.study, "there is no such file", "run the study first") from error
    except (ValueError, KeyError, TypeError) as error:
        way_out = "name the summary.json that a study wrote"
        raise MeasureError.of(plan.study, "it holds no figures", way_out) from error
