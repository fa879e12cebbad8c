"""The same study in this process and on a cluster: the same figures, and no mention comes back."""

from __future__ import annotations

import json

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from pyspark.sql.connect.client import SparkConnectClient

from parvis import simulate, study
from parvis.analyse.network.capacity import Capacity
from parvis.analyse.sample import drawn
from parvis.engines import Local
from parvis.engines.spark.engine import Spark
from parvis.errors import StudyError
from parvis.perimeter import Brand
from parvis.sources import read
from parvis.study.marking import Marks, mark
from parvis.study.network import network_of_study
from parvis.study.outputs import summary
from parvis.study.plan import parse
from parvis.study.taking import taken_as
from tests.engines.reduced import same

TIES, LEADERS = 600, 400

MENTIONS, LOT = 1_500, 200
MARKS = Marks(brands=[Brand("Orvelle", "orvelle")])


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    """A market with an own dialect of every step: several buckets, edits, broken lines."""
    folder = tmp_path_factory.mktemp("market")
    simulate.write(simulate.market(mentions=MENTIONS, days=30, seed=3, broken=9), folder)
    return folder


@pytest.fixture(scope="module")
def few():
    """Lots of 200 mentions, of which a small market has more."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("parvis.study.figures.lot", "parvis.study.found"):
            patch.setattr(f"{module}.drawn", lambda mentions, n: drawn(mentions, n=min(n, LOT)))
        yield


@pytest.fixture(scope="module")
def collected():
    """The columns and rows of what came back from the cluster, answer by answer."""
    return []


@pytest.fixture(scope="module")
def on_cluster(market, spark, collected, few):
    """The study on Sail, some hundred mentions a task, written to a folder."""
    told = SparkConnectClient.to_table

    def counting(client, *asked):
        answer = told(client, *asked)
        collected.append((answer[0].column_names, answer[0].num_rows))
        return answer

    (market / "scratch").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SparkConnectClient, "to_table", counting)
        engine = Spark(spark, str(market / "scratch"), at_once=150)
        yield study.run(market / "study.toml", market / "cluster", engine=engine)


@pytest.fixture(scope="module")
def here(market, few):
    return study.run(market / "study.toml", market / "here")


def test_the_summary_is_the_same(here, on_cluster):
    one, other = summary(here), summary(on_cluster)
    assert len(one["figures"]) > 2_000
    off = [
        (figure, found)
        for figure, found in zip(one["figures"], other["figures"], strict=True)
        if not same(figure, found)
    ]
    assert not off
    assert same({**one, "figures": 0}, {**other, "figures": 0})


def test_no_text_comes_back_but_of_mentions_drawn_by_lot(on_cluster, collected):
    assert on_cluster.value("mentions.kept") > 1_000
    assert len(collected) > 80
    texts = [rows for columns, rows in collected if "text" in columns]
    assert max(texts) == LOT
    most = max(rows for columns, rows in collected if "id" in columns)
    assert most == LOT


def test_a_network_too_large_for_one_process_is_the_same(
    here, on_cluster, spark, collected, tmp_path
):
    def led(found, engine):
        capacity = Capacity(engine=engine, ties=TIES, leaders=LEADERS)
        return network_of_study(found.mentions, found.plan, None, capacity)

    before = len(collected)
    one, other = led(here, Local()), led(on_cluster, Spark(spark, str(tmp_path)))
    came = [rows for columns, rows in collected[before:] if {"source", "node"} & {*columns}]
    assert came
    assert max(came) <= TIES
    assert one.size == other.size
    assert one.ties.equals(other.ties)
    for part in ("measured", "members", "map"):
        known, found = getattr(one, part).authors, getattr(other, part).authors
        assert known.height
        assert_frame_equal(found, known, rel_tol=1e-9)
    assert other.cards.equals(one.cards)


def test_the_mentions_stay_where_the_cluster_keeps_them(here, on_cluster, market):
    kept = pl.read_parquet(market / "scratch" / "mentions.parquet" / "*.parquet")
    assert kept.columns == here.mentions.columns
    assert kept.sort("id").drop("line", strict=False).height == here.mentions.height
    assert not (market / "cluster" / "mentions.parquet").exists()
    assert json.loads((market / "cluster" / "summary.json").read_text("utf-8"))["figures"]
    assert "</html>" in (market / "cluster" / "report.html").read_text("utf-8")


def test_a_frame_of_a_cluster_is_marked_as_it_is(market, spark, tmp_path):
    """Not in the order of the file, and so without a place of its own."""
    posts = read(market / "posts.csv").frame
    native = spark.createDataFrame(posts.head(300).to_arrow())
    taken = taken_as(native)
    engine = Spark(spark, str(tmp_path), at_once=90)
    found, repeated = mark([taken.mentions], MARKS, engine, lambda _: None)
    known, same_repeated = mark([posts.head(300)], MARKS, Local(), lambda _: None)
    told = Local().settled(found).sort("id")
    assert told.columns == known.columns
    assert repeated == same_repeated
    assert told["brands"].equals(known.sort("id")["brands"])
    assert taken.harvest.rows_read == 300


def test_a_table_of_the_cluster_is_a_source(market, spark, tmp_path):
    posts = read(market / "posts.csv").frame.head(400)
    spark.createDataFrame(posts.to_arrow()).createOrReplaceTempView("posts_of_ours")
    text = (market / "study.toml").read_text("utf-8")
    text = text.replace('file = "posts.csv"', 'table = "posts_of_ours"')
    engine = Spark(spark, str(tmp_path), at_once=150)
    found = study.run(parse(text), engine=engine)
    harvest = found.harvests["posts_of_ours"]
    assert harvest.rows_read == 400
    assert 0 < found.value("mentions.kept") < 400
    with pytest.raises(StudyError, match="the cluster has no table nowhere"):
        engine.table("nowhere")


def test_a_table_is_of_no_use_in_this_process(market):
    text = (market / "study.toml").read_text("utf-8")
    with pytest.raises(StudyError, match="--engine spark"):
        study.run(parse(text.replace('file = "posts.csv"', 'table = "ours.posts"')))
