"""The presence plan in the report: where first, how surely, and what tone works."""

from __future__ import annotations

import pytest

from parvis.present.panels import presence, welcome
from tests.present.counted import PLACES, _presence
from tests.present.test_panels import desk, figure


def told(language="en"):
    return presence.panel(desk(*_presence(), language=language))


def test_the_first_place_is_told_with_who_is_there_and_who_is_reached():
    assert told().title == (
        "Go first to forum.example: 320 people, of whom your accounts reach 12%"
    )
    assert told().finding.number == "320"
    assert told("fr").title.startswith("Aller d\u2019abord vers forum.example")


def test_a_first_place_that_may_be_second_is_told_so():
    rows = [
        figure("presence.score", score, rank=rank, kind=kind, place=place)
        for rank, (kind, place, score, *_) in enumerate(PLACES[1:], start=1)
    ] + [
        figure("presence.rank", rank, low=1, high=2, kind=kind, place=place, drawn="people")
        for rank, (kind, place, *_) in enumerate(PLACES[1:], start=1)
    ]
    title = presence.panel(desk(*rows)).title
    assert title.startswith("The community of @gare1 comes first, but those who link to lemonde.fr")


def test_each_line_says_what_would_change_it():
    row = told().table.rows[0]
    assert row[:3] == (
        "forum.example",
        "site",
        "with @gare1 · grève, quai: weight of absence: 40% → 62%",
    )
    assert told().table.rows[1][10:12] == ("2\u20134", "2\u20134")
    assert "\u2014" in told().table.rows[2]


def test_the_weights_are_declared_and_what_is_unknown_is_said():
    assert "audience 40%, absence 40% and tonality 20%" in told().note
    assert "Not known here, so not weighed: rivals." in told().note


def test_a_sign_is_told_only_beyond_chance():
    panel = welcome.panel(desk(*_presence()))
    assert panel.title == "Answers that are warm are better received"
    assert panel.finding.number == "38%"
    assert panel.table.rows[1][3] == "\u22129"
    alike = [row for row in _presence() if row.by.get("sign") != "is_warm"]
    assert "No way of answering" in welcome.panel(desk(*alike)).title


@pytest.mark.parametrize("panel", [presence.panel, welcome.panel])
def test_what_is_not_there_is_a_reason(panel):
    told = panel(desk())
    assert told.reason
    assert told.drawings == ()
