"""The bursts of a study: told where there is a record, and left untold with a reason where not."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from parvis.analyse.talk import network_of
from parvis.study.figures.bursts import bursts_of_talk
from parvis.study.figures.read import Read
from tests.analyse.building import mentions

NOBODY = network_of(mentions())
FIRST = dt.datetime(2024, 9, 2, tzinfo=dt.UTC)
STRUCK = FIRST + dt.timedelta(days=30, hours=14)


def talk(days=42, *, a_day=24, crisis=60):
    random = np.random.default_rng(3)
    usual = [
        {
            "author": f"a{n}",
            "brands": ["Ada"],
            "text": "Ma facture, encore",
            "published_at": FIRST + dt.timedelta(hours=float(hour)),
            "tonality": "negative" if n % 4 == 0 else "neutral",
        }
        for n, hour in enumerate(random.uniform(0, 24 * days, a_day * days))
    ]
    struck = [
        {
            "author": f"c{n}",
            "brands": ["Ada"],
            "text": f"Grosse panne réseau ici @ines{n % 2}",
            "mentions": [f"ines{n % 2}"],
            "published_at": STRUCK + dt.timedelta(minutes=float(3 * n)),
            "tonality": "negative",
        }
        for n in range(crisis)
    ]
    return mentions(*usual, *struck)


def by_key(frame, brands=("Ada",)):
    facts = {"harvests": {}, "repeated": 0, "accounts": {}, "language": "en", "timezone": "UTC"}
    read = Read(mentions=frame, brands=list(brands), network=NOBODY, **facts)
    found = {}
    for figure in bursts_of_talk(read):
        found.setdefault(figure.key, []).append(figure)
    return found


@pytest.fixture(scope="module")
def struck():
    return by_key(talk())


def test_a_burst_has_its_dates_words_first_mention_hubs_and_tone(struck):
    (count,), (start,), (end,) = (struck[f"bursts.{name}"] for name in ("count", "start", "end"))
    assert count.value == 1
    assert start.by == {"brand": "Ada", "burst": 1}
    begun, ended = (dt.datetime.fromisoformat(each.value) for each in (start, end))
    assert abs(begun - STRUCK) <= dt.timedelta(hours=1)
    assert ended > STRUCK
    assert struck["bursts.day"][0].value == "2024-10-02"
    assert "panne réseau" in [figure.value for figure in struck["bursts.word"]]
    assert {figure.value for figure in struck["bursts.hub"]} == {"ines0", "ines1"}
    assert struck["bursts.shift"][0].low > 0
    (said,), (expected,) = struck["bursts.mentions"], struck["bursts.expected"]
    assert said.value > expected.high >= expected.value


def test_each_rule_says_after_how_long_it_would_have_sounded(struck):
    delays = {figure.by["rule"]: figure.value for figure in struck["bursts.delay"]}
    assert set(delays) == {"usual", "z_score", "twelve"}
    assert 60 <= delays["usual"] <= 180
    for every, outside in zip(
        struck["bursts.alarms"], struck["bursts.alarms_outside"], strict=True
    ):
        assert 0 <= outside.value <= every.value


def test_what_is_usual_is_told_of_each_day_with_its_bounds(struck):
    assert len(struck["bursts.usual"]) == len(struck["bursts.said"]) == 42
    assert all(row.low <= row.value <= row.high for row in struck["bursts.usual"])


def test_ordinary_talk_has_no_burst():
    found = by_key(talk(crisis=0))
    assert found["bursts.count"][0].value == 0
    assert "bursts.start" not in found


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        (talk(1, a_day=400, crisis=0), "fewer than eight days"),
        (talk(30, a_day=1, crisis=0).head(5), "fewer than thirty mentions"),
        (mentions({"brands": ["Ada"], "published_at": None}), "no counted mention has a usable"),
        (mentions(), "no mention was kept"),
    ],
)
def test_too_little_is_told_as_such_and_nothing_is_invented(frame, why):
    found = by_key(frame)
    (count,) = found.pop("bursts.count")
    assert count.value is None
    assert why in count.reason
    assert not any(key.startswith("bursts.") for key in found)
