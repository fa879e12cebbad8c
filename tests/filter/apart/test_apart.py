"""Near-duplicates found part by part are those found at once."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from parvis.engines import Local
from parvis.engines.spark.engine import Spark
from parvis.filter import group_duplicates
from parvis.filter.apart import groups_of
from parvis.filter.apart.families import families
from parvis.filter.apart.leading import leaders_of
from parvis.frames import enter

WORDS = (
    "panne",
    "réseau",
    "box",
    "fibre",
    "coupée",
    "Lyon",
    "depuis",
    "matin",
    "service",
    "attente",
)
MARKS = ("duplicate_group", "duplicate_of", "duplicate_reason")


def by_search(ties):
    """The same by walking: wording to the least that it hangs together with."""
    keys, of = {}, {}
    for wording, key in ties:
        keys.setdefault(key, set()).add(wording)
    for wording, _ in ties:
        seen, waiting = set(), [wording]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting += [w for group in keys.values() if at in group for w in group]
        if len(seen) > 1:
            of[wording] = min(seen)
    return of


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 9)), max_size=30))
def test_families_are_what_hangs_together(ties):
    frame = pl.DataFrame(ties, schema={"wording": pl.Int64, "key": pl.Int64}, orient="row")
    found = families(enter(frame), lambda rows: rows).collect().rows()
    assert dict(found) == by_search(ties)


def test_a_long_chain_takes_few_rounds():
    size, rows = 5_000, []

    def settled(frame):
        found = frame.collect()
        rows.append(len(found))
        return enter(found.to_native())

    names = np.random.default_rng(7).permutation(size)
    chain = pl.DataFrame({"wording": [*names, *names[:-1]], "key": [*range(size), *range(1, size)]})
    found = families(enter(chain), settled).collect()
    assert found["family"].unique().to_list() == [0]
    assert found["wording"].n_unique() == size
    assert len(rows) <= 1 + 3 * np.log2(size)


def test_a_cluster_finds_the_same_families(spark):
    chain = [(n, n // 2 * 10 + k) for n in range(12) for k in (0, n % 2)] + [(5, 70), (11, 70)]
    native = spark.createDataFrame(chain, "wording long, key long")
    found = families(enter(native), lambda rows: enter(rows.collect("polars").to_native()))
    assert dict(found.collect().rows()) == by_search(chain)


def placed(texts, days=None):
    times = pl.Series(days or [None] * len(texts), dtype=pl.Int64)
    ids = [f"x:{n}" for n in range(len(texts))]
    return pl.DataFrame(
        {"place": range(len(texts)), "id": ids, "text": texts},
        {"place": pl.Int64, "id": pl.String, "text": pl.String},
    ).with_columns(published_at=pl.from_epoch(times * 86_400).dt.replace_time_zone("UTC"))


def at_once(posts):
    return group_duplicates(posts).drop_nulls("duplicate_group").select("place", *MARKS)


def apart(posts, engine):
    return Local().settled(groups_of(posts, engine)).sort("place")


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from((*WORDS, "#fibre")), max_size=11),
            st.none() | st.integers(0, 5),
        ),
        max_size=40,
    )
)
def test_groups_are_the_same_part_by_part(said):
    posts = placed([" ".join(words) for words, _ in said], [day for _, day in said])
    assert_frame_equal(apart(posts, Local()), at_once(posts), check_dtypes=False)


def crowded(size, seed):
    """Texts of one turn of phrase, by which many more meet than a key leads to."""
    chance = np.random.default_rng(seed)
    places = [" ".join(f"mot{n}" for n in chance.integers(0, 60, 4)) for _ in range(size // 2)]
    told = zip(chance.choice(places, size), chance.integers(0, 9, size), strict=True)
    return [f"le réseau est coupé depuis ce matin à {place} #{tag}" for place, tag in told]


def test_they_are_where_keys_are_full_and_a_text_varies_what_varies_another():
    posts = placed(crowded(6_000, 4), list(np.random.default_rng(5).integers(0, 30, 6_000)))
    known = at_once(posts)
    assert known["duplicate_group"].n_unique() > 100
    assert {"near", "hashtags changed"} <= {*known["duplicate_reason"]}
    assert_frame_equal(apart(posts, Local()), known, check_dtypes=False)


def test_they_are_on_a_cluster(spark, tmp_path):
    texts = crowded(300, 6)
    posts = placed(
        [*texts, *(f"RT @a: {text} http://t.co/{n}" for n, text in enumerate(texts[:90]))]
    )
    engine = Spark(spark, str(tmp_path), at_once=50)
    assert_frame_equal(apart(engine.handed(posts), engine), at_once(posts), check_dtypes=False)


def test_no_task_sees_texts_that_resemble_none(monkeypatch):
    """What shares a turn of phrase and no more is not brought together."""
    seen = []

    def watched(rows):
        seen.append(rows.height)
        return leaders_of(rows)

    monkeypatch.setattr("parvis.filter.apart.plan.leaders_of", watched)
    own = [" ".join(f"mot{n}{k}" for k in range(9)) for n in range(500)]
    posts = placed([f"le service client de la box ne répond {words}" for words in own])
    assert apart(posts, Local()).height == 0
    assert seen == [0]
