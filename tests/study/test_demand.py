"""Demands as figures of a study, by brand, each with mentions that ask."""

from __future__ import annotations

from parvis.analyse.talk import network_of
from parvis.study.figures.demand import EXAMPLES, demands_of_talk
from parvis.study.figures.read import Read
from tests.analyse.building import at, mentions

NOBODY = network_of(mentions())


def by_key(*rows, **changes):
    facts = {"harvests": {}, "repeated": 0, "brands": ["Ada", "Bel"], "accounts": {}}
    read = Read(
        mentions=mentions(*rows), **facts, language="en", timezone="UTC", network=NOBODY, **changes
    )
    found = {}
    for figure in demands_of_talk(read):
        found.setdefault(figure.key, []).append(figure)
    return found


def wish(text, number, brand="Ada"):
    row = {"text": text, "author": f"a{number}", "brands": [brand], "language": "fr"}
    return row | {"published_at": at(1440 * number)}


WISHES = [wish(f"Il manque un mode sombre{'!' * n}", n) for n in range(5)]


def test_a_demand_has_its_people_its_trend_and_mentions_that_ask():
    found = by_key(
        *WISHES, wish("Tout va bien", 9), wish("Il manque le yoga", 3, "Bel"), own=["Ada"]
    )
    (people,) = found["demand.people"]
    assert (people.by, people.value) == ({"brand": "Ada", "demand": "mode sombre"}, 5)
    assert found["demand.asking"][0].value == 5
    assert [f.value for f in found["demand.example"]] == ["x:1", "x:2", "x:3"][:EXAMPLES]
    assert sum(f.value for f in found["demand.period"]) == 5
    (times,) = found["demand.times"]
    assert times.low < times.value < times.high


def test_every_brand_is_told_where_none_is_own():
    found = by_key(*WISHES, wish("Il manque le yoga", 3, "Bel"))
    assert {f.by["brand"]: f.value for f in found["demand.asking"]} == {"Ada": 5, "Bel": 1}


def test_nobody_asking_is_a_zero_that_was_counted_not_a_gap():
    found = by_key(wish("Tout va bien", 1), own=["Ada"])
    assert [f.value for f in found["demand.asking"]] == [0]
    assert set(found) == {"demand.asking"}


def test_names_of_brands_are_no_demand():
    said = [wish(f"Il manque Ada{'!' * n}", n) for n in range(3)]
    assert "demand.people" not in by_key(*said, own=["Ada"], names=frozenset({"ada"}))
