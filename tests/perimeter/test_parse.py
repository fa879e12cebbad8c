# ruff: noqa: RUF001

from __future__ import annotations

import time

import polars as pl
import pytest
from hypothesis import given

from parvis.errors import QueryError
from parvis.perimeter import And, Not, Or, Phrase, matches, parse, text_of
from tests.perimeter.strategies import texts, trees

A, B, C = Phrase(("a",)), Phrase(("b",)), Phrase(("c",))

TREES = [
    ("a", A),
    ("((a))", A),
    ("a b", And((A, B))),
    ("a AND b", And((A, B))),
    ("a ET b", And((A, B))),
    ("a b c", And((A, B, C))),
    ("(a b) c", And((And((A, B)), C))),
    ("a OR b OU c", Or((A, B, C))),
    ("a OR b c", Or((A, And((B, C))))),
    ("(a OR b) c", And((Or((A, B)), C))),
    ("a NOT b", And((A, Not(B)))),
    ("a SAUF b", And((A, Not(B)))),
    ("a AND NOT b", And((A, Not(B)))),
    ("a -b", And((A, Not(B)))),
    ("a —b", And((A, Not(B)))),
    ("a -(b c)", And((A, Not(And((B, C)))))),
    ("a-b", Phrase(("a", "b"))),
    ("l'été", Phrase(("l", "ete"))),
    ('"A b"', Phrase(("a", "b"))),
    ("«a»b", And((A, B))),
    ("a*", Phrase(("a",), is_prefix=True)),
    ('"a b* "', Phrase(("a", "b"), is_prefix=True)),
    ("#A", Phrase(("#a",))),
    ("@a*", Phrase(("@a",), is_prefix=True)),
    ("a\n\tb\u00a0c", And((A, B, C))),
]

TERM = "a letter, a digit or an emoji"
OPERAND = "a word, a quoted phrase or an opening parenthesis"
CLOSING, OPENING = "a closing parenthesis", "an opening parenthesis"
BEGINNING, END = "the beginning of a word before the star", "the end of the term after the star"
TOGETHER = "a word that must be there as well"
PLAIN = "a plain term"

