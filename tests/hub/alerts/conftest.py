"""A lake that hears what a test says, and alerts on it that are looked at when the test says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import caches
from django.utils import timezone

from parvis.hub.alerts import looking, services
from parvis.hub.listening.models import Perimeter
from parvis.hub.work import services as work
from tests.hub.heard import Said, hear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.alerts.models import Alert
    from tests.hub.conftest import Org

HOUR = dt.timedelta(hours=1)


@dataclass
class Square:
    """What is said of Volcan, and what is watched.

    Arguments:
        now: the time as the test has it.
    """

    org: Org
    ours: Perimeter
    now: dt.datetime
    ids: Iterator[int] = field(default_factory=count)

    def say(self, many: int, hours_ago: float = 0.5, text: str = "Volcan est lent") -> None:
        """Have so many mentions be published so long ago."""
        at = self.now - HOUR * hours_ago
        hear([Said(f"x:{next(self.ids)}", text, at, (self.ours,)) for _ in range(many)])

    def alert(self, *, role: str = "analyst", **told: Any) -> Alert:
        by = self.org.actor(role, "volcan")
        said = {"name": "Loud", "figure": "mentions", "condition": "above", "level": 10, "hours": 1}
        return services.add_alert(by, told.pop("thing", self.ours), **said | told)

    def look(self, alert: Alert, hours_later: float = 0) -> Alert:
        """Look at an alert some hours later, and return it as it is then."""
        self.now += HOUR * hours_later
        looking.look(alert.pk, self.now)
        alert.refresh_from_db()
        return alert


@pytest.fixture
def square(org, tmp_path, settings):
    caches["figures"].clear()
    settings.LAKE = tmp_path / "lake"
    ours = Perimeter.objects.create(
        unit=org.volcan, name="Volcan", query="volcan", active_since=timezone.now()
    )
    return Square(org, ours, timezone.now().replace(microsecond=0))


@pytest.fixture
def work_off():
    """Does all jobs of some kinds that are due, as the worker does, and tells how many."""

    def off(*kinds: str) -> int:
        from parvis.hub.work.models import Job

        done = 0
        for job in Job.objects.filter(state="waiting", kind__in=kinds, due_at__lte=timezone.now()):
            Job.objects.filter(pk=job.pk).update(state="held", holder="a test", attempts=1)
            job.refresh_from_db()
            work.do(job)
            done += 1
        return done

    return off
