# ruff: noqa: RUF001

from __future__ import annotations

import time

import polars as pl
import pytest
from hypothesis import given

from parvis.errors import QueryError
from parvis.perimeter import Shelf, matches, parse, text_of
from parvis.perimeter.language.tree import (
    And,
    AtLeast,
    Between,
    Exact,
    Field,
    Fuzzy,
    Glob,
    Is,
    Known,
    Like,
    Near,
    Not,
    Or,
    Phrase,
    Regex,
    Scope,
    Tag,
    Weighted,
    Window,
    Word,
)
from parvis.perimeter.language.writing import packed, unpacked
from tests.perimeter.strategies import texts, trees


def words(*texts, **how):
    return Phrase(tuple(Word(text) for text in texts), **how)


A, B, C = words("a"), words("b"), words("c")
DAY = 86_400_000_000.0
NEW_YEAR = 1_767_225_600_000_000.0  # 2026-01-01 in UTC

TREES = [
    ("a", A),
    ("((a))", A),
    ("a b", And((A, B))),
    ("a AND b", And((A, B))),
    ("a ET b", And((A, B))),
    ("a && b & c", And((A, B, C))),
    ("a b c", And((A, B, C))),
    ("(a b) c", And((And((A, B)), C))),
    ("a OR b OU c", Or((A, B, C))),
    ("a || b | c", Or((A, B, C))),
    ("a OR b c", Or((A, And((B, C))))),
    ("(a OR b) c", And((Or((A, B)), C))),
    ("a NOT b", And((A, Not(B)))),
    ("a SAUF b", And((A, Not(B)))),
    ("a AND NOT b", And((A, Not(B)))),
    ("a !b", And((A, Not(B)))),
    ("a -b", And((A, Not(B)))),
    ("a —b", And((A, Not(B)))),
    ("a -(b c)", And((A, Not(And((B, C)))))),
    ("a-b", words("a", "b")),
    ("a&b", words("a", "b")),
    ("l'été", Phrase((Word("l"), Word("ete".replace("e", "é"), "accented")))),
    ('"A b"', words("a", "b")),
    ("«a»b", And((A, B))),
    ("a*", Phrase((Glob("a*"),))),
    ("*a", Phrase((Glob("*a"),))),
    ("a?b", Phrase((Glob("a?b"),))),
    ("é*", Phrase((Glob("é*", "accented"),))),
    ('"a b* "', Phrase((Word("a"), Glob("b*")))),
    ('"a * b"', Phrase((Word("a"), Glob("*"), Word("b")))),
    ('"a b ?"', words("a", "b")),
    ('"a?b c"', Phrase((Glob("a?b"), Word("c")))),
    ("#A", Phrase((Word("a", sign="#"),))),
    ("@a*", Phrase((Glob("@a*"[1:], sign="@"),))),
    ('#"Je voyage"', Phrase((Tag(("je", "voyage")),))),
    ("a\n\tb\u00a0c", And((A, B, C))),
    ("a /* b OR */ c", And((A, C))),
    ("a <<<b (>>> c", And((A, C))),
    ("{Bt}", Phrase((Word("Bt", "cased"),))),
    ("{Le Monde}", Phrase((Word("Le", "cased"), Word("Monde", "cased")))),
    ("^a b$", And((words("a", is_first=True), words("b", is_last=True)))),
    ('^"a b"$', words("a", "b", is_first=True, is_last=True)),
    ("a~1", Phrase((Fuzzy("a", 1),))),
    ("Bouygues~2", Phrase((Fuzzy("bouygues", 2),))),
    ('"a b"~5', Window((Word("a"), Word("b")), 5)),
    ('"a b"~', Or((words("a", "b"), words("ab")))),
    ('+"C++ !"', Exact("C++ !")),
    ('++"L\'Oréal"', Exact("L'Oréal", is_cased=True)),
    ("/gr[eè]ves?/", Regex("gr[eè]ves?")),
    (r"/a\/b/", Regex("a/b")),
    ("a^2.5", Weighted(A, 2.5)),
    ("(a b)^3", Weighted(And((A, B)), 3)),
    ("a NEAR/5 b", Near(A, B, 5)),
    ("a NEAR/5f b", Near(A, B, 5, is_ordered=True)),
    ("a ONEAR/5 b", Near(A, B, 5, is_ordered=True)),
    ("a NOTNEAR/0 b", Near(A, B, is_absent=True)),
    ("a SENTENCE b", Near(A, B, unit="sentence")),
    ("a OSENTENCE b", Near(A, B, unit="sentence", is_ordered=True)),
    ("a NOTPARAGRAPH b", Near(A, B, unit="paragraph", is_absent=True)),
    ("a NEAR/1 b NEAR/2 c", Near(Near(A, B, 1), C, 2)),
    ("a NEAR/1 (b NEAR/2 c)", Near(A, Near(B, C, 2), 1)),
    ("a b NEAR/1 c", And((A, Near(B, C, 1)))),
    ("NOT a NEAR/1 b c", And((Not(Near(A, B, 1)), C))),
    ("ATLEAST/3 a b", And((AtLeast(3, A), B))),
    ("AUMOINS/2 (a OR b)", AtLeast(2, Or((A, B)))),
    ("title:a b", And((Scope("title", A), B))),
    ("titre:(a NEAR/1 b)", Scope("title", Near(A, B, 1))),
    ("lang:fr", Field("lang", Is("fr"))),
    ("language: FR", Field("lang", Is("FR"))),
    ("langue:(fr OR en)", Or((Field("lang", Is("fr")), Field("lang", Is("en"))))),
    ("author:@free*", Field("author", Like("free*"))),
    ('country:"United Kingdom"', Field("country", Is("United Kingdom"))),
    ("followers:[500 TO 100k]", Field("followers", Between(500, 100_000))),
    ("followers:{500 TO *]", Field("followers", Between(500, None, has_low=False))),
    ("likes:>=10", Field("likes", Between(10, None))),
    ("rating:<2.5", Field("rating", Between(None, 2.5, has_high=False))),
    ("replies:0", Field("replies", Between(0, 0))),
    ("verified:oui", Field("verified", Is("true"))),
    ("tonalité:négative", Field("tonality", Is("negative"))),
    ("medium:social-network", Field("medium", Is("social network"))),
    ("is:reply", Field("kind", Is("reply"))),
    ("is:question", Field("interaction", Is("question"))),
    ("is:quote", Field("quotes", Known())),
    ("has:lien", Field("link", Known())),
    ("date:2026-01-01", Field("date", Between(NEW_YEAR, NEW_YEAR + DAY, has_high=False))),
    ("date:>2026-01-01", Field("date", Between(NEW_YEAR + DAY, None))),
    ("date:<=2025", Field("date", Between(None, NEW_YEAR, has_high=False))),
    ("time:[18:30 TO 19:00]", Field("time", Between(1110, 1140))),
    ("time:[22h TO 6h Europe/Paris]", Field("time", Between(1320, 360, zone="Europe/Paris"))),
    ("weekday:samedi", Field("weekday", Is("saturday"))),
    ("link:https://free.fr/a?b=1", Field("link", Is("https://free.fr/a?b=1"))),
    ("site:*.gouv.fr", Field("site", Like("*.gouv.fr"))),
]

