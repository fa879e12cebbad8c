"""Families of wordings: what hangs together, and that near-duplicates may be found by family."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engines.spark.kin import families
from parvis.filter import group_duplicates
from parvis.filter.kinship import with_keys
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


def test_a_cluster_finds_the_same_families(spark):
    chain = [(n, n // 2 * 10 + k) for n in range(12) for k in (0, n % 2)] + [(5, 70), (11, 70)]
    native = spark.createDataFrame(chain, "wording long, key long")
    found = families(enter(native), lambda rows: enter(rows.collect("polars").to_native()))
    assert dict(found.collect().rows()) == by_search(chain)


@settings(max_examples=12)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=11), min_size=2, max_size=40))
def test_near_duplicates_are_the_same_family_by_family(said):
    posts = pl.DataFrame({"id": [f"x:{n}" for n in range(len(said))], "text": map(" ".join, said)})
    whole = group_duplicates(posts)
    keyed = with_keys(posts)
    ties = keyed.drop_nulls("wording").select("wording", key="keys").explode("key").drop_nulls()
    known = families(enter(ties), lambda rows: rows).collect().to_native()
    family = pl.coalesce("family", "wording", pl.int_range(pl.len()))
    placed = keyed.join(known, on="wording", how="left").with_columns(family=family)
    parts = [group_duplicates(part) for part in placed.partition_by("family")]
    found = pl.concat(parts).select("id", *MARKS).sort("id")
    assert found.equals(whole.select("id", *MARKS).sort("id"))