# The query, the place of the caret, what is expected, a part of the mend.
FAULTS = [
    ("", 0, OPERAND, "at least one word"),
    (" \n ", 0, OPERAND, "at least one word"),
    ("free AND", 8, OPERAND, "what comes next"),
    ("free OU  ", 7, OPERAND, "what comes next"),
    ("free NOT", 8, OPERAND, "what comes next"),
    ("AND free", 0, OPERAND, "before this"),
    ("OU", 0, OPERAND, "before this"),
    ("free AND OR box", 9, OPERAND, "before this"),
    ("free AND AND box", 9, OPERAND, "before this"),
    ("free NOT NOT box", 9, OPERAND, "before this"),
    ("()", 1, OPERAND, "before this"),
    ("free (box OR)", 12, OPERAND, "before this"),
    ("(", 0, CLOSING, "where the group ends"),
    ("free AND (mobile OR box", 9, CLOSING, "where the group ends"),
    ("((free OR orange) AND box", 0, CLOSING, "where the group ends"),
    ("free (box (panne)", 5, CLOSING, "where the group ends"),
    ("free) AND box", 4, OPENING, "where the group begins"),
    ("(free OR orange)) AND box", 16, OPENING, "where the group begins"),
    ('free "mobile box', 5, "a closing quote", "where the phrase ends"),
    ("free « mobile", 5, "a closing quote", "where the phrase ends"),
    ("free “mobile", 5, "a closing quote", "where the phrase ends"),
    ("free mobile »", 12, "« before this one", "where the phrase begins"),
    ('""', 0, TERM, "take this away"),
    ('free " "', 5, TERM, "take this away"),
    ("«»", 0, TERM, "take this away"),
    ("marks & spencer", 6, TERM, '"Marks & Spencer"'),
    ("free #", 5, TERM, "take this away"),
    ("€", 0, TERM, "take this away"),
    ("free - mobile", 5, "touches the dash", "-word"),
    ("free –", 5, "touches the dash", "-word"),
    ("*", 0, BEGINNING, "connect*"),
    ("free AND *", 9, BEGINNING, "connect*"),
    ("*free", 0, BEGINNING, "cannot begin a word yet"),
    ("#*", 1, BEGINNING, "connect*"),
    ('"free *"', 6, BEGINNING, "connect*"),
    ('"free"*', 6, BEGINNING, "connect*"),
    ("👍*", 1, BEGINNING, "connect*"),
    ("f*ee", 1, END, "cannot stand inside yet"),
    ("free**", 4, END, "cannot stand inside yet"),
    ('"free* mobile"', 5, END, "cannot stand inside yet"),
    ("NOT free", 0, TOGETHER, "free NOT mobile"),
    ("-free", 0, TOGETHER, "free NOT mobile"),
    ("-free -box", 0, TOGETHER, "free NOT mobile"),
    ("free OR NOT box", 8, TOGETHER, "free NOT mobile"),
    ("free OR (box AND -a) OR -b", 24, TOGETHER, "free NOT mobile"),
    ("NOT (free -box)", 0, TOGETHER, "free NOT mobile"),
    ("lang:fr", 0, "fields are not part of the language yet", "quotes"),
    ('free title:"box"', 5, "fields are not part of the language yet", "quotes"),
    ("free author_id:12", 5, "fields are not part of the language yet", "quotes"),
    ("free NEAR/5 box", 5, "NEAR is not part of the language yet", "a quoted phrase"),
    ("free ONEAR/2f box", 5, "NEAR is not part of the language yet", "a quoted phrase"),
    ('"free box"~5', 10, "~ is not part of the language yet", "OR"),
    ("free roam~1", 9, "~ is not part of the language yet", "OR"),
    ("customi?e", 0, "? inside a word is not part of the language yet", "OR"),
    ("free r??li?e", 5, "? inside a word is not part of the language yet", "OR"),
    ("/gr[eè]ve/", 0, "regular expressions are not part of the language yet", "OR"),
    ("free && box", 5, "AND, OR or NOT", "in capital letters"),
    ("free || box", 5, "AND, OR or NOT", "in capital letters"),
    ("free !box", 5, "AND, OR or NOT", "in capital letters"),
    ("[free OR box] panne", 0, PLAIN, "( )"),
    ("{BT}", 0, PLAIN, "( )"),
    ("fr\udce9e", 2, "a readable character", "UTF-8"),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_a_text_is_read_as_its_tree(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(("text", "position", "expected", "mend"), FAULTS)
def test_a_fault_is_shown_where_it_is_with_its_mend(text, position, expected, mend):
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.position == position
    assert expected in caught.value.expected
    assert mend in caught.value.mend


def test_the_caret_stands_under_the_fault():
    with pytest.raises(QueryError) as caught:
        parse("free\nAND (mobile OR box")
    line, caret, advice = str(caught.value).splitlines()
    assert (line, caret) == ("AND (mobile OR box", "    ^")
    assert advice.startswith("expected a closing parenthesis for this one. What to do: ")


@given(trees)
def test_what_is_written_down_reads_back_the_same(tree):
    guarded = And((A, tree))  # a lone NOT is refused
    assert parse(text_of(guarded)) == guarded


def fault_of(text: str) -> QueryError | None:
    try:
        parse(text)
    except QueryError as fault:
        return fault
    return None


@given(texts)
def test_any_text_is_a_query_or_a_fault_with_a_place(text):
    if fault := fault_of(text):
        assert 0 <= fault.position <= len(text)
        assert fault.expected
        assert fault.mend
    else:
        query = parse(text)
        assert parse(text_of(query)) == query
        assert matches(query, pl.DataFrame({"text": [""]})).to_list() == [False]


@given(texts)
def test_a_quoted_text_finds_itself(text):
    words = "".join(character for character in text if character not in '"*')
    fault = fault_of(f'"{words}"')
    if fault is None:
        found = matches(parse(f'"{words}"'), pl.DataFrame({"text": [words]}))
        assert found.to_list() == [True]
    else:
        assert fault.expected == TERM


HOSTILE = [
    ("a OR " * 200_000 + "a", "at most 100000 characters"),
    ("(" * 100_000, "at most 30 parentheses"),
    ("(" * 40_000 + "a" + ")" * 40_000, "at most 30 parentheses"),
    ("a -(" * 24_000, "at most 30 parentheses"),
    (")" * 100_000, OPENING),
    ("-" * 100_000, OPERAND),
    ("NOT " * 25_000, OPERAND),
    ('"' + "a " * 49_999, "a closing quote"),
    ("«" * 100_000, "a closing quote"),
    ("*" * 100_000, BEGINNING),
    ("a?" * 49_999 + "a", PLAIN),
    ("~" * 100_000, PLAIN),
]


@pytest.mark.parametrize(("text", "expected"), HOSTILE)
def test_a_hostile_query_is_refused_at_once(text, expected):
    begun = time.perf_counter()
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert time.perf_counter() - begun < 5
    assert expected in caught.value.expected


def test_the_deepest_query_allowed_is_read_written_and_matched():
    text = "a OR b AND NOT (" * 30 + "c OR d" + ")" * 30
    query = parse(text)
    assert text_of(query) == text
    assert matches(query, pl.DataFrame({"text": ["a", "z"]})).to_list() == [True, False]


def test_the_longest_query_allowed_is_read():
    query = parse("ab " * 33_333)
    assert isinstance(query, And)
    assert len(query.parts) == 33_333
