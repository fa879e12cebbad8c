"""An objective of the brand Volcan: questions solved at once, from 60 to 80 % within a year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from parvis.hub.objectives import jobs, services
from parvis.hub.objectives.services import Figure

if TYPE_CHECKING:
    from parvis.hub.objectives.models import Kpi, Objective
    from parvis.hub.organisation.models import Unit
    from tests.hub.conftest import Org

RATIO = {
    "name": "Questions solved by the first answer",
    "formula": "solved_at_once / asked",
    "measured_in": "%",
    "level": "outcome",
    "baseline": 60.0,
    "target": 80.0,
}


@dataclass
class Goals:
    """Makes objectives and figures."""

    org: Org

    def __post_init__(self) -> None:
        self.by = self.org.actor("analyst", "volcan")
        self.today = timezone.localdate()

    def draft(self, unit: Unit | None = None, by: Any = None, **told: Any) -> Objective:
        by = by or self.by
        said = {"statement": "More questions are solved at once", "family": "care", "why": "Help"}
        said |= {"owner": by.person, "begins_on": self.today}
        return services.state_objective(by, unit or self.org.volcan, **said | told)

    def kpi(self, objective: Objective, by: Any = None, **told: Any) -> Kpi:
        days = {"since": self.today - dt.timedelta(90), "due": self.today + dt.timedelta(275)}
        return services.add_kpi(by or self.by, objective, **RATIO | days | told)

    def live(self, unit: Unit | None = None, by: Any = None) -> Objective:
        objective = self.draft(unit, by)
        self.kpi(objective, by)
        services.activate(by or self.by, objective)
        return objective

    def enter(self, unit: Unit, weeks_ago: int, **counted: float) -> None:
        period = self.today - dt.timedelta(weeks=weeks_ago)
        for measure, value in counted.items():
            services.enter(self.by, unit, Figure(measure=measure, period=period, value=value))

    def reckon(self) -> None:
        jobs.reckon_kpis({})
