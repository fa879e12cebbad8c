"""What came of it: the measure file that a study names, told with the study's own figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from parvis import measuring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.figures import Figure
    from parvis.study.plan import Plan


def measure_of(plan: Plan) -> measuring.Plan | None:
    """Return the measure file of a study, in the study's language; None where it names none.

    Arguments:
        plan: the study file.

    Raises:
        MeasureError: the file cannot be used.
    """
    if not plan.measure:
        return None
    measure = measuring.load(Path(plan.folder, plan.measure))
    return msgspec.structs.replace(measure, language=plan.language)


def came_of_it(plan: Plan, figures: Sequence[Figure]) -> measuring.Measured | None:
    """Measure what came of a study; None where it names no measure file.

    Arguments:
        plan: the study file.
        figures: of the study, by which KPIs of the measure may be told.

    Raises:
        MeasureError: the file or a table of it cannot be used.
    """
    measure = measure_of(plan)
    if measure is None:
        return None
    return measuring.run(measure, study=[figure.as_dict() for figure in figures])
