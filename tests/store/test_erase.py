"""Erasure wins: in all tables, in all versions, on the disk; and it is told."""

from __future__ import annotations

import datetime as dt
import json
import shutil

import polars as pl
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from parvis.errors import LakeError
from parvis.store import TRUTH, DeltaLake, Person, erase
from parvis.store.delta import DayTable
from tests.store.making import ids_in, marks, posts, readings

HANDLE, WORDS = "zoe_quilliet_77", "my umbrella sings at noon"
ZOE = Person(source="x", handle=HANDLE)


def said(number, text, author="someone", **more):
    return posts([number], text=text, author=author, **more)


@pytest.fixture
def spoken(lake):
    """Zoé wrote, edited and was copied, answered and named; three compactions lie behind."""
    with lake.writing(every=0) as writer:
        writer.append("mentions", posts(range(30, 50)))
        own = said(1, WORDS, HANDLE, author_id=["77"])
        writer.append("mentions", own)
        writer.append("mentions", said(1, f"{WORDS}, edited", HANDLE, author_id=["77"]))
        lake.compact(writer, least=2)
        writer.append("mentions", said(2, f"again: {WORDS}", HANDLE.upper(), author_id=["77"]))
        writer.append("mentions", said(9, f"now {WORDS}", "zoe_new_name", author_id=["77"]))
        writer.append("mentions", said(3, f"RT @{HANDLE}: {WORDS}"))
        writer.append("mentions", said(4, WORDS, repost_of=["x:1"]))
        named = said(
            5,
            f"Hello @{HANDLE.title()}, how are you? https://x.com/{HANDLE}/status/1",
            mentions=[["brand", HANDLE]],
            links=[[f"https://x.com/{HANDLE}/status/1", "https://example.org"]],
            reply_to=["x:1"],
        )
        writer.append("mentions", named)
        writer.append("mentions", said(29, f"{HANDLE}, {HANDLE}! where is {HANDLE.title()}?"))
        numbers = [1, 2, 3, 4, 5, 9, 30]
        names = [{"text": HANDLE, "kind": "person"}, {"text": "Paris", "kind": "place"}]
        named = pl.Series([names] * 6 + [names[1:]])
        writer.append("readings", readings(numbers).with_columns(entities=named))
        lake.compact(writer, least=2)
        writer.append("marks", marks(numbers))
        judged = {"mention": ["x:1"], "judge": ["ana"], "criterion": ["note"], "value": [WORDS]}
        writer.append("judgements", pl.DataFrame(judged))
        lake.compact(writer, least=2)
    return lake


