"""What happens by itself: KPIs are computed anew every hour, and as soon as entries change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from parvis.hub.objectives.models import Kpi
from parvis.hub.work.handlers import handles


@handles(
    "objectives.reckon",
    lease=dt.timedelta(minutes=30),
    every=dt.timedelta(hours=1),
    in_parts=True,
)
def reckon_kpis(told: Mapping[str, Any]) -> None:
    """Compute anew the KPIs that what is told of can change; all of them where nothing is told.

    Arguments:
        told: `path` of the unit whose entries changed, or `objective` whose KPIs did.
    """
    from parvis.hub.objectives.reckoning import reckon

    kpis = Kpi.objects.exclude(objective__state="closed").select_related("objective__unit")
    if "objective" in told:
        kpis = kpis.filter(objective_id=told["objective"])
    elif "path" in told:
        kpis = kpis.filter(objective__unit_id__in=told["path"].strip("/").split("/"))
    reckon(kpis.order_by("pk"))
