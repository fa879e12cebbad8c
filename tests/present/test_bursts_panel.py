"""The figure of bursts: what it says of a burst, of none, of too little, of collection."""

from __future__ import annotations

import datetime as dt

from parvis.present.panels import bursts
from tests.present.test_panels import desk, figure

FIRST = dt.date(2024, 10, 1)
DAYS = [FIRST + dt.timedelta(days=n) for n in range(40)]


def days(brand="Cévenol"):
    for day in DAYS:
        by = {"brand": brand, "day": str(day)}
        yield figure("bursts.said", 90 if day == DAYS[21] else 12, **by)
        yield figure("bursts.usual", 12.0, low=5.0, high=21.0, **by)


def counts(n, brand="Cévenol"):
    yield figure("bursts.count", n, brand=brand)
    for rule in ("z_score", "twelve"):
        yield figure("bursts.alarms", 31, brand=brand, rule=rule)
        yield figure("bursts.alarms_outside", 30, brand=brand, rule=rule)


def burst(number=1, brand="Cévenol", words=("fuite", "données")):
    by = {"brand": brand, "burst": number}
    said = {
        "start": "2024-10-22T08:00:00Z",
        "end": "2024-10-22T20:00:00Z",
        "day": "2024-10-22",
        "level": "extreme",
        "mentions": 80,
        "voices": 70,
        "first": "x:1",
        "negative": 71.0,
        "coordinated": 0.0,
    }
    for name, value in said.items():
        yield figure(f"bursts.{name}", value, **by)
    yield figure("bursts.expected", 8.0, low=3.0, high=15.0, **by)
    yield figure("bursts.shift", 22.0, low=11.0, high=33.0, **by)
    for rank, word in enumerate(words, start=1):
        yield figure("bursts.word", word, **by, rank=rank)
    for rule, delay in (("usual", 60.0), ("z_score", 120.0), ("twelve", None)):
        yield figure("bursts.delay", delay, **by, rule=rule)


def change(kind, **by):
    by = {"source": "x", "medium": "micro-blog", "kind": kind, "day": "2024-10-30", **by}
    yield figure("collection.before", 0.0, **by)
    yield figure("collection.after", 40.0, **by)


def test_the_strongest_burst_is_told_with_what_was_expected_and_its_words():
    told = bursts.panel(desk(*counts(1), *burst(), *days()))
    assert told.anchor == "figure-bursts"
    assert (
        told.title == "Cévenol, 22 October 2024: 80 mentions where 8 were expected"
        " (“fuite” and “données”)"
    )
    assert told.finding.number == "\u00d7\u202f10"
    assert told.finding.sentence.endswith("It is the only burst found.")


def test_the_table_sets_each_rule_beside_the_burst():
    (row,) = bursts.panel(desk(*counts(1), *burst(), *days())).table.rows
    assert row[0] == "1 · Cévenol"
    assert row[-3:] == ("1\u00a0h", "2\u00a0h", "none")
    assert "+22 points (+11 to +33)" in row


def test_a_burst_without_words_is_told_without():
    told = bursts.panel(desk(*counts(1), *burst(words=()), *days(), language="fr"))
    assert told.title.endswith("80 mentions quand 8 étaient attendues")


def test_changes_of_collection_are_told_apart_from_bursts():
    told = bursts.panel(desk(*counts(0), *days(), *change("start", brand="Cévenol")))
    assert told.title == "No burst: the talk stays where chance and habit leave it"
    assert "Cévenol (micro-blog) is collected from 30 October 2024" in told.note
    assert told.table is None
    assert "collection starts" in told.drawings[0].wide


def test_too_little_is_told_with_its_reason_and_draws_nothing():
    told = bursts.panel(desk(figure("bursts.count", None, brand="Cévenol", reason="a week")))
    assert told.reason == "A week."
    assert (told.drawings, told.table, told.finding) == ((), None, None)


def test_a_brand_with_too_little_is_named_beside_those_that_have_enough():
    few = figure("bursts.count", None, brand="Rapido", reason="five mentions")
    assert "Rapido: five mentions." in bursts.panel(desk(*counts(0), few, *days())).note


def test_no_two_names_of_bursts_meet():
    marks = [*burst(1), *burst(2, words=())]
    told = bursts.panel(desk(*counts(2), *marks, *days()))
    assert told.drawings[0].wide.count("1 · 22 Oct") <= 1
    assert "2 · 22 Oct" not in told.drawings[0].wide
