"""Every mark can be taken back, and what is left stays in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import MissingColumnsError
from parvis.filter import (
    group_duplicates,
    mark_coordination,
    mark_spam,
    mark_templates,
    undo,
)

START = datetime(2026, 3, 2, tzinfo=UTC)
SAID = [
    "Le réseau est coupé dans tout le quartier depuis ce matin",
    "La facture a encore augmenté sans aucune explication de votre part",
]


def marked(hours: list[int], texts: list[int]) -> pl.DataFrame:
    return group_duplicates(
        pl.DataFrame(
            {
                "id": [f"m{place}" for place in range(len(texts))],
                "text": pl.Series([SAID[text] for text in texts], dtype=pl.String),
                "published_at": pl.Series(
                    [START + timedelta(hours=hour) for hour in hours],
                    dtype=pl.Datetime("us", "UTC"),
                ),
            }
        )
    )


def test_a_group_that_loses_its_first_is_named_after_the_next():
    left = undo(marked([3, 1, 2], [0, 0, 0]), "duplicate", ["m1"])
    assert left["duplicate_group"].to_list() == ["m2", None, "m2"]
    assert left["duplicate_of"].to_list() == ["m2", None, None]
    assert left["duplicate_reason"].to_list() == ["exact", None, None]


def test_a_group_of_which_one_is_left_is_none():
    left = undo(marked([1, 2], [0, 0]), "duplicate", ["m1"])
    assert left.select("duplicate_group", "duplicate_of", "duplicate_reason").null_count().row(
        0
    ) == (
        2,
        2,
        2,
    )


ROWS = st.lists(
    st.tuples(st.integers(0, 99), st.integers(0, 1)), max_size=12, unique_by=lambda r: r[0]
)


@settings(max_examples=80, deadline=None)
@given(ROWS, st.data())
def test_what_is_left_is_what_marking_the_rest_gives(rows, data):
    whole = marked([hour for hour, _ in rows], [text for _, text in rows])
    lost = data.draw(st.sets(st.sampled_from(whole["id"].to_list()))) if rows else set()
    left = undo(whole, "duplicate", lost)
    assert left.columns == whole.columns
    stays = left.filter(~pl.col("id").is_in(list(lost)))
    anew = group_duplicates(stays.drop("duplicate_group", "duplicate_of", "duplicate_reason"))
    assert stays.equals(anew)
    assert left.filter(pl.col("id").is_in(list(lost)))["duplicate_group"].null_count() == len(lost)


@settings(max_examples=20, deadline=None)
@given(ROWS)
def test_taking_nothing_back_changes_nothing(rows):
    whole = marked([hour for hour, _ in rows], [text for _, text in rows])
    assert undo(whole, "duplicate", []).equals(whole)


def test_coordination_is_taken_back():
    rows = pl.DataFrame(
        [
            (f"m{day}{n}", f"robot{n}", f"{SAID[0]} {day * 'encore '}", START + timedelta(days=day))
            for day in range(5)
            for n in range(3)
        ],
        schema=["id", "author", "text", "published_at"],
        orient="row",
    )
    whole = mark_coordination(rows)
    assert whole["coordinated_group"].null_count() == 0
    left = undo(whole, "coordinated", ["m00", "m01"])
    assert left["coordinated_group"].to_list()[:2] == [None, None]
    assert left["coordinated_group"].drop_nulls().unique().to_list() == ["m02"]
    assert left["coordinated_reason"].null_count() == 2


def test_templates_are_taken_back():
    public = [(f"p{n}", f"p{n}", "@free ma box est en panne") for n in range(5)]
    answers = [(f"a{n}", "free", f"@p{n} Merci de nous écrire en privé") for n in range(5)]
    unknown = [("u", None, "bonjour")]
    rows = pl.DataFrame(public + answers + unknown, schema=["id", "author", "text"], orient="row")
    left = undo(mark_templates(rows), "template", ["a0", "u"])
    assert left["is_template"].to_list() == [False] * 6 + [True] * 4 + [None]
    assert left["template_reason"].null_count() == 7


@pytest.mark.parametrize("mark", ["duplicate", "coordinated", "template"])
def test_a_mark_never_given_cannot_be_taken_back(mark):
    with pytest.raises(MissingColumnsError):
        undo(pl.DataFrame({"id": ["a"]}), mark, ["a"])


def test_spam_is_taken_back_with_its_reason_and_nothing_else():
    posts = pl.DataFrame(
        {"id": ["a", "b"], "text": ["Check out my channel, subscribe! http://a.io"] * 2}
    )
    marks = mark_spam(posts)
    left = undo(marks, "spam", ["a"])
    assert marks["is_spam"].to_list() == [True, True]
    assert left["is_spam"].to_list() == [False, True]
    assert left["spam_reason"].to_list() == [None, marks["spam_reason"][1]]
    assert left["spam_p"].equals(marks["spam_p"])
