"""A raw record becomes a row of the schema."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.normalise.rows import RAW, Habits, complete
from parvis.schema import columns_of

X = Habits(source="x", medium="micro-blog")
GATHERER = Habits(source="brandwatch", is_gatherer=True)


def row(habits: Habits = X, *, given: str | None = None, **values: str) -> dict[str, object]:
    raw = pl.DataFrame([values], schema=dict.fromkeys(values, pl.String))
    return complete(raw, habits, medium=given).frame.row(0, named=True)


def test_the_frame_has_exactly_the_columns_of_the_schema():
    frame = complete(pl.DataFrame({"text": ["oui"]}), X).frame
    assert dict(frame.schema) == {
        n: pl.Series([], dtype=k).dtype for n, k in columns_of("normalise").items()
    }


def test_no_row_gives_no_row():
    assert complete(pl.DataFrame(schema={"text": pl.String}), X).frame.height == 0


@pytest.mark.parametrize(
    ("values", "kind"),
    [({"text": "a"}, "post"), ({"reply_to": "7"}, "reply"), ({"repost_of": "7"}, "repost"),
     ({"text": "RT @free: a"}, "repost"), ({"reply_to": "7", "kind": "comment"}, "comment"),
     ({"kind": "Retweet"}, "repost"), ({"kind": "inconnu"}, "post")],
)  # fmt: skip
def test_the_kind_follows_what_the_row_shows(values, kind):
    assert row(id="1", **values)["kind"] == kind


@pytest.mark.parametrize(
    ("habits", "kind"),
    [(Habits(source="google_play", medium="review", kind="review"), "review"),
     (Habits(source="lemonde", medium="news"), "article"), (Habits(source="file"), "post")],
)  # fmt: skip
def test_the_kind_follows_the_platform_else(habits, kind):
    assert row(habits, text="a")["kind"] == kind


@pytest.mark.parametrize(
    ("values", "source", "medium"),
    [({"medium": "Twitter"}, "x", "micro-blog"), ({"medium": "news"}, "brandwatch", "news"),
     ({"url": "https://www.facebook.com/free/posts/1"}, "facebook", "social network"),
     ({"url": "https://www.lemonde.fr/a"}, "brandwatch", "blog"),
     ({"source": "Forum Auto"}, "forum_auto", "forum")],
)  # fmt: skip
def test_a_gatherer_says_or_shows_where_each_row_stands(values, source, medium):
    found = row(GATHERER, given="blog", text="a", **values)
    assert (found["source"], found["medium"]) == (source, medium)
    assert found["id"].startswith(f"{source}:")


def test_a_platform_that_names_nothing_is_none():
    assert row(GATHERER, text="a", source="!!!")["source"] == "brandwatch"


def test_the_platform_goes_before_the_medium_given():
    assert row(given="forum", text="a")["medium"] == "micro-blog"
    assert row(Habits(source="file"), given="forum", text="a")["medium"] == "forum"
    assert row(Habits(source="file"), text="a")["medium"] is None


def test_a_leading_at_goes_from_a_handle_and_stays_in_a_name():
    assert row(text="a", author="@Free_1")["author"] == "Free_1"
    assert row(text="a", author="@SUM(1+1)*cmd|'x'")["author"] == "@SUM(1+1)*cmd|'x'"


@pytest.mark.parametrize("name", ["=1+1", "+33", "-x", '=HYPERLINK("http://a.fr")'])
def test_a_name_that_a_spreadsheet_would_run_is_kept(name):
    assert row(text=name, author=name, title=name)["author"] == name


def test_only_web_addresses_are_kept():
    assert row(text="a", url="javascript:alert(1)")["url"] is None
    assert row(text="a", url="https://a.fr/b c")["url"] is None
    assert row(text="a", url="https://a.fr/b")["url"] == "https://a.fr/b"


def test_a_time_apart_joins_its_date():
    found = row(text="a", published_at="08/13/2022", time_of_day="3:38 PM")
    assert found["published_at"].hour == 15


def test_what_says_nothing_is_null_and_an_empty_text_is_empty():
    found = row(id="1", author=" ", title="", likes="N/A", thread="", country="")
    assert [found[name] for name in ("author", "title", "likes", "thread", "country")] == [None] * 5
    assert found["text"] == ""


def test_a_row_without_author_text_title_id_and_address_is_blank():
    raw = pl.DataFrame({"id": [None, "1", None], "text": [" ", "", ""], "author": ["", "", "free"]})
    assert complete(raw, X).is_blank.to_list() == [True, False, False]


@settings(deadline=None, max_examples=15)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(RAW), st.text(st.characters(codec="utf-8"), max_size=20)),
        min_size=1,
        max_size=4,
    )
)
def test_any_strings_become_rows_and_the_never_null_columns_never_are(records):
    raw = pl.DataFrame(records, schema=dict.fromkeys(RAW, pl.String))
    frame = complete(raw, X).frame
    assert frame.height == len(records)
    never = (
        "id",
        "source",
        "kind",
        "time_confidence",
        "text",
        "mentions",
        "hashtags",
        "links",
        "media",
    )
    assert sum(frame.select(pl.col(never).null_count()).row(0)) == 0
