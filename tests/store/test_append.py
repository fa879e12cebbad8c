"""What arrives is kept once: across batches, restarts, replays, edits and deletions."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import LakeError, MissingColumnsError
from parvis.store import DeltaLake
from tests.store.making import BEGIN, ids_in, marks, posts, readings


def test_a_mention_is_kept_once_within_a_batch_across_batches_and_after_a_restart(lake):
    with lake.writing() as writer:
        first = writer.append("mentions", pl.concat([posts(range(5)), posts(range(3))]))
        again = writer.append("mentions", posts(range(4, 8)))
    with lake.writing() as writer:
        replayed = writer.append("mentions", posts(range(10)))
    assert (first.new, first.repeats) == (5, 3)
    assert (again.new, again.repeats) == (3, 1)
    assert (replayed.new, replayed.repeats) == (2, 8)
    assert ids_in(lake) == [f"x:{number}" for number in range(10)]


@settings(max_examples=15, deadline=None)
@given(
    batches=st.lists(st.lists(st.integers(0, 40), max_size=30), min_size=1, max_size=6),
    restarts=st.sets(st.integers(0, 5)),
)
def test_whatever_overlaps_the_lake_holds_each_mention_once(batches, restarts):
    folder = Path(tempfile.mkdtemp())
    lake = DeltaLake.create(folder)
    groups: list[list[list[int]]] = [[]]
    for place, batch in enumerate(batches):
        groups[-1].append(batch)
        if place in restarts:
            groups.append([])
    for group in groups:
        with lake.writing() as writer:
            for batch in group:
                writer.append("mentions", posts(batch))
    held = lake.read("mentions").collect()
    assert sorted(held["id"]) == sorted({f"x:{n}" for batch in batches for n in batch})
    assert sorted(held["arrival"]) == list(range(held.height))
    shutil.rmtree(folder)


def test_an_edit_is_a_new_version_and_the_latest_one_is_read(lake):
    with lake.writing() as writer:
        writer.append("mentions", posts([1, 2]))
        edited = writer.append("mentions", posts([1], text="edited {}"))
        again = writer.append("mentions", posts([1], text="edited {}"))
        back = writer.append("mentions", posts([1]))
    assert (edited.edits, again.repeats, back.repeats) == (1, 1, 1)
    every = lake.read("mentions").sort("arrival").collect()
    assert every["id"][2].startswith("x:1~")
    assert every["edit_of"].to_list() == [None, None, "x:1"]
    read = lake.mentions().sort("arrival").collect()
    assert read["text"].to_list() == ["post 2", "edited 1"]


def test_the_version_collected_last_wins_even_if_it_arrives_first(lake):
    late, early = BEGIN + dt.timedelta(days=2), BEGIN + dt.timedelta(days=1)
    with lake.writing() as writer:
        writer.append("mentions", posts([1], text="newer", collected_at=[late]))
        writer.append("mentions", posts([1], text="older", collected_at=[early]))
    assert lake.mentions().collect()["text"].to_list() == ["newer"]


def test_an_edit_is_named_as_everywhere_in_parvis(lake):
    from parvis.normalise.identity import drop_repeats

    both = pl.concat([posts([1]), posts([1], text="changed")]).with_columns(
        title=pl.lit(None, pl.String), edit_of=pl.lit(None, pl.String)
    )
    named = drop_repeats(both)[0]["id"].to_list()
    with lake.writing() as writer:
        writer.append("mentions", posts([1]))
        writer.append("mentions", posts([1], text="changed"))
        kept = writer.append("mentions", drop_repeats(both)[0])
    assert ids_in(lake) == named
    assert kept.new == 0


def test_an_edit_stays_in_the_day_of_the_first_version(lake):
    with lake.writing() as writer:
        writer.append("mentions", posts([1]))
        moved = posts([1], text="edited").with_columns(pl.col("published_at").dt.offset_by("9d"))
        writer.append("mentions", moved)
    assert lake.read("mentions").collect()["day"].n_unique() == 1


def test_a_deletion_is_a_fact_kept_once_and_what_was_deleted_is_not_read(lake):
    gone = posts([1], text="").with_columns(
        deleted_at=pl.lit(BEGIN + dt.timedelta(days=3), pl.Datetime("us", "UTC"))
    )
    with lake.writing() as writer:
        writer.append("mentions", posts([1, 2]))
        first, again = writer.append("mentions", gone), writer.append("mentions", gone)
        back = writer.append("mentions", posts([1]))
    assert (first.new, again.repeats, back.repeats) == (1, 1, 1)
    assert lake.mentions().collect()["id"].to_list() == ["x:2"]
    told = lake.mentions(with_deleted=True).sort("id").collect()
    assert told["text"].to_list() == ["post 1", "post 2"]
    assert told["deleted_at"].to_list() == [BEGIN + dt.timedelta(days=3), None]


def test_a_deletion_may_come_before_what_it_deletes(lake):
    gone = posts([1], text="").with_columns(deleted_at=pl.lit(BEGIN, pl.Datetime("us", "UTC")))
    with lake.writing() as writer:
        writer.append("mentions", gone)
        late = writer.append("mentions", posts([1]))
    assert late.new == 1
    assert ids_in(lake) == ["x:1", "x:1"]
    assert lake.mentions().collect().is_empty()


def test_what_is_said_of_a_mention_is_kept_once_for_each_version(lake):
    with lake.writing() as writer:
        writer.append("mentions", posts(range(3)))
        writer.append("readings", readings(range(3)))
        again = writer.append("readings", readings(range(3)))
        newer = writer.append("readings", readings(range(3), version="fast-2"))
        old, new = marks(range(3)), marks([0], version="v2")
        told = [writer.append("marks", each).new for each in (old, new, old)]
    assert (again.new, newer.new, told) == (0, 3, [3, 1, 0])
    days = lake.read("mentions").select("day").unique().collect()
    assert lake.read("readings").select("day").unique().collect().equals(days)


def test_what_is_said_of_a_mention_the_lake_lacks_is_refused_by_name(lake):
    with lake.writing() as writer:
        writer.append("mentions", posts([1]))
        with pytest.raises(LakeError, match=r"x:9.*append the mentions first"):
            writer.append("readings", readings([1, 9]))
        assert writer.append("readings", readings([1])).new == 1


def test_an_edit_can_be_spoken_of_by_its_own_name_after_a_restart_too(lake):
    with lake.writing() as writer:
        writer.append("mentions", posts([1]))
        name = writer.append("mentions", posts([1], text="edited")).rows["id"][0]
        said = readings([1]).with_columns(mention=pl.lit(name))
        assert writer.append("readings", said).new == 1
    shutil.rmtree(lake.root / "index")
    with lake.writing() as writer:
        assert writer.append("readings", said).repeats == 1
        other = said.with_columns(model_version=pl.lit("fast-2"))
        assert writer.append("readings", other).new == 1


def test_undated_mentions_have_no_day(lake):
    with lake.writing() as writer:
        writer.append("mentions", posts([1]).with_columns(pl.lit(None).alias("published_at")))
        writer.append("readings", readings([1]))
    assert lake.read("mentions").collect()["day"].to_list() == [None]
    assert lake.read("readings").collect()["day"].to_list() == [None]


def test_a_new_column_in_a_later_batch_is_null_in_older_rows(lake):
    with lake.writing() as writer:
        writer.append("mentions", posts([1]))
    with lake.writing() as writer:
        writer.append("mentions", posts([2], boosts=[7]))
        writer.append("mentions", posts([3]))
    told = lake.read("mentions").sort("arrival").collect()
    assert told["boosts"].to_list() == [None, 7, None]


def test_a_column_of_another_type_is_refused_and_nothing_is_taken(lake):
    with lake.writing() as writer:
        writer.append("mentions", posts([2], boosts=[7]))
        writer.flush()
        with pytest.raises(LakeError, match="What to do"):
            writer.append("mentions", posts([3], boosts=["many"]))
        with pytest.raises(MissingColumnsError, match="missing columns: text"):
            writer.append("mentions", posts([4]).drop("text"))
        with pytest.raises(LakeError, match="1 rows have no id"):
            writer.append("mentions", posts([5]).with_columns(id=pl.lit(None, pl.String)))
    assert ids_in(lake) == ["x:2"]


def test_the_account_of_ids_is_made_anew_from_the_tables(lake):
    with lake.writing() as writer:
        writer.append("mentions", posts(range(50)))
        writer.append("mentions", posts([3], text="edited"))
        writer.append("readings", readings(range(50)))
    shutil.rmtree(lake.root / "index")
    with lake.writing() as writer:
        assert writer.append("mentions", posts(range(51))).new == 1
        assert writer.append("mentions", posts([3], text="edited")).new == 0
        assert writer.append("readings", readings(range(50))).new == 0


def test_a_version_reads_the_same_for_ever(lake):
    with lake.writing() as writer:
        writer.append("mentions", posts(range(3)))
        version = writer.flush()
        writer.append("mentions", posts(range(3, 9)))
        writer.append("mentions", posts([1], text="edited"))
    assert (version, lake.version()) == (3, 10)
    assert lake.read("mentions", version=version).collect()["id"].to_list() == ["x:0", "x:1", "x:2"]
    assert lake.mentions(version=version).collect()["text"].to_list()[1] == "post 1"
    assert lake.read("mentions", since=version).collect().height == 7


def test_rows_are_committed_together_and_in_time(lake):
    with lake.writing(every=3600) as writer:
        for number in range(20):
            writer.append("mentions", posts([number]))
        assert lake.read("mentions").collect().height == 0
        writer.flush()
        assert lake.read("mentions").collect().height == 20
        assert lake.table("mentions").version == 1
    with lake.writing(every=0) as writer:
        writer.append("mentions", posts([30]))
        assert lake.read("mentions").collect().height == 21


def test_progress_of_a_source_is_known_again_with_its_rows(lake):
    assert lake.progress("mastodon") is None
    with lake.writing(every=3600) as writer:
        writer.append("mentions", posts([1]), progress={"mastodon": 17})
        assert lake.progress("mastodon") is None
        writer.flush()
        assert lake.progress("mastodon") == 17
        writer.append("mentions", posts([1]), progress={"mastodon": 18, "bluesky": 5})
    assert (lake.progress("mastodon"), lake.progress("bluesky")) == (18, 5)


def test_what_is_appended_together_is_written_together(lake):
    with lake.writing(every=0) as writer:
        with writer.together(progress={"x": 2}):
            new = writer.append("mentions", posts([1, 2])).rows
            assert lake.read("mentions").collect().is_empty()
            writer.append("readings", readings(new["id"].str.slice(2)))
            assert lake.progress("x") is None
        assert ids_in(lake) == ids_in(lake, "readings") == ["x:1", "x:2"]
        assert lake.progress("x") == 2


def test_no_lake_where_there_is_none(tmp_path):
    with pytest.raises(LakeError, match="no lake here"):
        DeltaLake(tmp_path)


def test_an_unknown_table_is_named(lake):
    with pytest.raises(LakeError, match="name one of readings, marks"):
        lake.read("tweets")
