"""Random texts and queries of many scripts, of words that do meet."""

# ruff: noqa: RUF001

from __future__ import annotations

from hypothesis import strategies as st

from parvis.perimeter import And, Not, Or, Phrase
from parvis.perimeter.words import words_of

# No voicing mark without its kana: Unicode puts loose marks in order again once what stood between
# them is folded away, and such a word would not be the same when cut twice.
SCRIPTS = "aAbBéÉe\u0301œŒßẞςΣσжЖ\u0439ёمُحـשָ中国移カガｶ한हिन्ไทย019²½_ﬁＡıİøłđ"
SIGNS = "  \n'\u2019-.,:/#@*™®©℠…\u200b\u200c\u200d\ufe0f\u00ad\u20e3#@＃&+€"
EMOJI = "👍🔥😀❤☎👩💻🚀🏴🏻🏿🇫🇷🇬🇧"

texts = st.text(alphabet=SCRIPTS + SIGNS + EMOJI, max_size=30)

# Few words, so that a random phrase often stands in a random text.
SMALL_TALK = (
    "a",
    "ab",
    "b",
    "É",
    "été",
    "l'a",
    "#a",
    "#ab",
    "@a",
    "@b_1",
    "中",
    "ﻡ",
    "👍",
    "👩\u200d💻",
)
chatter = st.lists(
    st.tuples(st.sampled_from(SMALL_TALK), st.sampled_from((" ", "  ", ", ", "'", "\n", ""))),
    max_size=8,
).map(lambda pieces: "".join(word + gap for word, gap in pieces))


def _phrase(pieces: list[str], *, is_prefix: bool) -> Phrase:
    (words,) = words_of([" ".join(pieces)])
    return Phrase(words, is_prefix=is_prefix and words[-1][-1].isalnum())


phrases = st.builds(
    _phrase, st.lists(st.sampled_from(SMALL_TALK), min_size=1, max_size=3), is_prefix=st.booleans()
)


def _compound(parts):
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, parts) | st.builds(And, several) | st.builds(Or, several)


trees = st.recursive(phrases, _compound, max_leaves=8)
