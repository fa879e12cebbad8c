"""Findings are set beside the truth, each with its error, and reading is left out."""

from __future__ import annotations

import numpy as np
import pytest

from parvis.errors import InputError
from parvis.simulate import CAVEAT, compare, describe


def _figure(key, value, **by):
    return {"key": key, "by": by, "value": value}


def _totals(truth):
    rows = truth["rows"]
    names = {"rows.read": "read", "rows.rejected": "rejected"}
    names |= {f"mentions.{name}": name for name in ("kept", "edits", "undated")}
    yield from (_figure(key, rows[name]) for key, name in names.items())
    reasons = ("repeated", "own_account", "off_perimeter")
    yield from (_figure("mentions.filtered", rows[reason], reason=reason) for reason in reasons)
    yield from (_figure(f"mentions.{name}", truth[name]) for name in ("authors", "first", "last"))
    yield from (_figure(f"duplicates.{name}", n) for name, n in truth["duplicates"].items())


def _volumes(truth):
    for dimension, counts in (("language", truth["languages"]), ("medium", truth["media"])):
        for name, count in counts.items():
            yield _figure("mentions.volume", count, **{dimension: name})
    for brand, days in truth["volume_by_day"].items():
        for day, count in days.items():
            yield _figure("mentions.volume", count, brand=brand, day=day)
    for brand in truth["brands"]:
        yield _figure("mentions.volume", brand["raw"], brand=brand["name"])
        for count in ("raw", "deduplicated"):
            yield _figure(
                "share_of_voice", brand[f"share_{count}"], brand=brand["name"], count=count
            )


def _hubs(truth):
    accounts = [handle for brand in truth["brands"] for handle in brand["accounts"]]
    ranked = [*accounts, *(hub["author"] for hub in truth["hubs"]), "somebody"]
    for key in ("hubs.pagerank", "hubs.popularity"):
        for rank, author in enumerate(ranked, start=1):
            yield _figure(key, 1 / rank, rank=rank, author=author.lower())


def _bursts(truth):
    crisis = truth["crisis"]
    by = {"brand": crisis["brand"], "burst": 1}
    yield _figure("bursts.count", 1, brand=crisis["brand"])
    for name, value in (("start", crisis["start"]), ("end", crisis["end"]), ("level", "extreme")):
        yield _figure(f"bursts.{name}", value, **by)
    yield _figure("bursts.delay", 0, **by, rule="usual")


def _answers(truth):
    for answers in truth["answers"]:
        by = {name: answers[name] for name in ("brand", "account") if name in answers}
        for name in ("customer_posts", "answered", "within_24h"):
            yield _figure(f"answers.{name}", answers[name], **by)
        for name in ("median", "p75", "p90"):
            yield _figure(f"answers.first_minutes.{name}", answers[name], **by)


@pytest.fixture(scope="module")
def perfect(simulated):
    """The figures of a study that finds everything."""
    parts = (_totals, _volumes, _bursts, _hubs, _answers)
    return [figure for part in parts for figure in part(simulated.truth)]


def _changed(figures, key, value, **by):
    return [
        figure | {"value": value} if (figure["key"], figure["by"]) == (key, by) else figure
        for figure in figures
    ]


def test_a_study_that_finds_everything_is_exact_in_everything(simulated, perfect):
    compared = compare(simulated.truth, perfect)
    assert [each.fact for each in compared if not each.is_exact] == []
    assert len(compared) > 100
    assert "nothing differs" in describe(compared)


def test_hubs_by_pagerank_and_by_popularity_alone_are_both_written(simulated, perfect):
    written = describe(compare(simulated.truth, perfect))
    assert "among the first 10 by PageRank: 10 planted, 10 found" in written
    assert "among the first 10 by popularity alone: 10 planted, 10 found" in written


def _circles(truth):
    return {
        author.lower(): place
        for place, circle in enumerate(truth["communities"])
        for author in circle["members"]
    }


def test_communities_found_as_planted_agree_wholly(simulated, perfect):
    circles = _circles(simulated.truth)
    called = {author: 40 - place for author, place in circles.items()}
    compared = compare(simulated.truth, perfect, called)
    rand, count = (each for each in compared if each.group == "communities")
    assert rand.is_exact
    assert count.is_exact
    assert f"{len(circles):,} people" in rand.fact


def test_communities_by_lot_agree_as_chance_does(simulated, perfect):
    authors = sorted(_circles(simulated.truth))
    drawn = dict(zip(authors, np.random.default_rng(1).integers(0, 10, len(authors)), strict=True))
    compared = compare(simulated.truth, perfect, drawn)
    rand = next(each for each in compared if each.group == "communities")
    assert abs(rand.found) < 0.02


def test_a_handful_is_no_community_and_strangers_do_not_count(simulated, perfect):
    authors = sorted(_circles(simulated.truth))
    compared = compare(simulated.truth, perfect, {authors[0]: 1, authors[1]: 1, "stranger": 2})
    rand = next(each for each in compared if each.group == "communities")
    assert rand.found is None


