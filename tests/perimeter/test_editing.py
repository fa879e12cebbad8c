# ruff: noqa: RUF001

"""What an editor of queries needs: the pieces to colour, and faults in the writer's language."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.errors import QueryError
from parvis.perimeter import parse
from parvis.perimeter.dialects.carrying import carried_over
from parvis.perimeter.language import faults
from parvis.perimeter.language.colouring import coloured
from parvis.perimeter.language.faults import Fault
from parvis.perimeter.language.telling import told
from tests.perimeter.strategies import texts

NAMED = {name: fault for name, fault in vars(faults).items() if isinstance(fault, Fault)}


@given(st.one_of(st.text(max_size=60), texts))
def test_the_pieces_are_the_text_again(text):
    assert "".join(piece.text for piece in coloured(text)) == text


def test_every_piece_has_its_kind():
    text = 'free AND (title:"wi fi" OR @list:rivals) -/bo+x/ /* why */ #"a b"'
    said = {piece.text.strip(): piece.kind for piece in coloured(text) if piece.kind}
    assert said == {
        "free": "word", "AND": "operator", "(": "bracket", "title:": "field", '"wi fi"': "phrase",
        "OR": "operator", "@list:rivals": "name", ")": "bracket", "-": "operator",
        "/bo+x/": "pattern", "/* why */": "comment", '#"a b"': "word",
    }  # fmt: skip


def test_what_stands_behind_a_fault_has_no_colour():
    assert [piece.kind for piece in coloured('free "open phrase')] == ["word", ""]


@pytest.mark.parametrize("name", NAMED)
def test_every_fault_is_told_in_french_with_the_same_facts(name):
    french = resources.files("parvis.perimeter.language").joinpath("faults.toml")
    said = tomllib.loads(french.read_text("utf-8"))[name]
    for english, words in zip((NAMED[name].expected, NAMED[name].mend), said, strict=True):
        facts = [re.findall(r"\{[a-z]+\}", text) for text in (english, words)]
        assert sorted(facts[0]) == sorted(facts[1])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("free (box", "une parenthèse fermante pour celle-ci"),
        ("folowers:3", "un champ du langage avant les deux-points"),
        ("site:[1 TO 9]", "un nom ou une valeur : site n’a pas d’ordre"),
    ],
)
def test_a_fault_speaks_french(query, said):
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert told(caught.value, "fr").expected == said
    assert told(caught.value).expected == caught.value.expected


def test_a_fault_of_another_product_speaks_french_too():
    with pytest.raises(QueryError) as caught:
        carried_over("(free AND box", "brandwatch")
    assert told(caught.value, "fr").expected == "une parenthèse fermante pour celle-ci"
