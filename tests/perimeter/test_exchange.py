"""Queries that come from other products, and queries that go to networks."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import InputError, QueryError
from parvis.perimeter import judge, parse
from parvis.perimeter.dialects.carrying import carried_over
from parvis.perimeter.dialects.products import PRODUCTS
from parvis.perimeter.export.export import export
from parvis.perimeter.export.networks import NETWORKS
from parvis.perimeter.export.weakening import alternatives, weakened
from tests.perimeter import strategies
from tests.perimeter.test_search import frame_of

CARRIED = [
    ("brandwatch", "((apple OR orange) AND (phone))~5", "(apple OR orange) NEAR/5 phone"),
    ("brandwatch", "apple NEAR/4f iphone*", "apple ONEAR/4 iphone*"),
    ("brandwatch", "<<<brand>>> {BT} OR raw:Google+", '{BT} OR ++"Google+"'),
    ("brandwatch", "minuteOfDay:[1110 TO 1140] AND bt", "time:[18:30 TO 19:00] AND bt"),
    ("brandwatch", "authorFollowers:[500 TO 100000]", "followers:[500 TO 100000]"),
    ("brandwatch", "Nino NOT niño", "nino AND NOT niño"),
    ("brandwatch", "a AND engagementType:RETWEET", "a AND kind:repost"),
    ("brandwatch", "site:(bbc.co.uk OR lemonde.fr)", "site:bbc.co.uk OR site:lemonde.fr"),
    ("talkwalker", "société NEAR générale", "societe NEAR/15 generale"),
    ("talkwalker", 'cat OSENTENCE dog', "cat OSENTENCE dog"),
    ("talkwalker", '"car sharing"~', '"car sharing" OR carsharing'),
    ("talkwalker", """++"L'Oréal" OR +"l'oréal" """, """++"L'Oréal" OR +"l'oréal\""""),
    ("talkwalker", "free AND NOT is:retweet", "free AND NOT kind:repost"),
    ("meltwater", "free and (panne or coupure) not box", "free AND (panne OR coupure) AND NOT box"),
    ("meltwater", "apple NEAR pie", "apple NEAR/4 pie"),
    ("sprinklr", "web of things AND [a OR b]", '"web of things" AND (a OR b)'),
    ("sprinklr", '"melt butter"~10', '"melt butter"~10'),
    ("sprinklr", 'exactMessage:"Coca-Cola"', 'text:++"Coca-Cola"'),
    ("lucene", "a b -c", "(a OR b) AND NOT c"),
    ("lucene", "+jakarta lucene", "jakarta"),
    ("lucene", "a AND b OR c", "a AND b"),
    ("lucene", 'title:"the right way" AND text:go', 'title:"the right way" AND text:go'),
    ("x", "(a OR b) has:media -is:retweet", "(a OR b) AND has:media AND NOT kind:repost"),
    ("x", "$TSLA lang:iw", '+"$TSLA" AND lang:he'),
    ("x", "caffè from:twitterdev", "caffe AND author:twitterdev"),
]  # fmt: skip

LOST = [
    ("brandwatch", "bt NOT authorGender:F", "authorGender:F", 7, "bt"),
    ("talkwalker", "free AND demographic:x", "demographic:x", 9, "free"),
    ("sprinklr", "chef OR userbio:(cook OR chef)", "userbio:( cook OR chef )", 8, "chef"),
    ("x", "free -is:nullcast", "is:nullcast", 6, "free"),
]


@pytest.mark.parametrize(("product", "written", "ours"), CARRIED)
def test_a_query_of_another_product_is_carried_over(product, written, ours):
    carried = carried_over(written, product)
    assert parse(carried.query) == parse(ours)
    assert carried.losses == ()


@pytest.mark.parametrize(("product", "written", "said", "at", "ours"), LOST)
def test_what_cannot_be_carried_over_is_said_with_its_place(product, written, said, at, ours):
    carried = carried_over(written, product)
    assert carried.query == ours
    assert [(loss.said, loss.at, loss.is_gone) for loss in carried.losses] == [(said, at, True)]


def test_what_is_carried_over_as_something_near_is_said_too():
    (loss,) = carried_over("free OR ingress:panne", "meltwater").losses
    assert not loss.is_gone


@pytest.mark.parametrize("written", ["authorGender:F", "authorGender:F AND latitude:[1 TO 2]"])
def test_a_query_of_which_nothing_is_left_is_refused(written):
    with pytest.raises(InputError):
        carried_over(written, "brandwatch")


HOSTILE = {
    "a megabyte": "free " * 200_000,
    "nesting": "(" * 50_000 + "a" + ")" * 49_000,
    "nested fields": "title:(" * 14_000 + "a",
    "open comments": "<<<" * 30_000,
    "open ranges": "[ TO " * 20_000,
}


