"""What counts and what does not, for which reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import InputError
from parvis.filter import keep
from parvis.schema import FILTER_REASONS, UTC_TIME

SCHEMA = {
    "id": pl.String,
    "published_at": UTC_TIME,
    "brands": pl.List(pl.String),
    "own_brand": pl.String,
    "language": pl.String,
}
NOON = datetime(2024, 10, 22, 12, tzinfo=UTC)
KEPT = {
    "id": "x:1",
    "published_at": NOON,
    "brands": ["Free"],
    "own_brand": None,
    "language": "fr",
}


def mention(**changes) -> pl.DataFrame:
    return pl.DataFrame([KEPT | changes], schema=SCHEMA)


def verdict(frame: pl.DataFrame, **asked) -> tuple[bool, str | None]:
    return keep(frame, **asked).select("kept", "filter_reason").row(0)


@pytest.mark.parametrize(
    ("changes", "asked", "reason"),
    [
        ({}, {}, None),
        ({"own_brand": "Free"}, {}, "own_account"),
        ({"brands": []}, {}, "off_perimeter"),
        ({"brands": None}, {}, None),
        ({"language": "en"}, {}, None),
        ({"language": "en"}, {"languages": ["fr", "en"]}, None),
        ({"language": "en"}, {"languages": ["fr"]}, "language"),
        ({"language": "en"}, {"languages": "fr"}, "language"),
        ({"language": "fr"}, {"languages": "fr"}, None),
        ({"language": "fr"}, {"languages": ["FR"]}, None),
        ({"language": "en"}, {"languages": []}, None),
        ({"language": "und"}, {"languages": ["fr"]}, None),
        ({"language": None}, {"languages": ["fr"]}, None),
        ({}, {"since": NOON}, None),
        ({}, {"since": NOON + timedelta(microseconds=1)}, "period"),
        ({}, {"until": NOON}, "period"),
        ({}, {"until": NOON + timedelta(microseconds=1)}, None),
        ({}, {"since": date(2024, 10, 22), "until": date(2024, 10, 23)}, None),
        ({}, {"since": date(2024, 10, 23)}, "period"),
        ({}, {"until": date(2024, 10, 22)}, "period"),
        ({"published_at": None}, {"since": NOON, "until": NOON + timedelta(days=1)}, None),
        ({}, {"since": NOON.astimezone(timezone(timedelta(hours=2)))}, None),
    ],
)
def test_each_reason_alone(changes, asked, reason):
    assert verdict(mention(**changes), **asked) == (reason is None, reason)


def test_the_first_reason_is_the_one_that_is_named():
    asked = {"languages": ["fr"], "since": NOON + timedelta(days=1)}
    wrong = {"own_brand": "Free", "brands": [], "language": "en"}
    named = []
    for mended in ("own_brand", "brands", "language", "published_at"):
        named.append(verdict(mention(**wrong), **asked)[1])
        wrong[mended] = KEPT[mended]
    assert named == ["own_account", "off_perimeter", "language", "period"]
    assert named == list(FILTER_REASONS[1:])


@pytest.mark.parametrize("absent", ["own_brand", "brands", "language", "published_at"])
def test_a_column_that_is_not_there_counts_against_no_mention(absent):
    frame = mention().drop(absent)
    assert verdict(frame, languages=["fr"], since=NOON) == (True, None)


def test_a_bound_without_a_zone_is_refused_with_the_way_out():
    with pytest.raises(InputError, match=r"since is 2024-10-22T00:00:00, a time without a zone"):
        keep(mention(), since=datetime(2024, 10, 22))


def test_an_empty_period_is_refused():
    with pytest.raises(InputError, match="is empty"):
        keep(mention(), since=date(2024, 10, 23), until=date(2024, 10, 22))


def test_no_mention_at_all_is_no_fault():
    nothing = keep(mention().clear(), languages=["fr"], since=NOON)
    assert nothing.height == 0
    assert nothing.schema["kept"] == pl.Boolean
    assert nothing.schema["filter_reason"] == pl.String


MENTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.text(max_size=3),
            "published_at": st.none() | st.just(NOON) | st.just(NOON + timedelta(days=9)),
            "brands": st.none() | st.lists(st.sampled_from(["Free", "Orange"]), max_size=2),
            "own_brand": st.none() | st.just("Free"),
            "language": st.sampled_from([None, "und", "fr", "en"]),
        }
    ),
    max_size=8,
)


@settings(max_examples=100, deadline=None)
@given(MENTIONS, st.none() | st.lists(st.sampled_from(["fr", "en"]), max_size=2))
def test_it_marks_every_mention_and_changes_nothing_else(rows, languages):
    mentions = pl.DataFrame(rows, schema=SCHEMA)
    marked = keep(mentions, languages=languages, since=NOON, until=NOON + timedelta(days=2))
    assert marked.drop("kept", "filter_reason").equals(mentions)
    assert marked["kept"].null_count() == 0
    assert marked["kept"].equals(marked["filter_reason"].is_null(), check_names=False)
    assert set(marked["filter_reason"].drop_nulls()) <= set(FILTER_REASONS)
    again = keep(marked, languages=languages, since=NOON, until=NOON + timedelta(days=2))
    assert again.equals(marked)
