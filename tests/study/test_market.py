"""A study of a simulated market finds what was planted, and every figure opens."""

from __future__ import annotations

import json

import pytest

from parvis import simulate, study
from tests.study.opening import check_queries


@pytest.fixture(scope="module")
def studied(tmp_path_factory):
    """A market of 12 000 mentions with some broken lines, and its study."""
    folder = tmp_path_factory.mktemp("market")
    market = simulate.market(mentions=12_000, days=42, seed=11, broken=40)
    simulate.write(market, folder)
    found = study.run(folder / "study.toml", folder / "report")
    return market, found, folder / "report"


def facts(studied):
    market, found, _ = studied
    compared = simulate.compare(market.truth, [figure.as_dict() for figure in found.figures])
    return {(comparison.group, comparison.fact): comparison for comparison in compared}


def test_counts_delays_and_dates_are_exactly_those_planted(studied):
    off = [name for name, fact in facts(studied).items() if not fact.is_exact]
    assert {group for group, _ in off} <= {"near-duplicates", "share of voice", "hubs", "bursts"}, (
        off
    )


def test_the_deduplicated_share_of_voice_is_within_a_tenth_of_a_point(studied):
    shares = [fact for (group, _), fact in facts(studied).items() if group == "share of voice"]
    assert shares
    assert all(abs(fact.error) < 0.1 for fact in shares)


def test_the_crisis_is_on_its_day(studied):
    (crisis,) = (fact for (group, _), fact in facts(studied).items() if group == "crisis")
    assert crisis.found == crisis.planted


def test_the_crisis_is_the_one_extreme_burst_and_the_alarm_sounds_within_three_hours(studied):
    bursts = {fact: each for (group, fact), each in facts(studied).items() if group == "bursts"}
    assert abs(bursts["start of the crisis"].error) <= 120
    assert 0 < bursts["minutes from the crisis to the alarm"].found <= 180
    assert bursts["extreme bursts beside the crisis"].found == 0


def test_nine_in_ten_planted_hubs_are_found(studied):
    hubs = next(fact for (_, name), fact in facts(studied).items() if "by PageRank" in name)
    assert hubs.found >= 0.9 * hubs.planted


def test_the_planted_communities_are_found_as_far_as_ties_tell(studied):
    """Ten circles; one tie in twelve strays, and most people have one or two."""
    market, found, _ = studied
    members = dict(found.network.members.authors.select("author", "community").iter_rows())
    figures = [figure.as_dict() for figure in found.figures]
    compared = simulate.compare(market.truth, figures, members)
    rand = next(each for each in compared if each.group == "communities")
    assert rand.found > 0.5
    first = found.network.cards["hubs"].list.first().head(10)
    assert len(set(first) & {hub["author"].lower() for hub in market.truth["hubs"]}) >= 9


def test_broken_lines_are_rejected_with_their_line_and_reason(studied):
    _, found, out = studied
    letters = [json.loads(line) for line in (out / "rejected.jsonl").open(encoding="utf-8")]
    assert found.value("rows.rejected") == len(letters) == 40
    assert all(letter["line"] > 1 and letter["reason"] for letter in letters)


def test_every_query_behind_a_figure_gives_the_figure(studied):
    _, found, out = studied
    check_queries(found, out, most=5)


def test_two_runs_of_a_study_give_the_same_figures(studied, tmp_path):
    _, found, out = studied
    again = study.run(out.parent / "study.toml")
    assert again.figures == found.figures
    assert again.mentions.equals(found.mentions)
