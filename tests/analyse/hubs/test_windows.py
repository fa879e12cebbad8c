"""The hubs of each window of time."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.analyse.hubs import hubs, hubs_by_window, window_of
from parvis.analyse.network import ties, together
from tests.analyse.building import at, mentions, talk

DAY = 24 * 60


def naming(*named):
    """One mention for each pair of a day and a name."""
    return mentions(
        *(
            {"author": f"fan{n}", "mentions": [name], "published_at": at(day * DAY)}
            for n, (day, name) in enumerate(named)
        )
    )


def test_each_window_has_the_hubs_of_its_own_ties():
    counted = ties(naming((0, "bo"), (1, "bo"), (31, "cy"), (33, "cy"), (34, "dee")), days_in="UTC")
    first = hubs_by_window(counted, every="1mo", top=1)
    assert first.select("window", "rank", "author", "popularity").rows() == [
        (dt.date(2024, 3, 1), 1, "bo", 2),
        (dt.date(2024, 4, 1), 1, "cy", 2),
    ]


def test_one_window_over_all_gives_the_hubs_of_the_dated_ties():
    counted = ties(talk(), days_in="UTC")
    dated = counted.filter(counted["day"].is_not_null())
    expected = hubs(together(dated), top=10).select("rank", "author", "pagerank", "popularity")
    found = hubs_by_window(counted, every="1y").drop("window")
    assert found.rows() == expected.rows()


def test_those_set_apart_are_in_no_window():
    counted = ties(naming((0, "bo"), (0, "bo"), (1, "cy")), days_in="UTC")
    found = hubs_by_window(counted, every="1mo", apart=["bo"])
    assert "bo" not in found["author"].to_list()
    assert found["rank"][0] == 1


@pytest.mark.parametrize(
    ("days", "expected"),
    [(12, "1d"), (13, "1w"), (70, "1w"), (100, "1mo"), (400, "1q"), (4000, "1y")],
)
def test_windows_are_as_short_as_a_dozen_of_them_allow(days, expected):
    counted = ties(naming(*((day, "bo") for day in range(days))), days_in="UTC")
    assert window_of(counted) == expected


def test_undated_ties_are_in_no_window():
    frame = mentions({"author": "ann", "mentions": ["bo"], "published_at": None})
    assert hubs_by_window(ties(frame, days_in="UTC"), every="1d").is_empty()
