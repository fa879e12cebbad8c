"""The market of the demo: each post is put once, when its time has come, whatever ends it."""

from __future__ import annotations

import csv
import datetime as dt
import os

import pytest

from parvis.hub.demo import flow
from parvis.hub.demo.flow import Flow
from parvis.simulate import market, write

START = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
NOW = START + flow.PAST
DAY = dt.timedelta(days=1)


@pytest.fixture
def home(tmp_path):
    for part in (0, 1):
        start = START.date() + part * flow.DAYS
        made = market(mentions=600, days=flow.DAYS.days, seed=part, start=start)
        write(made, tmp_path / "demo" / f"market-{part}")
    return tmp_path


def put(home):
    rows = []
    for file in sorted((home / flow.POSTS).glob("*.csv")):
        with file.open(newline="") as lines:
            rows += list(csv.DictReader(lines))
    return rows


def posts(home, part):
    with (home / "demo" / f"market-{part}" / "posts.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def test_what_is_past_comes_at_once_and_the_rest_when_it_is_due(home):
    one = Flow(home, NOW)
    assert one.step(NOW) == len(put(home)) > 100
    assert max(row["Created At"][:19] for row in put(home)) <= f"{NOW:%Y-%m-%d %H:%M:%S}"
    assert one.step(NOW) == 0
    later = one.step(NOW + DAY)
    assert later > 5
    assert put(home) == posts(home, 0)[: len(put(home))]


def test_begun_again_it_goes_on_where_it_was(home):
    for hours in range(0, 240, 7):
        Flow(home, NOW).step(NOW + dt.timedelta(hours=hours))
    assert put(home) == posts(home, 0)[: len(put(home))]
    assert len(put(home)) > 300


def test_a_market_that_ends_goes_on_with_the_next(home):
    one = Flow(home, NOW)
    one.step(NOW + 30 * DAY)
    one.step(NOW + 30 * DAY)
    rows = put(home)
    assert rows[:600] == posts(home, 0)
    assert rows[600:] == posts(home, 1)[: len(rows) - 600]
    assert len(rows) > 700


def test_what_was_read_a_day_ago_is_taken_out(home):
    one = Flow(home, NOW)
    one.step(NOW)
    one.step(NOW + DAY)
    first, last = sorted((home / flow.POSTS).glob("*.csv"))
    os.utime(first, (0, 0))
    one.tidy(dt.datetime.now(dt.UTC))
    assert list((home / flow.POSTS).glob("*.csv")) == [last]
