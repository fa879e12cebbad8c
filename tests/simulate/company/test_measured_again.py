"""A measure of the company finds what was planted, refuses what it should, and is told how far."""

from __future__ import annotations

import pytest

from parvis.errors import InputError
from parvis.simulate.company import describe_measure, held, model_errors

WAYS = ("like with like", "naively")


def test_money_is_found_to_the_cent_and_what_may_not_be_told_is_refused(made, figures):
    facts = [fact for fact in held(made.truth, figures) if fact.group in {"ledger", "returns"}]
    assert len(facts) == 7
    assert all(fact.is_exact for fact in facts)
    assert [fact.found for fact in facts].count(None) == 2


def test_every_fact_that_was_planted_is_measured(made, figures):
    assert [fact.fact for fact in held(made.truth, figures) if not fact.is_told] == []


def test_careless_ways_flatter_and_the_careful_ones_beside_them_do_not(made, figures):
    for group in ("retention", "contagion", "maturity"):
        facts = [fact for fact in held(made.truth, figures) if fact.group == group]
        honest = [abs(fact.error) for fact in facts if fact.way == "honest"]
        careless = [fact.error for fact in facts if fact.way == "flattering"]
        assert min(careless) > max(honest), group


def test_intervals_hold_what_was_planted(made, figures):
    honest = [
        fact.is_inside
        for fact in held(made.truth, figures)
        if fact.way == "honest" and fact.is_inside is not None
    ]
    assert len(honest) >= 20
    assert sum(honest) / len(honest) >= 0.85


def test_contagion_is_within_a_fifth_of_what_was_planted_and_the_naive_estimate_is_not(
    made, figures
):
    found = {fact.fact: fact for fact in held(made.truth, figures) if fact.group == "contagion"}
    matched, naive = (found[f"adoptions that friends caused, {way}"] for way in WAYS)
    assert abs(matched.error) < 0.2 * matched.planted
    assert naive.error > 0.3 * naive.planted
    assert not naive.is_inside


def test_models_of_attribution_err_in_the_order_known_for_a_channel_shown_last(made, figures):
    """Retargeting causes nothing: the later a model looks, the more it credits it with."""
    errors = {error.model: error for error in model_errors(made.truth, figures)}
    assert errors.keys() == {"first", "last", "linear", "decay", "markov"}
    assert list(errors)[-1] == "last"
    assert errors["first"].share < errors["linear"].share < errors["decay"].share
    assert errors["decay"].share < errors["last"].share
    assert errors["last"].channel == "retargeting"
    assert errors["last"].amount > 0
    said = describe_measure([], list(errors.values()))
    assert all(f"\n  {model:<8}" in said for model in errors)


def test_a_fact_that_is_not_measured_is_said_to_be_so(made):
    facts = held(made.truth, [])
    assert not any(fact.is_told or fact.is_exact for fact in facts)
    assert "return of Spring offer: none planted, not measured" in describe_measure(facts, [])


def test_a_return_that_should_have_been_refused_is_shown(made):
    figure = {"key": "roi", "by": {"campaign": "Spring offer"}, "value": 12.5}
    said = describe_measure(held(made.truth, [figure]), [])
    assert "return of Spring offer: told as 12.5, and should have been refused" in said


def test_an_interval_that_misses_is_shouted(made):
    fact = next(one for one in made.truth["planted"] if one["group"] == "KPIs")
    value = fact["value"]
    figure = {"key": fact["key"], "by": fact["by"], "value": value + 3, "low": value + 1}
    said = describe_measure(held(made.truth, [figure | {"high": value + 5}]), [])
    assert "(+3 points), OUTSIDE" in said


def test_a_model_that_gives_each_channel_what_it_caused_errs_in_nothing(made):
    caused = made.truth["attribution"]
    perfect = [
        {"key": "attribution.credit", "by": {"model": "oracle", "channel": name}, "value": amount}
        for name, amount in caused.items()
    ]
    all_to_one = {"key": "attribution.credit", "by": {"model": "one", "channel": "video"}}
    one = all_to_one | {"value": sum(caused.values())}
    best, worst = model_errors(made.truth, [*perfect, one])
    assert (best.model, best.share) == ("oracle", 0)
    assert worst.share == pytest.approx(100 * (1 - caused["video"] / sum(caused.values())))
    assert worst.channel == "video"
    assert "one " in describe_measure([], [best, worst])


@pytest.mark.parametrize("function", [held, model_errors])
def test_what_is_no_truth_and_no_figures_is_refused(function):
    with pytest.raises(InputError, match=r"truth\.json"):
        function({}, [{"key": "attribution.credit"}])
