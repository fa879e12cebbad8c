"""The stream: what the store says, for many queries at once."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.perimeter import Matcher, Words, judge, parse
from parvis.schema import COLUMNS
from tests.perimeter import strategies


def frame_of(rows: list[dict]) -> pl.DataFrame:
    schema = {name: COLUMNS[name].dtype for name in rows[0]}
    return pl.DataFrame(rows, schema=schema)


def verdicts(matcher: Matcher, names, mentions: pl.DataFrame) -> dict[str, list]:
    """What a matcher says, mention by mention: who is not named does not match."""
    said = {name: [False] * mentions.height for name in names}
    for mention, name, verdict in matcher.match(mentions).rows():
        said[name][mention] = verdict
    return said


@given(
    st.lists(strategies.trees, min_size=1, max_size=8),
    st.lists(strategies.mentions, min_size=1, max_size=6),
)
@settings(max_examples=60)
def test_the_stream_says_what_the_store_says(trees, rows):
    queries = {f"q{number}": tree for number, tree in enumerate(trees)}
    mentions = frame_of(rows)
    found = verdicts(Matcher(queries), queries, mentions)
    for name, query in queries.items():
        assert found[name] == judge(query, mentions).to_list(), name


@pytest.fixture
def mentions() -> pl.DataFrame:
    return pl.DataFrame({"text": ["Ma box Free en panne", "SFR en panne", "Bonjour", None]})


def names_of(found: pl.DataFrame) -> set[tuple]:
    return set(found.rows())


def test_a_query_may_be_added_to_a_running_set(mentions):
    matcher = Matcher({"free": parse("free")})
    matcher.add("panne", parse("panne -free"))
    assert names_of(matcher.match(mentions)) == {(0, "free", True), (1, "panne", True)}
    assert len(matcher) == 2


def test_a_query_that_takes_the_place_of_another_is_the_only_one_heard(mentions):
    matcher = Matcher({"it": parse("free")})
    matcher.add("it", parse("sfr"))
    assert names_of(matcher.match(mentions)) == {(1, "it", True)}
    assert len(matcher) == 1


def test_a_query_taken_away_is_no_longer_heard(mentions):
    matcher = Matcher({"free": parse("free"), "sfr": parse("sfr")})
    matcher.remove("free")
    assert names_of(matcher.match(mentions)) == {(1, "sfr", True)}


def test_compacting_changes_nothing_of_what_is_found(mentions):
    matcher = Matcher({"free": parse("free")})
    for number in range(20):
        matcher.add(f"q{number}", parse(f"panne NOT mot{number}"))
    matcher.remove("q3")
    before = names_of(matcher.match(mentions))
    matcher.compact()
    assert names_of(matcher.match(mentions)) == before


def test_what_is_read_later_is_settled_after_reading(mentions):
    matcher = Matcher({"fr": parse("panne lang:fr"), "any": parse("panne OR lang:fr")})
    found = matcher.match(mentions)
    assert {(0, "fr", None), (0, "any", True), (2, "any", None)} <= names_of(found)
    read = mentions.with_columns(language=pl.Series(["fr", "en", "en", None]))
    settled = matcher.settle(found, read)
    assert (0, "fr", True) in names_of(settled)
    assert not {(1, "fr", True), (2, "any", True)} & names_of(settled)


def test_no_query_and_no_mention_find_nothing(mentions):
    assert Matcher({}).match(mentions).is_empty()
    assert Matcher({"free": parse("free")}).match(mentions.clear()).is_empty()


def test_a_mention_of_ten_megabytes_is_matched_like_any_other():
    text = "été " * 2_500_000 + "Free Mobile"
    queries = {
        "phrase": parse('"free mobile" -orange'),
        "near": parse("ete NEAR/1000 free"),
        "regex": parse("/free (mobile)+$/"),
        "sentence": parse("ete SENTENCE mobile"),
    }
    mentions = pl.DataFrame({"text": [text]})
    found = verdicts(Matcher(queries), queries, mentions)
    assert found == {name: judge(query, mentions).to_list() for name, query in queries.items()}
    assert found["phrase"] == [True]


@given(st.lists(strategies.mentions, min_size=2, max_size=6))
@settings(max_examples=25)
def test_matchers_that_share_their_words_say_what_each_says_alone(rows):
    queries = [{"free": parse("free OR merci")}, {"panne": parse("panne"), "free": parse("#free")}]
    words = Words()
    sharing = [Matcher(some, words=words) for some in queries]
    mentions = frame_of(rows)
    for part in (mentions, mentions.head(1), mentions):
        for some, matcher in zip(queries, sharing, strict=True):
            assert matcher.match(part).equals(Matcher(some).match(part))


def test_words_begin_anew_for_all_who_share_them(monkeypatch, mentions):
    monkeypatch.setattr("parvis.perimeter.stream.words.WORDS_KEPT", 3)
    words = Words()
    first = Matcher({"free": parse("free")}, words=words)
    second = Matcher({"panne": parse("panne")}, words=words)
    for text in ("Ma box Free en panne", "la panne Free encore", "Free la nuit en panne"):
        frame = pl.DataFrame({"text": [text]})
        assert names_of(first.match(frame)) == {(0, "free", True)}
        assert names_of(second.match(frame)) == {(0, "panne", True)}
    assert words.turn