TERM = "a letter, a digit or an emoji"
OPERAND = "a word, a quoted phrase or an opening parenthesis"
CLOSING, OPENING = "a closing parenthesis", "an opening parenthesis"
STAR = "a letter beside the star"
TOGETHER = "a word that must be there as well"
PLACE = "stands nowhere in the text"

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
    ('""', 0, TERM, '+"C++"'),
    ('free " "', 5, TERM, "exactly"),
    ("«»", 0, TERM, "take this away"),
    ("free #", 5, TERM, "take this away"),
    ("€", 0, TERM, "take this away"),
    ("free - mobile", 5, "touches the dash", "-word"),
    ("free –", 5, "touches the dash", "-word"),
    ("*", 0, STAR, "connect*"),
    ("free AND *", 9, STAR, "connect*"),
    ("#*", 1, STAR, "connect*"),
    ('"free *"', 6, STAR, "inside a phrase"),
    ('"free"*', 6, STAR, "connect*"),
    ("👍*", 1, STAR, "connect*"),
    ("free**", 4, "one star", "any letters or none"),
    ("roam~", 4, "1 or 2", "bouygues~1"),
    ("roam~3", 4, "1 or 2", "bouygues~1"),
    ("ro*m~1", 4, "one whole word", "word~1"),
    ("l'air~1", 5, "one whole word", "close together"),
    ('"roam"~1', 0, "two words or more", "word~1"),
    ('"a b c d e f g"~1', 0, "at most 6 words", "NEAR/5"),
    ('"a b"~1001', 0, "at most 1000 words", "AND"),
    ("/(/", 0, "a regular expression", "look-around"),
    ("/a*/", 0, "matches something", "take the star"),
    ("NOT free", 0, TOGETHER, "free NOT mobile"),
    ("-free", 0, TOGETHER, "free NOT mobile"),
    ("-free -box", 0, TOGETHER, "free NOT mobile"),
    ("free OR NOT box", 8, TOGETHER, "free NOT mobile"),
    ("free OR (box AND -a) OR -b", 24, TOGETHER, "free NOT mobile"),
    ("NOT (free -box)", 0, TOGETHER, "free NOT mobile"),
    ("NOT lang:fr", 0, TOGETHER, "free NOT mobile"),
    ("lang:french", 5, "ISO 639-1", "lang:fr"),
    ("free lang:", 10, OPERAND, "what comes next"),
    ("autor:free", 0, "a field of the language", "write one of author"),
    ("free xyz:12", 5, "a field of the language", "in quotes"),
    ("lang:[a TO b]", 5, "lang has no order", "lang:fr"),
    ("likes:many", 6, "a number", "likes:>=100"),
    ("date:yesterday", 5, "a day", "date:2026-01-31"),
    ("date:2026-02-30", 5, "a day", "date:2026-01-31"),
    ("time:[18:30 TO 25:00]", 5, "times of day", "Europe/Paris"),
    ("time:[18:30 TO 19:00 Europe/Nowhere]", 5, "times of day", "Europe/Paris"),
    ("verified:maybe", 9, "true or false", "verified:true"),
    ("tonality:bad", 9, "one of negative, neutral, positive", "write negative"),
    ("kind:revew", 5, "one of post, reply", "write review"),
    ("is:revew", 3, "one of", "review"),
    ("has:lynk", 4, "a field of the language", "link"),
    ("free NEAR box", 5, "how many words", "NEAR/5"),
    ("free NEAR/1000000 box", 5, "at most 1000 words", "AND"),
    ("free NEAR/5 lang:fr", 12, f"lang: {PLACE}", "outside"),
    ("(free AND is:reply) NEAR/5 box", 10, f"kind: {PLACE}", "outside"),
    ("free NEAR/5 NOT box", 12, OPERAND, "before this"),
    ("free NEAR/5 (NOT box)", 13, PLACE, "NOTNEAR/5"),
    ("free NOTNEAR/5 (box NOT panne)", 20, PLACE, "NOTNEAR/5"),
    ("free NEAR/5 ATLEAST/2 box", 12, f"ATLEAST {PLACE}", "outside"),
    ("ATLEAST/0 free", 0, "from 1 to 1000", "ATLEAST/2"),
    ("ATLEAST/2 lang:fr", 10, PLACE, "outside"),
    ("@list:x", 0, "without names", "perimeter file"),
    ("a /* b", 2, "the end of this comment", "*/"),
    ("a <<<b", 2, "the end of this comment", ">>>"),
    ("[free OR box] panne", 0, "a closing sign", "( ) for a group"),
    ("{BT", 0, "a closing sign", "{Word}"),
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


