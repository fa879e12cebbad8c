"""Any engine in, the same small Polars frame out."""

from __future__ import annotations

import duckdb
import polars as pl
import pytest

from parvis.analyse import (
    answers,
    audience,
    breadth,
    communities,
    crossing,
    duplicates,
    gap,
    hubs,
    leaning,
    matrix,
    network,
    sample,
    themes,
    tonality,
    voice,
    volume,
    when,
)
from parvis.analyse.reduction import begin, begin_by_brand, count, finish
from parvis.errors import MissingColumnsError
from parvis.schema import UTC_TIME
from tests.analyse.building import NOON, mentions, talk

REDUCTIONS = {
    "by_day": lambda frame: volume.by_day(frame, timezone="Asia/Kathmandu"),
    "by_brand": volume.by_brand,
    "by_language": lambda frame: volume.by_column(frame, "language"),
    "by_brand_and_day": lambda frame: volume.by_brand_and_day(frame, timezone="Europe/Paris"),
    "extent": volume.extent,
    "share_of_voice": voice.share_of_voice,
    "addressed": lambda frame: breadth.addressed(frame, {"user1": "Ada", "user2": "Bel"}),
    "spoken hours": lambda frame: when.spoken_hours(frame, timezone="Asia/Kathmandu").sort(
        "voice", "day", "hour"
    ),
    "places": lambda frame: audience.by_place(frame, least=1),
    "sites": lambda frame: audience.by_site(frame, least=1),
    "interests": lambda frame: audience.interests(frame, least=1),
    "tonality_counts": tonality.tonality_counts,
    "duplicate_groups": duplicates.duplicate_groups,
    "matrix": matrix.matrix,
    "crossing": lambda frame: crossing.crossing(frame, "brands", "tonality"),
    "crossing of truth values": lambda frame: crossing.crossing(frame, "is_unsure", "medium"),
    "gap": lambda frame: gap.gap(frame, "Ada", least=1),
    "themes by column": lambda frame: themes.by_column(frame, "interaction"),
    "themes by terms": lambda frame: themes.by_terms(frame, ["bonjour"]),
    "negativity": leaning.negativity,
    "edges": network.edges,
    "ties": lambda frame: network.ties(frame, kinds=network.KINDS, days_in="Asia/Kathmandu"),
    "coordinated": hubs.coordinated,
    "words_said": lambda frame: communities.words_said(frame, ["user1", "user2"]),
    "pair_answers": lambda frame: answers.pair_answers(frame, {"User1": "Ada", "user2": "Bel"}),
    "sample": sample.sample,
}


@pytest.mark.parametrize("reduction", REDUCTIONS.values(), ids=REDUCTIONS)
def test_every_engine_gives_the_same_rows_and_types(engine, reduction):
    frame = talk()
    given, expected = reduction(engine(frame)), reduction(frame)
    assert expected.height > 0
    assert given.schema == expected.schema
    assert given.rows() == expected.rows()


@pytest.mark.parametrize("reduction", REDUCTIONS.values(), ids=REDUCTIONS)
def test_duckdb_gives_the_same_rows_in_a_session_of_another_zone(reduction):
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'America/New_York'")
        given = reduction(connection.from_arrow(talk().to_arrow()))
    assert given.rows() == reduction(talk()).rows()


@pytest.mark.parametrize("reduction", REDUCTIONS.values(), ids=REDUCTIONS)
def test_no_mentions_give_no_error(engine, reduction):
    frame = talk().clear()
    given, expected = reduction(engine(frame)), reduction(frame)
    assert given.schema == expected.schema
    assert given.rows() == expected.rows()


@pytest.mark.parametrize("reduction", REDUCTIONS.values(), ids=REDUCTIONS)
def test_the_order_of_the_mentions_does_not_matter(reduction):
    frame = talk()
    shuffled = frame.sample(fraction=1.0, shuffle=True, seed=3)
    assert reduction(shuffled).rows() == reduction(frame).rows()


@pytest.mark.parametrize("reduction", REDUCTIONS.values(), ids=REDUCTIONS)
def test_a_missing_column_is_named(engine, reduction):
    with pytest.raises(MissingColumnsError, match="missing columns"):
        reduction(engine(pl.DataFrame({"other": ["bonjour"]})))


def test_only_the_columns_asked_for_leave_the_engine(engine):
    assert begin(engine(talk(3)), "id", "text").collect_schema().names() == ["id", "text"]


def test_exploding_brands_gives_one_row_a_brand_and_none_for_no_brand(engine):
    frame = mentions({"brands": ["Ada", "Bel"]}, {"brands": []}, {"brands": ["Bel"]})
    rows = finish(begin_by_brand(engine(frame), "id")).sort("id", "brand").rows()
    assert rows == [("x:1", "Ada"), ("x:1", "Bel"), ("x:3", "Bel")]


def test_counts_are_int64_and_times_are_utc_on_every_engine(engine):
    frame = begin(engine(mentions({"published_at": NOON, "likes": 3})), "published_at", "likes")
    finished = finish(frame)
    assert finished.schema == {"published_at": UTC_TIME, "likes": pl.Int64}
    assert finished.row(0) == (NOON, 3)


def test_counts_come_most_first_then_by_name(engine):
    frame = mentions(*({"medium": name} for name in ("blog", "news", "forum", "news", None)))
    counted = count(begin(engine(frame), "medium"), "medium").rows()
    assert counted == [("news", 2), ("blog", 1), ("forum", 1), ("unknown", 1)]
