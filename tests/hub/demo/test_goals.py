"""The demo states objectives, counts for months, and listens to the simulated market for them."""

from __future__ import annotations

import pytest
from django.conf import settings

from parvis.hub.common.rights import Rights
from parvis.hub.demo.making import make
from parvis.hub.listening import planning
from parvis.hub.objectives import jobs
from parvis.hub.objectives.models import Kpi, Objective
from parvis.hub.objectives.public import board, coverage
from parvis.hub.organisation.services import found

pytestmark = pytest.mark.django_db
ALL = Rights([("/", "owner")])


@pytest.fixture
def made(tmp_path):
    found("Organisation", "organisation")
    make(tmp_path)
    return tmp_path


def test_its_objectives_are_told_from_months_of_figures(made):
    jobs.reckon_kpis({})
    live = board(Objective.objects.filter(state="live"))
    assert len(live) == 4
    assert {one.state for one in live} >= {"on track", "behind"}
    assert all(stand.reading is not None for one in live for stand in one.stands)
    assert Objective.objects.filter(state="draft").count() == 1
    assert Kpi.objects.get(measured_in="%", target=85).baseline == 55


def test_all_that_is_active_serves_an_objective(made):
    assert [one.share for one in coverage(ALL) if one.active] == [100, 100, 100]


def test_it_listens_to_the_market_for_four_brands(made):
    plan = planning.task(settings.LAKE, made / "files").plan
    assert len(plan.brands) == 4
    assert [one.settings.path for one in plan.heard] == ["market"]