@given(trees)
def test_what_is_packed_unpacks_the_same(tree):
    assert unpacked(packed([tree])) == [tree]


SHELF = Shelf(
    lists={"rivals": ["Orange", "Bouygues Telecom", "@sfr"], "authors": ["lea", "free*"]},
    queries={"brand": "free OR freebox", "crisis": "@query:brand AND panne"},
)


def test_a_list_stands_for_its_entries():
    found = parse("@list:rivals", SHELF).part
    assert found == parse('orange OR "bouygues telecom" OR @sfr')
    assert parse("author:@list:authors", SHELF).part == parse("author:lea OR author:free*")


def test_a_query_stands_for_another_and_is_written_by_its_name():
    found = parse("@query:crisis NOT @liste:rivals", SHELF)
    assert text_of(found) == "@query:crisis AND NOT @list:rivals"
    assert found.parts[0].part.parts[0].part == parse("free OR freebox")


def test_a_query_that_leads_back_to_itself_is_refused_with_the_way_it_takes():
    circle = Shelf(queries={"a": "x OR @query:b", "b": "y OR @query:a"})
    with pytest.raises(QueryError, match="a → b → a"):
        parse("@query:a", circle)


def test_a_name_that_is_not_known_is_refused_with_those_that_are():
    with pytest.raises(QueryError, match="rivals, authors"):
        parse("@list:rivaux", SHELF)


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