def test_without_members_communities_are_left_out(simulated, perfect):
    assert "communities" not in {each.group for each in compare(simulated.truth, perfect)}


WRONG = [
    ("mentions.kept", {}, 3, "mentions"),
    ("mentions.volume", {"brand": "Brivane"}, -2, "mentions"),
    ("share_of_voice", {"brand": "Orvelle", "count": "raw"}, 0.5, "points"),
    ("answers.first_minutes.median", {"brand": "Talmio"}, 1.25, "minutes"),
    ("duplicates.groups", {}, 1, "groups"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong[0])
def test_an_error_is_found_less_planted_in_its_unit(simulated, perfect, wrong):
    key, by, off, unit = wrong
    was = next(each["value"] for each in perfect if (each["key"], each["by"]) == (key, by))
    compared = compare(simulated.truth, _changed(perfect, key, was + off, **by))
    first = next(each for each in compared if not each.is_exact)
    assert (round(first.error, 9), first.unit) == (off, unit)
    assert f"({off:+.3g} {unit})" in describe(compared)


def test_rows_that_do_not_add_up_are_told(simulated, perfect):
    kept = simulated.truth["rows"]["kept"]
    compared = compare(simulated.truth, _changed(perfect, "mentions.kept", kept - 1))
    assert {each.fact for each in compared if not each.is_exact} == {
        "mentions kept",
        "kept + filtered + rejected",
    }


def test_a_crisis_found_on_another_day_is_that_many_days_off(simulated, perfect):
    found = [*perfect, _figure("mentions.volume", 10**6, brand="Orvelle", day="2026-04-10")]
    (crisis,) = [each for each in compare(simulated.truth, found) if each.group == "crisis"]
    assert (crisis.planted, crisis.found, crisis.error) == ("2026-04-07", "2026-04-10", 3)


def test_a_late_alarm_and_a_burst_that_was_not_planted_are_told(simulated, perfect):
    late = _changed(perfect, "bursts.delay", 120, brand="Orvelle", burst=1, rule="usual")
    by = {"brand": "Talmio", "burst": 2}
    false = [
        _figure("bursts.start", "2026-04-20T08:00:00Z", **by),
        _figure("bursts.end", "2026-04-20T12:00:00Z", **by),
        _figure("bursts.level", "notable", **by),
    ]
    compared = compare(simulated.truth, [*late, *false])
    bursts = {each.fact: each.error for each in compared if each.group == "bursts"}
    assert bursts == {
        "start of the crisis": 0,
        "minutes from the crisis to the alarm": 120,
        "extreme bursts beside the crisis": 0,
        "lesser bursts beside the crisis": 1,
    }


def test_a_crisis_that_is_no_burst_was_not_found(simulated, perfect):
    missed = [each for each in perfect if not each["key"].startswith("bursts.")]
    missed.append(_figure("bursts.count", 0, brand="Orvelle"))
    compared = {each.fact: each for each in compare(simulated.truth, missed)}
    assert compared["start of the crisis"].found is None
    assert not compared["start of the crisis"].is_exact


def test_accounts_of_brands_are_left_out_of_the_hubs(simulated, perfect):
    hubs = [each for each in compare(simulated.truth, perfect) if each.group == "hubs"]
    assert [each.found for each in hubs] == [10, 10]
    strangers = [
        each | {"by": each["by"] | {"author": f"stranger{each['by']['rank']}"}}
        if each["key"] == "hubs.pagerank" and each["by"]["rank"] == 9
        else each
        for each in perfect
    ]
    hubs = [each for each in compare(simulated.truth, strangers) if each.group == "hubs"]
    assert [each.found for each in hubs] == [9, 10]


def test_what_a_study_does_not_say_is_none_and_no_error(simulated):
    compared = compare(simulated.truth, [])
    assert {each.error for each in compared if each.found is None} == {None}
    assert "none found" in describe(compared)


def test_tonality_is_never_compared_and_the_table_says_why(simulated, perfect):
    read = [_figure("tonality.share", 12.0, brand="Orvelle", tonality="negative")]
    compared = compare(simulated.truth, perfect + read)
    assert not any("tonality" in each.fact for each in compared)
    assert describe(compared).endswith(CAVEAT)
    assert "says nothing" in CAVEAT or "say nothing" in CAVEAT


@pytest.mark.parametrize(
    "figures", [[{"value": 3}], ["rows.read"], [{"key": "x", "by": None, "value": 1}]]
)
def test_what_is_no_list_of_figures_is_refused_with_a_way_out(simulated, figures):
    with pytest.raises(InputError, match=r"summary\.json"):
        compare(simulated.truth, figures)


def test_what_is_no_truth_is_refused(perfect):
    with pytest.raises(InputError, match=r"truth\.json"):
        compare({"posts": 3}, perfect)
