from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import MissingColumnsError
from parvis.perimeter import judge, matches, parse
from parvis.schema import COLUMNS
from tests.perimeter import strategies
from tests.perimeter.reference import evaluate


def frame_of(rows: list[dict]) -> pl.DataFrame:
    schema = {name: COLUMNS[name].dtype for name in rows[0]}
    return pl.DataFrame(rows, schema=schema)


@given(strategies.trees, st.lists(strategies.mentions, min_size=1, max_size=8))
@settings(max_examples=150)
def test_it_judges_as_the_reference_judges(query, rows):
    expected = [evaluate(query, row) for row in rows]
    assert judge(query, frame_of(rows)).to_list() == expected


def test_a_title_is_searched_as_well():
    mentions = pl.DataFrame({"title": ["Free en panne", None], "text": ["Rien à dire", "Free"]})
    assert matches(parse("free"), mentions).to_list() == [True, True]


def test_nothing_reaches_from_title_to_text():
    mentions = pl.DataFrame({"title": ["Panne chez Free"], "text": ["Mobile : rien"]})
    assert matches(parse('"free mobile"'), mentions).to_list() == [False]
    assert matches(parse("free NEAR/1000 mobile"), mentions).to_list() == [False]
    assert matches(parse("free PARAGRAPH mobile"), mentions).to_list() == [False]
    assert matches(parse("free AND mobile"), mentions).to_list() == [True]


def test_a_missing_title_changes_nothing():
    mentions = pl.DataFrame({"text": ["Free Mobile", "@Free"]})
    with_title = mentions.with_columns(title=pl.lit(None, dtype=pl.String))
    query = parse('"free mobile" OR @free')
    assert matches(query, mentions).equals(matches(query, with_title), check_names=False)


def test_no_mention_gives_no_answer():
    mentions = pl.DataFrame({"text": []}, schema={"text": pl.String})
    assert matches(parse("a -b"), mentions).to_list() == []


def test_a_text_nobody_wrote_matches_nothing():
    mentions = pl.DataFrame({"text": [None]}, schema={"text": pl.String})
    assert matches(parse("a OR (b NOT c)"), mentions).to_list() == [False]


def test_a_frame_without_text_is_refused_by_name():
    with pytest.raises(MissingColumnsError, match="missing columns: text"):
        matches(parse("free"), pl.DataFrame({"message": ["Free"]}))


def test_a_mention_of_ten_megabytes_is_searched_like_any_other():
    mentions = pl.DataFrame({"text": ["été " * 2_500_000 + "Free Mobile"]})
    assert matches(parse('"free mobile" -orange'), mentions).to_list() == [True]


def test_a_query_of_eight_thousand_words_is_matched():
    query = parse(" OR ".join(f"mot{number}" for number in range(8_000)))
    mentions = pl.DataFrame({"text": ["mot", "le mot7999", "mot8000"]})
    assert matches(query, mentions).to_list() == [False, True, False]
