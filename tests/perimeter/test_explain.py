"""Explaining, warning, comparing, learning: what a person is told of a query."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings

from parvis.errors import MissingColumnsError, QueryError
from parvis.perimeter import Shelf, judge, parse, text_of
from parvis.perimeter.change import compare
from parvis.perimeter.explain.explain import explain
from parvis.perimeter.explain.telling import told, verdict_of
from parvis.perimeter.learn.measure import share
from parvis.perimeter.learn.proposals import learn
from parvis.perimeter.lint.lint import lint
from parvis.perimeter.lint.telling import told as told_finding
from tests.perimeter import strategies
from tests.perimeter.test_search import frame_of


@given(strategies.trees, strategies.mentions)
@settings(max_examples=60)
def test_an_explanation_never_contradicts_the_verdict(query, mention):
    found = explain(query, mention)
    assert found.verdict == judge(query, frame_of([mention]))[0]
    for leaf in found.leaves():
        for place in leaf.places:
            assert (mention[place.text] or "")[place.start : place.end] == place.quote


def test_it_says_where_each_part_stands():
    text = "Ma box Free : encore des pannes, Free !"
    found = explain(parse("free NEAR/4 panne*"), {"text": text})
    quotes = [place.quote for part in found.leaves() for place in part.places]
    assert found.verdict is True
    assert {"Free", "pannes"} <= set(quotes)


@pytest.mark.parametrize(
    ("query", "text", "kind", "write"),
    [
        ("été", "un ete pourri", "accents", "ete"),
        ("#free", "vive Free", "sign", "free"),
        ("box", "ma freebox", "longer", "*box"),
        ("free NEAR/1 panne", "free est tombée en panne", "far", "free NEAR/3 panne"),
    ],
)
def test_it_says_what_came_near_and_what_would_have_found_it(query, text, kind, write):
    found = explain(parse(query), {"text": text})
    misses = [part.miss for part in (found, *found.leaves()) if part.miss]
    assert kind in {miss.kind for miss in misses}
    mended = next(miss.write for miss in misses if miss.kind == kind)
    assert mended == write
    assert judge(parse(mended), pl.DataFrame({"text": [text]}))[0] is True


def test_it_says_what_is_not_known_yet():
    found = explain(parse("free lang:fr"), {"text": "Free"})
    assert found.verdict is None
    assert verdict_of(found, "en") != verdict_of(found, "fr")
    assert [part.verdict for part in found.parts] == [True, None]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_part_has_a_line(language):
    found = explain(parse("free AND (panne OR été) -box"), {"text": "free ete box"})
    assert len(list(told(found, language))) >= 5


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ("de OR free", "usual"),
        ("free -free", "never"),
        ("likes:>10 likes:<5 free", "never"),
        ("coup* OR coupure", "covered"),
        ("free OR free", "twice"),
        ("free panne OR coupure", "precedence"),
        ("free and panne", "small"),
        ("été", "accent"),
    ],
)
def test_the_linter_warns(query, rule):
    found = {finding.rule: finding for finding in lint(query)}
    assert rule in found
    start, end = found[rule].at
    assert 0 <= start < end <= len(query)
    assert told_finding(found[rule], "en") != told_finding(found[rule], "fr")


@pytest.mark.parametrize(
    "query", ["free AND panne", "(free panne) OR coupure", '"free mobile" NEAR/5 panne']
)
def test_the_linter_keeps_silent_on_what_is_clear(query):
    assert lint(query) == []


def test_the_linter_counts_in_the_mentions_at_hand():
    mentions = pl.DataFrame({"text": ["box free", "box sfr", "box", "rien"]})
    assert [finding.rule for finding in lint("box OR sfr", mentions=mentions)] == ["common"]


def test_the_linter_knows_homonyms_of_a_list():
    shelf = Shelf(lists={"rivals": ["Orange", "Free", "Bouygues Telecom"]}, queries={})
    rules = {finding.rule for finding in lint("panne @list:rivals", shelf)}
    assert "homonym" in rules


def test_the_linter_refuses_what_cannot_be_read():
    with pytest.raises(QueryError):
        lint("free AND (")


def test_a_change_counts_what_comes_and_what_goes():
    posts = pl.DataFrame({"text": ["free", "freebox", "free wifi", "orange", "free lent"]})
    change = compare(parse("free"), parse("free* NOT wifi"), posts, samples=1)
    assert (change.before, change.both, change.come, change.gone) == (3, 2, 1, 1)
    assert change.after == change.both + change.come == 3
    assert change.samples_come["text"].to_list() == ["freebox"]
    assert change.samples_gone["text"].to_list() == ["free wifi"]


def test_what_is_not_read_yet_neither_comes_nor_goes():
    posts = pl.DataFrame({"text": ["free", "orange"]})
    change = compare(parse("free"), parse("free lang:fr"), posts)
    assert (change.come, change.gone, change.undecided) == (0, 0, 1)


def labelled() -> pl.DataFrame:
    rows = [(f"ma box free {n}", f"a{n}", True) for n in range(30)]
    rows += [(f"free wifi à l'hôtel {n}", f"b{n}", False) for n in range(30)]
    rows += [(f"ma freebox {n}", f"c{n}", True) for n in range(30)]
    rows += [(f"bonjour {n}", f"d{n}", False) for n in range(30)]
    return pl.DataFrame(rows, schema=["text", "author", "relevant"], orient="row")


def test_learning_measures_and_proposes_what_better_the_query():
    lesson = learn(parse("free"), labelled())
    assert lesson.measured.precision.value == pytest.approx(0.5)
    assert lesson.measured.recall.value == pytest.approx(0.5)
    proposed = {
        kind: " ".join(one.term for one in lesson.proposals if one.kind == kind)
        for kind in ("add", "exclude")
    }
    assert "freebox" in proposed["add"]
    assert "wifi" in proposed["exclude"] or "hotel" in proposed["exclude"]
    for proposal in lesson.proposals:
        better = parse(proposal.applied(parse("free")))
        assert text_of(better)
        again = learn(better, labelled()).measured
        assert again.balance >= lesson.measured.balance


def test_a_sample_without_labels_is_refused_by_name():
    with pytest.raises(MissingColumnsError, match="relevant"):
        learn(parse("free"), pl.DataFrame({"text": ["free"]}))


def test_an_author_who_repeats_himself_counts_once():
    loud = pl.DataFrame(
        [(f"promo casino {n}", "bot", False) for n in range(50)],
        schema=["text", "author", "relevant"], orient="row",
    )  # fmt: skip
    both = pl.concat([labelled(), loud.with_columns(text="free " + pl.col("text"))])
    proposals = learn(parse("free"), both).proposals
    assert all(one.authors == 1 for one in proposals if "casino" in one.term)


def test_an_interval_holds_the_share_and_narrows_with_the_sample():
    small, large = share(8, 10), share(800, 1000)
    assert small.low < 0.8 < small.high
    assert large.high - large.low < small.high - small.low
    assert share(0, 0).value is None