@pytest.mark.parametrize("text", ["?🏻½", "??🏻👍", "a??*?🏻👍"])
def test_open_letters_before_a_skin_tone_are_written_down_and_read_back(text):
    query = parse(text)
    assert parse(text_of(query)) == query


@given(texts)
def test_a_quoted_text_finds_itself(text):
    said = "".join(character for character in text if character not in '"*?')
    fault = fault_of(f'"{said}"')
    if fault is None:
        found = matches(parse(f'"{said}"'), pl.DataFrame({"text": [said]}))
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
    ('"' + "a " * 49_998 + '"', "at most 255 words"),
    ("«" * 100_000, "a closing quote"),
    ("*" * 100_000, "one star"),
    ("a" * 99_000 + "~2", "at most 255 words"),
    ("a" * 99 + "~2", "at most 40 letters"),
    ("~" * 100_000, TERM),
    ("/" + "(a+)+" * 19_000 + "/", "at most 1000 characters"),
    ("/" + "((a{100}){100}){100}" + "/", "a regular expression"),
    ("a NEAR/1000000 b", "at most 1000 words"),
    ("a NEAR/" + "9" * 50_000 + " b", "at most 1000 words"),
    ("(a AND b) NEAR/1 " * 14 + "(a AND b)", "fewer parts"),
    ("<<<" * 33_000, "the end of this comment"),
    ("/* " * 33_000, "the end of this comment"),
    ('+"' + "a" * 99_000 + '"', "at most 255 characters"),
    ("x:" * 50_000, OPERAND),
    ("lang:(" * 16_000, "at most 30 parentheses"),
    ("{" * 100_000, "a closing sign"),
]


@pytest.mark.parametrize(("text", "expected"), HOSTILE)
def test_a_hostile_query_is_refused_at_once(text, expected):
    begun = time.process_time()
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert time.process_time() - begun < 5
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
    assert matches(query, pl.DataFrame({"text": ["ab", "ba"]})).to_list() == [True, False]


@pytest.mark.parametrize("chain", [" NEAR/5 ".join(["a"] * 900), "ATLEAST/2 " * 900 + "a"])
def test_a_chain_too_long_is_refused_at_its_place(chain):
    with pytest.raises(QueryError, match="at most 30 of NEAR and ATLEAST"):
        parse(chain)


def test_a_chain_of_near_as_long_as_allowed_is_read():
    assert text_of(parse(" NEAR/5 ".join(["a"] * 31))).count("NEAR") == 30