@pytest.mark.parametrize("product", sorted(PRODUCTS))
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_is_refused_and_does_not_crash(product, text):
    with contextlib.suppress(InputError):
        carried_over(text, product)


def test_what_is_left_as_a_lone_not_is_refused():
    with pytest.raises(QueryError):
        carried_over("authorGender:F NOT free", "brandwatch")


@given(
    st.sampled_from(sorted(PRODUCTS)),
    st.text(alphabet='ab ()[]"~5:{}<>+-/TOANDRetil.*?', max_size=40),
)
@settings(max_examples=300)
def test_any_text_is_carried_over_or_refused(product, written):
    with contextlib.suppress(InputError):
        assert parse(carried_over(written, product).query)


@given(
    st.sampled_from(sorted(NETWORKS)), strategies.trees, st.lists(strategies.mentions, min_size=1)
)
@settings(max_examples=200)
def test_a_network_is_never_asked_for_less(name, query, rows):
    weak = weakened(query, NETWORKS[name])
    if weak is None:
        return
    mentions = frame_of(rows)
    wanted = judge(query, mentions)
    asked = judge(weak, mentions)
    for mention, (is_wanted, is_asked) in enumerate(zip(wanted, asked, strict=True)):
        assert is_asked is not False or is_wanted is not True, rows[mention]


@given(strategies.trees)
@settings(max_examples=150)
def test_alternatives_are_few(query):
    weak = weakened(query, NETWORKS["mastodon"])
    if weak is not None:
        assert all(alternatives(weak))


SEARCHES = [
    ("x", "free (panne OR coupure) -is:repost", ("free (panne OR coupure) -is:retweet",)),
    ("x", "a b OR c", ("(a b) OR c",)),
    ("x", "#free OR @free", ("#free OR @free",)),
    ("bluesky", "free (panne OR coupure)", ("free panne", "free coupure")),
    ("bluesky", "free author:ann.bsky.social", ("free from:ann.bsky.social",)),
    ("mastodon", "lang:fr free -is:reply", ("free -is:reply language:fr",)),
    ("youtube", '"free mobile" NEAR/3 panne*', ('"free mobile"',)),
    ("reddit", "free panne -author:bot", ("free AND panne AND NOT author:bot",)),
    ("lucene", "free* OR panne", ("free* OR panne",)),
    ("x", 'free "OR"', ('free "or"',)),
]


@pytest.mark.parametrize(("network", "query", "searches"), SEARCHES)
def test_a_search_is_in_the_words_of_the_network(network, query, searches):
    assert export(parse(query), network).searches == searches


def test_a_table_says_where_each_clause_is_decided():
    sent = export(parse("free NEAR/2 panne lang:fr -is:repost -wifi"), "x")
    assert {line.clause: line.where for line in sent.lines} == {
        "free NEAR/2 panne": "there, wider",
        "lang:fr": "there, as they judge",
        "NOT kind:repost": "there",
        "NOT wifi": "here",
    }


def test_days_are_parameters_and_the_last_one_belongs():
    sent = export(parse("free date:[2026-01-01 TO 2026-01-31]"), "bluesky")
    assert sent.parameters["since"] == "2026-01-01T00:00:00Z"
    assert sent.parameters["until"] >= "2026-02-01T00:00:00Z"


def test_days_that_bind_an_alternative_alone_are_matched_here():
    sent = export(parse("free OR (panne date:>=2026-01-01)"), "bluesky")
    assert sent.parameters == {}
    assert [line.where for line in sent.lines if line.clause.startswith("date")] == ["here"]


def test_a_search_too_long_is_sent_as_several_each_short_enough():
    query = parse(" OR ".join(f'"mot numero {number}"' for number in range(100)))
    searches = export(query, "x").searches
    assert len(searches) > 1
    assert all(len(search) <= NETWORKS["x"].limit for search in searches)
    assert sum(search.count("mot") for search in searches) == 100


@pytest.mark.parametrize("query", ["free*", "/fr../", "lang:fr", "free OR lang:fr", "likes:>3"])
def test_what_a_network_cannot_look_for_is_refused(query):
    with pytest.raises(InputError, match="What to do"):
        export(parse(query), "x")


@pytest.mark.parametrize(
    ("product", "text", "at"),
    [
        ("brandwatch", "title:free AND (box OR fibre", "(box"),
        ("lucene", "free AND box) OR fibre", ") OR"),
        ("lucene", "free +box AND (fibre OR ())", "))"),
        ("talkwalker", "free AND lang:fr AND box NEAR/5000 panne", "NEAR/5000"),
        ("meltwater", "free AND nosuch:x AND box~", "~"),
    ],
)
def test_a_fault_points_at_its_place_in_the_query_of_the_other_product(
    product: str, text: str, at: str
) -> None:
    with pytest.raises(QueryError) as refused:
        carried_over(text, product)
    assert refused.value.query == text
    assert text[refused.value.position :].startswith(at)
