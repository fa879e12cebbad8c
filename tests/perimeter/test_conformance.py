"""The language by example, by all that execute it: conformance.md is the table."""

from __future__ import annotations

from collections import Counter, defaultdict

import polars as pl
import pytest

from parvis.perimeter import Matcher, judge, parse
from parvis.schema import COLUMNS
from tests.perimeter.conformance import cases
from tests.perimeter.reference import evaluate

CASES = cases()
ROWS = [pytest.param(case, id=f"{case.operator}: {case.query} | {case.mention}") for case in CASES]


def frame_of(mention: dict) -> pl.DataFrame:
    schema = {name: COLUMNS[name].dtype for name in mention}
    return pl.DataFrame([mention], schema=schema)


@pytest.mark.parametrize("case", ROWS)
def test_the_store_finds_what_the_table_says(case):
    assert judge(parse(case.query), frame_of(case.mention)).to_list() == [case.found]


@pytest.mark.parametrize("case", ROWS)
def test_the_reference_finds_what_the_table_says(case):
    assert evaluate(parse(case.query), case.mention) is case.found


def test_the_stream_finds_what_the_table_says():
    matcher = Matcher({str(number): parse(case.query) for number, case in enumerate(CASES)})
    alike = defaultdict(list)
    for number, case in enumerate(CASES):
        alike[frozenset(case.mention)].append(number)
    for numbers in alike.values():
        found = matcher.match(pl.concat(frame_of(CASES[number].mention) for number in numbers))
        said = {(place, query): matches for place, query, matches in found.iter_rows()}
        for place, number in enumerate(numbers):
            assert said.get((place, str(number)), False) is CASES[number].found, CASES[number]


def test_there_are_enough_of_them(record_testsuite_property):
    by_operator = Counter(case.operator for case in CASES)
    assert sum(by_operator.values()) >= 300
    assert min(by_operator.values()) >= 5
    assert len({(case.query, str(case.mention)) for case in CASES}) == len(CASES)
