"""Default KPIs, levels, indices and progress against what a hand computes."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import MeasureError
from parvis.measure.expressions import parse
from parvis.measure.objectives import (
    INDICES,
    Goal,
    correlation,
    decompose,
    families,
    index,
    level_of,
    measures,
    progress,
    warnings,
)
from parvis.measure.objectives.capital import without_season
from parvis.measure.objectives.index import parts_of

COUNTED = {
    "revenue": 12_000, "orders": 150, "returns": 12, "visits": 6_000, "visits_ordering": 150,
    "new_customers": 40,
    "spending": 3_000, "customers_before": 800, "customers_left": 24, "buyers": 130,
    "repeat_buyers": 52, "discounts": 900, "gross_revenue": 15_000, "recommenders": 90,
    "detractors": 40, "surveyed": 200, "asked": 400, "answered_in_time": 340,
    "solved_at_once": 260, "reopened": 20, "care_hours": 60, "satisfied": 150,
    "calls_avoided": 80, "call_cost": 6.5, "approval_delay": 120, "approvals": 40,
    "reached": 25_000, "mentions_own": 900, "mentions_market": 3_000, "mentions_negative": 225,
    "recalling": 50, "considering": 64, "members": 300, "members_active": 75, "ideas": 40,
    "ideas_answered": 36, "ideas_released": 3, "idea_revenue": 8_000, "applications": 120,
    "applications_fit": 18, "hires": 5, "hires_staying": 4,
}  # fmt: skip
BY_HAND = {
    "revenue_per_euro": 4.0, "conversion": 2.5, "new_customers": 40, "cost_of_a_customer": 75,
    "return_rate": 8.0, "retention": 97.0, "repeat_buyers": 40.0, "recommendation": 25.0,
    "discount_rate": 6.0, "answered_in_time": 85.0, "solved_at_once": 65.0, "satisfaction": 75.0,
    "saved_by_calls_avoided": 520, "reopened": 5.0, "time_per_question": 9.0,
    "approval_delay": 3.0, "recall": 25.0, "consideration": 32.0, "share_of_voice": 30.0,
    "reach": 25_000, "negative_share": 25.0, "active_members": 25.0, "ideas_answered": 90.0,
    "ideas_released": 7.5, "revenue_of_ideas": 8_000, "cost_of_a_hire": 600,
    "fitting_applications": 15.0, "applications": 120, "hires_staying": 80.0,
}  # fmt: skip
DEFAULTS = [(family, kpi) for family, kpis in families().items() for kpi in kpis.values()]

LABELLED = {
    "Number of fans": "output", "Abonnés Instagram": "output", "Likes per post": "output",
    "Portée organique": "output", "Impressions": "output", "Share of voice": "output",
    "Part de voix": "output", "Tweets publiés": "output", "Median response time": "output",
    "Retombées presse": "output", "Video views": "output",
    "Earned media value (EMV)": "output", "Délai de réponse médian": "output",
    "Clicks on links": "out-take", "Partages": "out-take", "Comments per post": "out-take",
    "Visites du site": "out-take", "Notoriété spontanée": "out-take", "Ad recall": "out-take",
    "Taux d'engagement": "out-take", "Temps passé sur la page": "out-take",
    "Share of negative mentions": "out-take", "Membres actifs": "out-take",
    "Customer satisfaction": "outcome", "Net promoter score (NPS)": "outcome",
    "Intention d'achat": "outcome", "Brand trust": "outcome", "Inscriptions à l'essai": "outcome",
    "Downloads of the app": "outcome", "Candidatures reçues": "outcome",
    "Questions solved by the first answer": "outcome", "Leads": "outcome",
    "Sales through social media": "impact", "Chiffre d'affaires des messages privés": "impact",
    "Taux d'attrition": "impact", "Retention after a year": "impact", "Embauches": "impact",
    "Cost per acquired customer": "impact", "Part de marché": "impact", "Dons collectés": "impact",
}  # fmt: skip


@pytest.mark.parametrize(("family", "kpi"), DEFAULTS, ids=[kpi.key for _, kpi in DEFAULTS])
def test_each_default_kpi_gives_what_a_hand_computes(family, kpi):
    assert float(kpi.parsed(COUNTED, kpi.unit)) == pytest.approx(BY_HAND[kpi.key])
    assert kpi.counter in families()[family]
    assert kpi.counter != kpi.key
    assert kpi.sources


def test_six_families_have_kpis_that_are_not_all_outputs_and_no_measure_is_left_over():
    assert families().keys() == {
        "sales", "loyalty", "care", "awareness", "co-creation", "recruitment"
    }  # fmt: skip
    for kpis in families().values():
        assert "all outputs" not in list(warnings(kpi.level for kpi in kpis.values()))
        assert {"higher", "lower"} <= {kpi.better for kpi in kpis.values()} | {"lower", "higher"}
    named = set().union(*(kpi.parsed.names for _, kpi in DEFAULTS))
    assert named == set(measures()) == set(COUNTED)


def test_of_forty_labelled_kpis_thirty_eight_at_least_are_told_rightly():
    assert len(LABELLED) == 40
    wrong = {name: level_of(name) for name, level in LABELLED.items() if level_of(name) != level}
    assert len(wrong) <= 2, wrong


def test_an_objective_of_outputs_alone_is_warned_of_and_so_are_more_than_seven_kpis():
    assert list(warnings(["output", "output"])) == ["all outputs"]
    assert list(warnings(["output", "outcome"])) == []
    assert list(warnings(["impact"] * 8)) == ["too many"]
    assert list(warnings(["impact", None])) == ["unknown level"]


@pytest.mark.parametrize("name", INDICES)
@settings(deadline=None)
@given(data=st.data())
def test_an_index_stays_within_bounds_and_is_the_sum_of_its_parts(name, data):
    rows = {}
    for formula, _ in parts_of(name).values():
        over, _, under = formula.text.partition(" / ")
        rows[under] = [100]
        rows[over] = [data.draw(st.integers(0, 100))]
    weights = {part: data.draw(st.floats(0, 5)) for part in parts_of(name)}
    weights[next(iter(weights))] = 1.0
    found = index(name, pl.DataFrame(rows), weights)
    assert 0 <= found.values[0] <= 100 + 1e-9
    assert found.values[0] == pytest.approx(sum(found.parts.row(0)))


def test_an_index_with_nothing_asked_is_unknown_not_zero():
    counted = {"asked": [0], "answered_in_time": [0], "solved_at_once": [0]}
    found = index("experience", pl.DataFrame({**counted, "satisfied": [3], "surveyed": [4]}))
    assert found.values.to_list() == [None]


@pytest.mark.parametrize("weights", [{"answered": -1.0}, {"unheard": 1.0}])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(MeasureError, match="no weights"):
        index("experience", pl.DataFrame({"asked": [1]}), weights)


def test_a_correlation_has_fishers_interval():
    random = np.random.default_rng(7)
    x = random.normal(size=400)
    r, low, high = correlation(pl.Series(x), pl.Series(0.6 * x + 0.8 * random.normal(size=400)))
    assert low < 0.6 < high
    assert r - low == pytest.approx(high - r, rel=0.2)
    assert correlation(pl.Series([1.0] * 9), pl.Series(range(9))) is None


def test_social_capital_decomposes_exactly_and_its_season_is_taken_out():
    days = pl.date_range(dt.date(2024, 1, 1), dt.date(2026, 12, 1), "1mo", eager=True)
    month = np.arange(36)
    season = 8 * np.sin(2 * np.pi * month / 12)
    table = pl.DataFrame(
        {"month": days, "reciprocity": 40 + season, "active": 30 + month // 12 * 2.0}
    )
    weights = {"reciprocity": 2.0, "active": 1.0}
    found = decompose(table, weights)
    totals = [
        sum(part.points for part in found if part.year == year) for year in (2024, 2025, 2026)
    ]
    assert totals == pytest.approx([110 / 3, 112 / 3, 114 / 3])
    changes = [part.change for part in found if part.year == 2026]
    assert sum(changes) == pytest.approx(totals[2] - totals[1])
    with pytest.raises(MeasureError, match="two years"):
        decompose(table.head(20), weights)


def test_what_grows_all_year_long_is_not_taken_for_a_season():
    days = pl.date_range(dt.date(2024, 1, 1), dt.date(2026, 12, 1), "1mo", eager=True)
    month = np.arange(36)
    season = 8 * np.sin(2 * np.pi * month / 12)
    rising = 20 + 0.5 * month
    table = pl.DataFrame({"month": days, "advocates": rising + season - season.mean()})
    found = without_season(table, ["advocates"])["advocates"].to_numpy()
    assert found == pytest.approx(rising, abs=1e-9)


def goal(baseline=60.0, target=80.0, **other):
    units = {"answered": "questions", "asked": "questions"}
    made = {
        "formula": parse("answered / asked", units),
        "unit": "%",
        "baseline": baseline,
        "target": target,
        "since": dt.date(2027, 1, 1),
        "due": dt.date(2027, 12, 31),
    }
    return Goal(**{**made, **other})


def counted(answered, asked=100):
    first = dt.date(2027, 1, 10)
    weeks = [first + dt.timedelta(weeks=week) for week in range(len(answered))]
    return pl.DataFrame({"period": weeks, "answered": answered, "asked": asked})


def test_the_interval_of_a_mean_is_students():
    table = counted([70, 74, 71, 69, 76, 72, 70, 73])
    found = progress(goal(), table)
    values = table["answered"].to_numpy()
    half = 2.364624 * values.std(ddof=1) / np.sqrt(8)
    assert found.value == pytest.approx(values.mean())
    assert (found.low, found.high) == pytest.approx(
        (found.value - half, found.value + half), rel=1e-5
    )


def test_status_and_the_period_since_which_it_holds():
    found = progress(goal(), counted([61, 60, 62] * 3 + [90, 91, 92] * 4))
    assert found.status == "on track"
    assert dt.date(2027, 3, 14) <= found.since <= dt.date(2027, 5, 9)
    late = progress(goal(), counted([61, 60, 62] * 12))
    assert late.status == "behind"
    assert late.way == pytest.approx(0.05, abs=0.01)


def test_fewer_than_three_periods_tell_a_value_and_no_status():
    found = progress(goal(), counted([70, 72]))
    assert (found.value, found.low, found.status) == (71.0, None, "cannot tell")


def test_lower_can_be_better():
    down = goal(baseline=40.0, target=20.0)
    assert progress(down, counted([10, 11, 12, 10, 11])).status == "on track"
    assert progress(down, counted([50, 51, 49, 50, 51])).status == "behind"


def test_a_period_without_a_count_is_left_out_not_taken_for_zero():
    gap = counted([70, None, 70, 70, 70])
    assert progress(goal(), gap).value == 70.0


@pytest.mark.parametrize(
    ("change", "fault"),
    [({"target": 60.0}, "is the baseline"), ({"due": dt.date(2026, 1, 1)}, "due on")],
)
def test_a_goal_that_cannot_be_missed_is_refused(change, fault):
    with pytest.raises(MeasureError, match=fault):
        goal(**change)


@settings(deadline=None)
@given(st.lists(st.integers(0, 100), min_size=3, max_size=20))
def test_the_value_lies_in_its_interval_and_the_required_between_baseline_and_target(answered):
    found = progress(goal(), counted(answered))
    if found.low is not None:
        assert found.low <= found.value + 1e-9
        assert found.value <= found.high + 1e-9
    assert found.periods["required"].is_between(60, 80).all()
