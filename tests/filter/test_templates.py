"""Templates: what a support account says to many is no spam; what a spammer says is no template."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import MissingColumnsError
from parvis.filter import mark_templates

PUBLIC = [(f"p{place}", "@free ma box est en panne") for place in range(6)]
MACRO = "La messagerie n'est plus disponible {}. Retrouvez-nous sur Messenger > https://t.co/{}"


def posts(*rows: tuple[str | None, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"author": pl.String, "text": pl.String}, orient="row")


def templates(*rows: tuple[str | None, str]) -> list[bool | None]:
    return mark_templates(posts(*rows))["is_template"].to_list()


def answers(text: str = MACRO, author: str = "Free", count: int = 4) -> list[tuple[str, str]]:
    return [(author, f"@p{place} " + text.format(f"nom{place}", place)) for place in range(count)]


def test_a_macro_with_changing_names_and_links_is_a_template():
    assert templates(*PUBLIC, *answers()) == [False] * 6 + [True] * 4


def test_the_reason_says_how_often_and_by_whom():
    marked = mark_templates(posts(*PUBLIC, *answers()))
    assert marked["template_reason"].drop_nulls().unique().to_list() == ["in 4 answers of Free"]
    assert (marked["template_reason"].is_null() == ~marked["is_template"]).all()


@pytest.mark.parametrize(
    "rows",
    [
        answers(),
        [*PUBLIC[:4], *answers()],
        [*PUBLIC, *answers(count=2)],
        [*PUBLIC, *[("free", text[4:]) for _, text in answers()]],
        [*PUBLIC, *answers("merci {} {}")],
        [*PUBLIC, *answers(author="publicité")],
        [*[("free", text) for _, text in PUBLIC], *answers()],
        [*[(name, "RT " + text) for name, text in PUBLIC], *answers()],
        [*[(f"other{name}", text) for name, text in PUBLIC], *answers()],
    ],
    ids=[
        "nobody calls the account",
        "too few call it",
        "said twice",
        "no answers",
        "too short",
        "another account",
        "it calls itself",
        "reposts are no calls",
        "it writes to those who never called it",
    ],
)
def test_it_is_no_template(rows):
    assert not any(templates(*rows))


def test_an_account_of_a_brand_needs_no_callers():
    marked = mark_templates(posts(*answers()).with_columns(own_brand=pl.lit("Free")))
    assert marked["is_template"].all()


def test_answers_are_known_by_what_they_answer_too():
    rows = posts(*PUBLIC, *[("free", text[4:]) for _, text in answers()])
    replies = rows.with_columns(reply_to=pl.when(pl.col("author") == "free").then(pl.lit("x")))
    assert mark_templates(replies)["is_template"].to_list() == [False] * 6 + [True] * 4


def test_an_answer_written_for_one_person_is_no_template():
    own = ("free", "@p1 Votre technicien Karim passe demain entre huit et dix heures chez vous")
    assert templates(*PUBLIC, *answers(), own)[-1] is False


def test_without_an_author_it_is_unknown():
    assert templates(*PUBLIC, *answers(), (None, "@a bonjour"))[-1] is None
    marked = mark_templates(pl.DataFrame({"text": ["a"]}))
    assert marked.schema["is_template"] == pl.Boolean
    assert marked["is_template"].to_list() == [None]


def test_nothing_at_all_is_no_fault():
    assert mark_templates(posts()).schema["template_reason"] == pl.String
    with pytest.raises(MissingColumnsError):
        mark_templates(pl.DataFrame({"author": ["a"]}))


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(chance):
    rows = posts(*PUBLIC, *answers(), *answers("Bonjour {} merci de nous écrire {}"))
    places = list(range(rows.height))
    chance.shuffle(places)
    marked = mark_templates(rows)
    assert mark_templates(rows[places]).equals(marked[places])
