"""The figures of contagion and of referrals: what is said of each outcome, and nobody named."""

from __future__ import annotations

import pytest

from parvis.present.measured import of_measure
from parvis.present.measured.panels import contagion, referrals
from parvis.present.measured.spread import spread_came, spread_decide, spread_unknown
from tests.present.measured.made import desk, figure, story

PEOPLE = figure("contagion.people", 9000, unit="people")


def carried(low):
    yield PEOPLE
    yield figure("contagion.naive", 500.0, unit="adoptions", low=450.0, high=550.0)
    yield figure("contagion.matched", 150.0, unit="adoptions", low=low, high=250.0)
    yield figure("contagion.adoptions", 600, unit="adoptions")
    yield figure("contagion.share", 25.0, unit="%")
    yield figure("contagion.unmatched", 2.0, unit="%")
    yield figure("contagion.alike_p", 0.4, unit="probability")


def refused(reason):
    return PEOPLE, figure("contagion.matched", None, unit="adoptions", reason=reason)


def test_the_naive_count_stands_beside_the_matched_one():
    (panel,) = contagion.panels(desk(*carried(50.0)))
    assert panel.title.startswith("Friends caused 150 of 600 adoptions (25%)")
    assert "would have said 500" in panel.title
    assert panel.table.rows[0][1:] == ("500", "450 to 550")
    assert panel.table.rows[1][1:] == ("150", "50 to 250")
    assert panel.finding.number == "150"
    assert "As if friends were not alike" in panel.drawings[0].wide


def test_an_interval_that_holds_zero_says_that_it_cannot_be_told():
    told = desk(*carried(-20.0))
    (panel,) = contagion.panels(told)
    assert "cannot be told" in panel.title
    assert "\u221220 to 250" in panel.title
    assert not list(spread_came(told))
    assert len(list(spread_unknown(told))) == len(list(spread_decide(told))) == 1


@pytest.mark.parametrize(
    ("language", "reason"),
    [("en", "nothing is known of the people: give it"), ("fr", "rien n'est connu : le donner")],
)
def test_a_refusal_gives_its_reason_and_no_number(language, reason):
    told = desk(*refused(reason), language=language)
    (panel,) = contagion.panels(told)
    assert told.words.typeset(reason) in panel.title
    assert (panel.drawings, panel.table, panel.finding) == ((), None, None)
    assert len(list(spread_decide(told))) == 1


def tree(k, low, high, reason=None):
    yield figure("referrals.people", 40, unit="people")
    yield figure("referrals.counted", 30, unit="people")
    yield figure("referrals.k", k, unit="people per person", low=low, high=high, reason=reason)
    for generation, people in enumerate((20, 14, 6)):
        yield figure("referrals.generation", people, unit="people", generation=generation)
    for count, people in enumerate((30, 4, 3, 3)):
        yield figure("referrals.bringers", people, unit="people", brought=count)
    yield figure("referrals.brought", 4, unit="people", rank=1)
    yield figure("referrals.descendants", 9, unit="people", rank=1)


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ((1.1, 1.6), "grows by itself"),
        ((0.4, 0.8), "stops growing"),
        ((0.8, 1.2), "cannot be told yet"),
    ],
)
def test_the_tree_is_said_to_grow_only_where_the_interval_says_so(bounds, said):
    (panel,) = referrals.panels(desk(*tree(sum(bounds) / 2, *bounds)))
    assert said in panel.title
    assert [row[1] for row in panel.table.rows] == [
        f"{sum(bounds) / 2:g}", "30", "30", "4", "3", "3", "9"
    ]  # fmt: skip
    assert "Came alone" in panel.drawings[0].wide


def test_a_k_nobody_can_tell_gives_its_reason():
    told = desk(*tree(None, None, None, reason="fewer than two people had the time"))
    (panel,) = referrals.panels(told)
    assert "fewer than two people had the time" in panel.title
    assert panel.finding is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_report_has_both_and_their_limits(language):
    document = of_measure(story(*carried(50.0), *tree(0.6, 0.4, 0.8), language=language))
    anchors = [panel.anchor for chapter in document.chapters for _, panel in chapter.panels]
    assert anchors[-2:] == ["figure-contagion", "figure-referrals"]
    names = {limit.name for limit in document.limits}
    assert len(names & {"Contagion", "Referrals", "La contagion", "Les parrainages"}) == 2
