"""The vocabulary gap between a brand and its public."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from parvis.analyse.gap import examples, gap
from tests.analyse.building import mentions

COMMON = [f"commun{n}" for n in range(60)]
OURS, THEIRS = ([f"{side}{n}" for n in range(20)] for side in ("nous", "eux"))


def said(text, author="ann", **row):
    return {"text": text, "author": author, "language": "fr", "brands": ["Ada"]} | row


def own(text, **row):
    return said(text, "ada", own_brand="Ada", kept=False, brands=[]) | row


def planted(seed, texts=400, people=900):
    """A brand and a public who share their words, but for twenty on each side."""
    random = np.random.default_rng(seed)

    def speech(mine, others):
        words = [*random.choice(COMMON, 8), *random.choice(mine, 2)]
        return " ".join([*words, *(random.choice(others, 1) if random.random() < 0.1 else [])])

    return mentions(
        *(own(speech(OURS, THEIRS)) for _ in range(texts)),
        *(said(speech(THEIRS, OURS), f"a{n}") for n in range(people)),
        *(said(" ".join(random.choice(COMMON, 8)), f"b{n}", brands=["Bel"]) for n in range(300)),
    )


@pytest.mark.parametrize("seed", range(3))
def test_planted_words_are_found_on_both_sides(seed):
    words = gap(planted(seed), "Ada").filter(~pl.col("term").str.contains(" "))["term"].to_list()
    assert len(set(words[:20]) & set(THEIRS)) >= 18
    assert len(set(words[-20:]) & set(OURS)) >= 18


def test_where_both_speak_alike_seldom_any_word_stands_out():
    random, alarms = np.random.default_rng(8), 0
    for _ in range(40):
        speech = [" ".join(random.choice(COMMON, 8)) for _ in range(400)]
        rows = [own(text) for text in speech[:150]]
        rows += [said(text, f"a{n}") for n, text in enumerate(speech[150:])]
        alarms += bool((gap(mentions(*rows), "Ada")["p"] < 0.05).any())
    assert alarms <= 5


def test_one_author_counts_once_and_a_copied_text_of_the_brand_once(engine):
    rows = [said("panne", "loud")] * 50 + [said("panne", "quiet"), said("lente", "other")]
    rows += [own("incident"), *[own("incident", duplicate_of="x:53")] * 30]
    found = gap(engine(mentions(*rows)), "Ada", least=1)
    assert sorted(found.select("term", "texts", "people").rows()) == [
        ("incident", 1, 0), ("lente", 0, 1), ("panne", 0, 2),
    ]  # fmt: skip


def test_only_the_language_asked_for_is_compared():
    rows = [
        said("panne"),
        said("outage", language="en"),
        own("incident"),
        own("issue", language="en"),
    ]
    assert set(gap(mentions(*rows), "Ada", language="en", least=1)["term"]) == {"outage", "issue"}


def test_reposts_are_nobodys_own_words():
    rows = [said("panne", f"a{n}", repost_of="x:1") for n in range(9)] + [own("incident")]
    assert gap(mentions(*rows), "Ada", least=1)["term"].to_list() == ["incident"]


def test_shares_are_of_the_texts_and_of_the_people():
    rows = [said("panne", "a"), said("lente", "b"), own("incident"), own("panne")]
    found = gap(mentions(*rows), "Ada", least=1).filter(term="panne")
    assert found.select("texts_share", "people_share").row(0) == (50.0, 50.0)


def test_nothing_said_gives_no_gap(engine):
    assert gap(engine(mentions(said("panne")).clear()), "Ada").is_empty()


def test_no_more_than_one_in_twenty_of_the_terms_told_is_there_by_chance():
    told = false = 0
    for seed in range(12):
        found = gap(planted(seed), "Ada").filter(pl.col("p") < 0.05)["term"].to_list()
        told += len(found)
        false += sum(set(term.split(" ")) <= set(COMMON) for term in found)
    assert told > 400
    assert false <= 0.05 * told


def test_an_example_says_the_term_alone_or_as_a_pair(engine):
    rows = [said("La panne réseau dure", "a"), said("panne", "b"), own("Un incident", id="x:9")]
    found = examples(engine(mentions(*rows)), "Ada", ["panne réseau", "incident"])
    assert found.rows() == [("incident", "own", "x:9"), ("panne réseau", "public", "x:1")]
