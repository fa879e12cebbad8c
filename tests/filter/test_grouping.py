"""One pass over texts: it reads the words that `canonical` names, and stays bounded.

Where signs touch "http" or "RT" in ways nobody writes, `http½`, the two may differ.
"""

from __future__ import annotations

import time

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parvis.filter.canonical import canonical
from parvis.filter.grouping import leaders

PIECES = [
    *(
        " RT",
        " rt ",
        " RT @a: ",
        "mort @a ",
        "@",
        "@nom",
        "@nom.",
        "@été_1 ",
        "@.",
        "a@b.c",
        "@@x ",
    ),
    *(" http ", " https ", "http://", "HTTPS://t.co/x", "www.", "www.a.fr ", "ww", "h", "htt", "w"),
    *("#tag", "#ras_le_bol", "#", "_", "merci", "Éte\u0301", "ﬁn", "ΣΑΣ", "ß", "İ", " ½ ", " ① "),
    *(
        "昨天",
        "没",
        "ひら",
        "ไทย",
        "한국",
        "الله",
        "😀",
        "👩‍👩‍👧",
        "\U000e0101",
        "\u0301",
        "\u200d",
    ),
    *(" ", "  ", "\n", "\t", "\u00a0", ".", "…", "'", "-", "1", "24h", "\ufffd", "ﷺ"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=12)


def said(*texts: str) -> list[int]:
    return leaders(pl.Series(texts, dtype=pl.String)).said.tolist()


@settings(max_examples=500, deadline=None)
@given(TEXTS)
@example(" RT http @nom")
def test_a_text_says_what_its_canonical_words_say(text):
    canon = canonical(pl.Series([text])).item()
    assert len(set(said(text, canon))) == 1, (text, canon)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_texts_say_the_same_where_their_canonical_words_are_the_same(one, other):
    canon = canonical(pl.Series([one, other]))
    assert (canon[0] == canon[1]) == (len(set(said(one, other))) == 1)


def test_null_and_nothing_are_no_text():
    assert leaders(pl.Series(["", None, ""], dtype=pl.String)).of.tolist() == [0, 1, 2]
    assert leaders(pl.Series([], dtype=pl.String)).of.size == 0


def test_texts_are_read_in_chunks_without_a_seam(monkeypatch):
    chance = np.random.default_rng(3)
    texts = pl.Series([" ".join(chance.choice(PIECES, 9)) for _ in range(300)] * 2)
    whole = leaders(texts)
    monkeypatch.setattr("parvis.filter.grouping.CHUNK", 7)
    parts = leaders(texts)
    assert parts.of.tolist() == whole.of.tolist()
    assert parts.said.tolist() == whole.said.tolist()


HOSTILE = {
    "empty": "",
    "one emoji": "😀",
    "one letter for ever": "a" * 100_000,
    "one word for ever": "mot " * 25_000,
    "always another word": " ".join(f"mot{n}" for n in range(12_000)),
    "marks on marks": "z" + "\u0301" * 100_000,
    "ligatures": "ﷺ" * 100_000,
    "signs": "@" * 100_000,
    "handles that never end": "@a." * 33_000,
    "links that do not begin": "http" * 25_000,
    "hashtags": "#a" * 50_000,
    "no spaces": "昨天没网" * 25_000,
    "beyond all planes": "\U0010ffff" * 50_000,
    "nothing but gaps": " \u00a0\u2003" * 30_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_takes_no_longer_than_its_length(text):
    texts = pl.Series([text + str(number) for number in range(50)])
    leaders(texts)
    start = time.process_time()
    leaders(texts)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "texts",
    [
        ["Le réseau est coupé dans tout le quartier depuis ce matin"] * 100_000,
        [
            f"le réseau est coupé depuis ce matin à {n} {n + 1} {n + 2} {n + 3}"
            for n in range(50_000)
        ],
    ],
    ids=["equal", "of common bands"],
)
def test_what_all_texts_share_costs_no_more_than_anything_else(texts):
    series = pl.Series(texts)
    leaders(series.head(1_000))
    start = time.process_time()
    leaders(series)
    assert (time.process_time() - start) / len(texts) < 40e-6
