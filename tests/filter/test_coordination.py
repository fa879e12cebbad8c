"""Coordination: rings are found, crowds are not, and chance is measured."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import InputError
from parvis.filter import mark_coordination
from parvis.filter.rhythm import MOST_PARTNERS, Shares, pairs_of
from parvis.simulate import market

START = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = ["lundi dernier", "trois semaines", "Noël", "toujours", "le mois de mars", "hier soir"]
SAID = [f"Orvelle trompe tous ses clients depuis {day}" for day in DAYS]


def posts(rows: list[tuple[str | None, str, float | None]]) -> pl.DataFrame:
    times = [None if at is None else START + timedelta(seconds=at) for _, _, at in rows]
    return pl.DataFrame(
        {
            "id": pl.Series([f"m{place}" for place in range(len(rows))], dtype=pl.String),
            "author": pl.Series([author for author, _, _ in rows], dtype=pl.String),
            "text": pl.Series([text for _, text, _ in rows], dtype=pl.String),
            "published_at": pl.Series(times, dtype=pl.Datetime("us", "UTC")),
        }
    )


def ring(*, accounts: int = 4, bursts: int = 6, gap: float = 2) -> list[tuple[str, str, float]]:
    return [
        (f"robot{n}", SAID[burst], 86_400.0 * burst + 30_000 + gap * n)
        for burst in range(bursts)
        for n in range(accounts)
    ]


def groups(rows: list[tuple[str, str, float]], **asked: float) -> list[str | None]:
    return mark_coordination(posts(rows), **asked)["coordinated_group"].to_list()


def test_a_ring_is_one_group_named_after_its_earliest_mention():
    assert set(groups(ring()[::-1])) == {"m23"}


def test_the_reason_says_with_whom_and_how_often():
    marked = mark_coordination(posts(ring(gap=3)))
    assert marked["coordinated_reason"].unique().to_list() == [
        "within 10 s of 3 accounts of the group, as 6 mentions of this author"
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ring(accounts=1),
        ring(bursts=1),
        ring(gap=11),
        [("robot", text, at) for _, text, at in ring()],
        [
            (author, f"{at} autre {n} propos {author}", at)
            for n, (author, _, at) in enumerate(ring())
        ],
    ],
    ids=["one account", "once only", "too slow", "one author", "nothing in common"],
)
def test_it_is_no_ring(rows):
    assert set(groups(rows)) == {None}


def test_what_members_say_alone_is_not_marked():
    alone = ("robot0", "Bonjour à tous, belle journée sur la plage", 5.0)
    assert groups([*ring(), alone])[-1] is None


def test_a_crowd_that_repeats_news_at_once_is_no_ring():
    chance = np.random.default_rng(7)
    rush = [
        (f"lecteur{chance.integers(400)}", SAID[news], 86_400.0 * news + float(at))
        for news in range(6)
        for at in chance.exponential(600, 300)
    ]
    marked = mark_coordination(posts(rush + ring()))
    found = marked.drop_nulls("coordinated_group")["author"]
    assert found.str.starts_with("robot").all()
    assert found.n_unique() == 4


def test_templates_and_untimed_mentions_are_left_out():
    rows = posts(ring())
    for column in ({"is_template": True}, {"time_confidence": "day"}):
        told = rows.with_columns(**{name: pl.lit(value) for name, value in column.items()})
        assert mark_coordination(told)["coordinated_group"].null_count() == rows.height


def test_unknown_authors_and_times_are_never_marked():
    rows = [*ring(), (None, SAID[0], 30_001.0), ("robot9", SAID[0], None)]
    assert groups(rows)[-2:] == [None, None]


def test_times_told_to_the_minute_are_judged_as_such():
    chance = np.random.default_rng(8)
    rows = [
        (f"p{n}", SAID[news], 86_400.0 * news + 60 * float(chance.integers(20)))
        for news in range(6)
        for n in range(40)
    ]
    assert set(groups(rows)) == {None}


@pytest.mark.parametrize("lacking", ["author", "published_at"])
def test_without_authors_or_times_it_is_unknown(lacking):
    marked = mark_coordination(posts(ring()).drop(lacking))
    assert marked["coordinated_group"].null_count() == marked.height
    assert marked.schema["coordinated_reason"] == pl.String


def test_nothing_at_all_is_no_fault():
    assert mark_coordination(posts([])).schema["coordinated_group"] == pl.String


@pytest.mark.parametrize(
    "asked", [{"time_window": -1}, {"edge_weight": 2}, {"min_participation": -1}]
)
def test_what_cannot_be_sought_is_refused(asked):
    with pytest.raises(InputError, match="What to do"):
        groups(ring(), **asked)


def test_a_rush_of_one_text_is_bounded():
    many = 20_000
    columns = {"row": np.arange(many), "author": np.arange(many)}
    shares = Shares(
        **columns,
        thing=np.zeros(many, np.int64),
        at=np.zeros(many),
        grain=1,
        window=10,
        participation=1,
    )
    assert len(pairs_of(shares)[0]) <= MOST_PARTNERS * many


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(chance):
    rows = posts([*ring(gap=2.5), *[(f"p{n}", SAID[n % 6], 9_000.0 * n) for n in range(20)]])
    places = list(range(rows.height))
    chance.shuffle(places)
    marked = mark_coordination(rows)
    assert mark_coordination(rows[places]).equals(marked[places])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.sampled_from(SAID), st.integers(0, 60)), max_size=40
    )
)
def test_each_mention_of_a_group_is_near_another_author_of_it(rows):
    marked = mark_coordination(posts(rows)).drop_nulls("coordinated_group")
    for author, group, at in marked.select("author", "coordinated_group", "published_at").rows():
        near = (marked["published_at"] - at).abs() <= timedelta(seconds=10)
        others = (marked["author"] != author) & (marked["coordinated_group"] == group)
        assert (near & others).any()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rings_of_a_market_are_found_and_nothing_else(seed):
    made = market(mentions=20_000, seed=seed)
    rows = made.posts.unique("Tweet Id", maintain_order=True).select(
        id="Tweet Id",
        author="Screen Name",
        text="Full Text",
        published_at=pl.col("Created At").str.to_datetime("%Y-%m-%d %H:%M:%S %z", time_zone="UTC"),
    )
    marked = mark_coordination(rows).drop_nulls("coordinated_group")
    planted = {post for each in made.truth["rings"] for post in each["posts"]}
    found = set(marked["id"])
    assert len(found & planted) >= 0.95 * len(found)
    assert len(found & planted) >= 0.9 * len(planted)
