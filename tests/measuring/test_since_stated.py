"""What a measure takes from its file beside figures: days, owners, who judged."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis import measuring
from parvis.measuring.telling import tell
from tests.measuring.conftest import COSTS, HEAD, LEDGER, VALUES, weeks

KPI = {"objective": "care", "kpi": "Questions solved by the first answer"}
WITH_WEEKS = 'measures = "measures.csv"\n' + HEAD.format(language="en")


def run(folder, stated="2026-12-01", more=""):
    text = WITH_WEEKS.replace("2026-12-01", stated) + more
    file = folder(text, measures=weeks(solved=0.2), costs=COSTS, values=VALUES)
    return measuring.run(file)


@pytest.mark.parametrize(
    ("stated", "since"), [("2026-12-01", "2027-01-24"), ("2027-02-20", "2027-03-07")]
)
def test_a_kpi_is_late_from_the_day_of_its_objective_at_the_earliest(folder, stated, since):
    found = run(folder, stated)
    assert found.value("kpi.status", **KPI) == "behind"
    assert found.value("kpi.since", **KPI) == since
    periods = [figure for figure in found.figures if figure.key == "kpi.period"]
    assert len(periods) == 12


def test_a_kpi_whose_objective_is_younger_than_its_periods_is_not_judged(folder):
    found = run(folder, "2027-05-01")
    (value,) = [figure for figure in found.figures if figure.key == "kpi.value"]
    assert value.value is None
    assert "since its objective was written down" in value.reason
    assert not [figure for figure in found.figures if figure.key == "kpi.status"]


def test_the_last_day_is_that_of_each_file_and_of_all(folder):
    found = run(folder, more=LEDGER)
    assert found.value("files.last", file="costs.csv") == "2027-01-05"
    assert found.value("files.last") == "2027-03-28"


def test_owners_and_judges_come_from_the_file(folder):
    text = WITH_WEEKS.replace('title = "Care"', 'title = "Care"\nowner = "Ada"\njudged_by = "Eva"')
    text = text.replace("stated = ", 'owner = "Grace"\nreview = 2027-10-15\nstated = ')
    found = measuring.run(folder(text, measures=weeks()))
    story = tell(found)
    (aim,) = story.objectives
    assert (story.owner, aim.owner, aim.review) == ("Ada", "Grace", dt.date(2027, 10, 15))
    judged = {figure.judge for figure in found.figures if figure.kind == "judged"}
    assert judged == {"Eva"}
    assert {figure.judge for figure in found.figures if figure.kind != "judged"} == {None}


def test_an_objective_may_name_another_judge(folder):
    text = WITH_WEEKS.replace("stated = ", 'judged_by = "Ida"\nstated = ')
    found = measuring.run(folder(text, measures=weeks()))
    (target,) = [figure for figure in found.figures if figure.key == "kpi.target"]
    assert target.judge == "Ida"
