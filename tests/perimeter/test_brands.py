from __future__ import annotations

import polars as pl
import pytest

from parvis.errors import MissingColumnsError, QueryError
from parvis.perimeter import Brand, mark

FREE = Brand("Free", "free", accounts=("@Free", "Freebox"), is_own=True)
ORANGE = Brand("Orange", "orange", accounts=("orange_conseil", "@freebox"))


def posts(*rows: tuple[str | None, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"author": pl.String, "text": pl.String}, orient="row")


def test_it_names_the_brands_in_the_order_of_the_study():
    mentions = posts(("lea", "Orange ou Free ?"), ("lea", "Orange"), ("lea", "SFR"))
    assert mark(mentions, [FREE, ORANGE])["brands"].to_list() == [
        ["Free", "Orange"],
        ["Orange"],
        [],
    ]
    assert mark(mentions, [ORANGE, FREE])["brands"].to_list()[0] == ["Orange", "Free"]


@pytest.mark.parametrize(
    ("author", "owner"),
    [
        ("free", "Free"),
        ("FREE", "Free"),
        ("@Free", "Free"),
        (" free ", "Free"),
        ("free_1337", None),
        ("orange_conseil", "Orange"),
        ("Freebox", "Free"),
        ("", None),
        ("@", None),
        (None, None),
    ],
)
def test_it_names_the_brand_whose_account_wrote_the_mention(author, owner):
    assert mark(posts((author, "Bonjour")), [FREE, ORANGE])["own_brand"].to_list() == [owner]


def test_a_blank_account_is_nobodys():
    brand = Brand("Free", "free", accounts=("", "@"))
    assert mark(posts(("", "Bonjour"), ("@", "Bonjour")), [brand])["own_brand"].to_list() == [
        None,
        None,
    ]


def test_it_keeps_every_row_and_every_column():
    mentions = posts(("lea", "Free"), ("lea", "rien")).with_columns(searched=pl.lit("mine"))
    marked = mark(mentions, [FREE])
    assert marked.drop("brands", "own_brand").equals(mentions)


def test_it_marks_again_from_nothing():
    mentions = posts(("free", "Free et Orange"))
    assert mark(mark(mentions, [FREE]), [ORANGE]).equals(mark(mentions, [ORANGE]))


@pytest.mark.parametrize("brands", [[], [FREE]])
@pytest.mark.parametrize("rows", [[], [("lea", "rien")]])
def test_the_types_never_change(brands, rows):
    marked = mark(posts(*rows), brands)
    assert marked.schema["brands"] == pl.List(pl.String)
    assert marked.schema["own_brand"] == pl.String
    assert marked["brands"].to_list() == [[] for _ in rows]


def test_a_name_may_be_any_text():
    brand = Brand("A, «B» $1 \\ é", "free")
    assert mark(posts(("lea", "free")), [brand, brand])["brands"].to_list() == [[brand.name] * 2]


def test_a_faulty_query_is_refused_when_the_brand_is_made():
    with pytest.raises(QueryError, match="a closing parenthesis"):
        Brand("Free", "free AND (mobile")


def test_a_frame_without_author_is_refused_by_name():
    with pytest.raises(MissingColumnsError, match="missing columns: author"):
        mark(pl.DataFrame({"text": ["Free"]}), [FREE])