def holding(folder, *words):
    """Files in a folder whose bytes hold one of the words, packed or not."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".parquet" and "_delta_log" not in path.parts:
                data += str(pl.read_parquet(path, hive_partitioning=False).to_dicts()).encode()
            if any(word.lower().encode() in data.lower() for word in words):
                found.append(path)
    return found


def test_no_file_of_the_lake_holds_the_person_s_handle_or_words(spoken):
    assert len(holding(spoken.root, HANDLE, WORDS)) > 5
    done = spoken.erase(ZOE)
    assert holding(spoken.root, HANDLE, WORDS, "zoe_new_name") == []
    assert done.rows["mentions"] == 6
    assert done.rows["judgements"] == 1
    assert done.changed == 2


def test_of_others_nothing_is_lost_but_the_name(spoken):
    others = {f"x:{number}" for number in (5, *range(29, 50))}
    spoken.erase(ZOE)
    assert set(ids_in(spoken)) == others
    named = spoken.mentions().filter(id="x:5").collect().row(0, named=True)
    assert named["text"] == ("Hello @[erased], how are you? https://x.com/[erased]/status/1")
    assert (named["mentions"], named["links"]) == (["brand"], ["https://example.org"])
    assert named["reply_to"] is None
    called = spoken.mentions().filter(id="x:29").collect()["text"].to_list()
    assert called == ["[erased], [erased]! where is [erased]?"]
    assert ids_in(spoken, "readings") == ["x:30", "x:5"]
    read = spoken.read("readings").sort("mention").collect()["entities"].to_list()
    told = [[name["text"] for name in names] for names in read]
    assert told == [["Paris"], ["[erased]", "Paris"]]
    wide = spoken.wide().collect()
    assert set(wide["id"]) == others
    assert wide.filter(brand="brand")["id"].sort().to_list() == ["x:30", "x:5"]


def test_versions_from_before_are_read_without_the_person_and_say_so(spoken):
    version = spoken.version()
    before = spoken.read("mentions", version=version).collect()
    assert spoken.missing(version) == []
    spoken.erase(ZOE)
    after = spoken.read("mentions", version=version).collect()
    assert after.height == before.height - 6
    (told,) = spoken.missing(version)
    assert (told.kind, told.mentions) == ("erasure", 6)
    assert spoken.missing(version=21)[0].mentions == 1
    assert spoken.missing(version=20) == []


def test_versions_do_not_fall_when_the_last_rows_are_erased(lake):
    with lake.writing() as writer:
        writer.append("mentions", posts([1]))
        writer.append("mentions", said(2, WORDS, HANDLE))
    version = lake.version()
    lake.erase(ZOE)
    assert lake.version() == version
    with lake.writing() as writer:
        writer.append("mentions", posts([3]))
    assert lake.read("mentions").collect()["arrival"].to_list() == [0, version]


@pytest.mark.parametrize("anew", [False, True])
def test_what_was_erased_does_not_come_back_with_the_next_fetch(spoken, anew):
    spoken.erase(ZOE)
    if anew:
        shutil.rmtree(spoken.root / "index")
    with spoken.writing() as writer:
        again = writer.append("mentions", said(1, WORDS, HANDLE, author_id=["77"]))
        edited = writer.append("mentions", said(2, f"{WORDS} anew", "other"))
        new = writer.append("mentions", said(60, f"{WORDS} today", HANDLE))
        renamed = writer.append("mentions", said(61, WORDS, "third_name", author_id=["77"]))
        copied = writer.append("mentions", said(62, WORDS, repost_of=["x:1"]))
        quoted = writer.append("mentions", said(63, f"RT @{HANDLE} {WORDS}"))
        named = writer.append("mentions", said(64, f"Dear @{HANDLE}, hello"))
        kept = writer.append("mentions", said(5, "Hello @" + HANDLE.title() +
            f", how are you? https://x.com/{HANDLE}/status/1"))  # fmt: skip
    refused = (again, edited, new, renamed, copied, quoted)
    assert [done.refused for done in refused] == [1] * 6
    assert [done.new for done in refused] == [0] * 6
    assert named.rows["text"].to_list() == ["Dear @[erased], hello"]
    assert (kept.new, kept.repeats) == (0, 1)
    assert holding(spoken.root, HANDLE, WORDS) == []


def test_an_erasure_that_was_killed_is_finished_by_the_next_writer(spoken, monkeypatch):
    class KilledError(Exception):
        pass

    def die(*_, **__):
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(erase, "settle", die)
        with pytest.raises(KilledError):
            spoken.erase(ZOE)
    assert holding(spoken.root, HANDLE)
    version = spoken.version()
    with DeltaLake(spoken.root).writing():
        pass
    assert holding(spoken.root, HANDLE, WORDS) == []
    assert spoken.missing(version)[0].mentions == 6


def test_a_person_may_be_named_by_their_id_alone(spoken):
    spoken.erase(Person(source="x", author_id="77"))
    assert holding(spoken.root, HANDLE, WORDS) == []


def test_somebody_else_of_the_same_handle_elsewhere_stays(spoken):
    with spoken.writing() as writer:
        writer.append("mentions", posts([1], source="mastodon", author=HANDLE))
    spoken.erase(ZOE)
    assert "mastodon:1" in ids_in(spoken)


def test_a_handle_that_is_a_word_stays_where_it_is_a_word(lake):
    with lake.writing() as writer:
        writer.append("mentions", said(1, "bye", "free"))
        writer.append("mentions", said(2, "feel free, @free or @freedom"))
    lake.erase(Person(source="x", handle="@Free"))
    assert lake.mentions().collect()["text"].to_list() == ["feel free, @[erased] or @freedom"]


def test_nobody_is_no_person():
    with pytest.raises(LakeError, match="name one"):
        Person(source="x")


def test_erasing_who_is_not_there_changes_nothing(spoken):
    before = spoken.read("mentions").sort("arrival").collect()
    done = spoken.erase(Person(source="x", handle="nobody_at_all"))
    assert done.rows["mentions"] == 0
    assert spoken.read("mentions").sort("arrival").collect().equals(before)


def test_a_person_s_data_are_exported_from_every_table(spoken):
    found = spoken.export(ZOE)
    assert set(found) == set(TRUTH)
    assert found["mentions"].height == 4
    assert set(found["mentions"]["text"].str.contains(WORDS)) == {True}
    assert sorted(found["readings"]["mention"]) == ["x:1", "x:2", "x:9"]
    assert found["judgements"].height == 1


def test_no_statistics_of_personal_columns_lie_in_the_files_or_the_log(spoken):
    spoken.table("mentions").checkpoint()
    for name in (*TRUTH, "wide"):
        folder = spoken.root / name
        for path in folder.rglob("day=*/*.parquet"):
            groups = pq.read_metadata(path)
            for group in range(groups.num_row_groups):
                row = groups.row_group(group)
                columns = [row.column(place) for place in range(row.num_columns)]
                assert all(not c.is_stats_set or not c.statistics.has_min_max for c in columns)
        for path in (folder / "_delta_log").glob("*.json"):
            for line in path.read_text("utf-8").splitlines():
                stats = json.loads(line).get("add", {}).get("stats")
                kept = json.loads(stats) if stats else {"minValues": {}, "maxValues": {}}
                assert set(kept["minValues"]) | set(kept["maxValues"]) <= {"arrival"}
        for path in (folder / "_delta_log").glob("*.checkpoint.parquet"):
            assert HANDLE.encode() not in str(pl.read_parquet(path).to_dicts()).encode()
        told = DeltaTable(str(folder)).metadata().configuration
        assert told["delta.dataSkippingStatsColumns"] == "arrival"


def test_retention_takes_out_a_source_s_old_mentions_and_all_said_of_them(lake):
    with lake.writing(every=0) as writer:
        writer.append("mentions", posts(range(72)))
        writer.append("mentions", posts(range(72), source="mastodon"))
        undated = posts([900]).with_columns(pl.lit(None).alias("published_at"))
        writer.append("mentions", undated)
        writer.append("readings", readings(range(72)))
        lake.compact(writer)
    version = lake.version()
    done = lake.retain("x", dt.date(2026, 3, 2))
    assert done.rows == {"mentions": 24, "readings": 24, "marks": 0, "judgements": 0}
    assert lake.missing(version)[0].kind == "retention"
    kept = [f"mastodon:{number}" for number in range(72)]
    kept += [f"x:{number}" for number in (*range(24, 72), 900)]
    assert ids_in(lake) == sorted(kept)
    assert sorted(lake.wide().collect()["id"]) == sorted(kept)
    with lake.writing() as writer:
        assert writer.append("mentions", posts(range(24))).refused == 24
    assert lake.retain("x", dt.date(2026, 3, 2)) is None


def test_retention_of_what_another_column_names_spares_whom_it_is_told_to(lake):
    with lake.writing(every=0) as writer:
        for way in ("one", "two", None):
            told = pl.lit(way, pl.String).alias("via")
            writer.append("mentions", posts(range(3), source=f"from_{way}").with_columns(told))
        writer.append("mentions", posts(range(3)))
    after = dt.date(2030, 1, 1)
    assert lake.retain("x", after, by="nothing of the kind") is None
    assert lake.retain("from_one", after, but={"via": ["one"], "unknown": ["x"]}) is None
    assert lake.retain("from_None", after, but={"via": ["one"]}).rows["mentions"] == 3
    assert lake.retain("two", after, by="via").rows["mentions"] == 3
    assert ids_in(lake) == sorted(f"{of}:{n}" for of in ("from_one", "x") for n in range(3))


@pytest.mark.parametrize("step", range(7))
def test_wherever_an_erasure_is_killed_the_next_writer_finishes_it(spoken, monkeypatch, step):
    class KilledError(Exception):
        pass

    commit, done = DayTable.commit, []

    def some(table, *args, **how):
        if len(done) == step:
            raise KilledError
        done.append(table)
        return commit(table, *args, **how)

    version = spoken.version()
    with monkeypatch.context() as patch:
        patch.setattr(DayTable, "commit", some)
        with pytest.raises(KilledError):
            spoken.erase(ZOE)
    with DeltaLake(spoken.root).writing() as writer:
        refused = writer.append("mentions", said(8, WORDS, "zoe_new_name")).refused
    assert refused == 1
    assert holding(spoken.root, HANDLE, WORDS, "zoe_new_name") == []
    assert spoken.missing(version)[0].mentions == 6
