"""Themes of a study: named, marked on every mention that speaks of them."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.errors import MissingColumnsError, QueryError
from parvis.perimeter import Theme, mark_themes

POSTS = pl.DataFrame({"author": ["Lea", "Bo", None], "text": ["panne et facture", "bonjour", ""]})


def test_a_mention_has_every_theme_it_speaks_of_in_the_order_of_the_study():
    marked = mark_themes(POSTS, [Theme("Bills", "facture*"), Theme("Breakdowns", "panne*")])
    assert marked["themes"].to_list() == [["Bills", "Breakdowns"], [], []]
    assert marked.drop("themes").equals(POSTS)


def test_a_study_without_themes_marks_none():
    assert mark_themes(POSTS, []).schema["themes"] == pl.List(pl.String)
    assert mark_themes(POSTS, [])["themes"].to_list() == [[], [], []]


def test_a_theme_whose_query_cannot_be_understood_is_refused():
    with pytest.raises(QueryError):
        Theme("Bills", "facture* OR (")


def test_a_frame_without_text_is_refused():
    with pytest.raises(MissingColumnsError):
        mark_themes(pl.DataFrame({"author": ["Lea"]}), [Theme("Bills", "facture*")])
