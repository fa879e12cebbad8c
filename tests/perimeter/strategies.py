"""Random texts, mentions and queries of many scripts, of words that do meet."""

# ruff: noqa: RUF001

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

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
from parvis.perimeter.words.folding import spellings

SCRIPTS = "aAbBéÉe\u0301œŒßẞςΣσжЖ\u0439ёمُحـשָ中国移カガｶ한हिन्ไทย019²½_ﬁＡıİøłđ"
SIGNS = "  \n'\u2019-.,:/#@*™®©℠…!?\u200b\u200c\u200d\ufe0f\u00ad\u20e3#@＃&+€"
EMOJI = "👍🔥😀❤☎👩💻🚀🏴🏻🏿🇫🇷🇬🇧"

texts = st.text(alphabet=SCRIPTS + SIGNS + EMOJI, max_size=30)

# Few words, so that a random query often finds something in a random text.
SMALL_TALK = (
    "a",
    "A",
    "ab",
    "b",
    "ba",
    "É",
    "été",
    "ete",
    "l'a",
    "#a",
    "#AbÉté",
    "@a",
    "@b_1",
    "中",
    "#中国",
    "👍",
)
GAPS = (" ", " ", "  ", ", ", "'", ". ", "! ", "\n", "\n\n", "")

chatter = st.lists(st.tuples(st.sampled_from(SMALL_TALK), st.sampled_from(GAPS)), max_size=10).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)

AUTHORS = ("free", "Léa", "lea_b", "@Orange")
URLS = ("https://www.lemonde.fr/a/b?c=1", "http://free.fr", "https://m.free.fr/aide#x")


def _maybe(values):
    return st.none() | st.sampled_from(values)


mentions = st.fixed_dictionaries(
    {
        "title": st.none() | chatter,
        "text": chatter | texts,
        "author": _maybe(AUTHORS),
        "author_followers": st.none() | st.integers(0, 5),
        "author_verified": st.none() | st.booleans(),
        "url": _maybe(URLS),
        "links": st.lists(st.sampled_from(URLS), max_size=2),
        "language": _maybe(("fr", "en")),
        "kind": st.sampled_from(("post", "reply", "review")),
        "rating": st.none() | st.floats(1, 5),
        "published_at": st.none()
        | st.datetimes(
            dt.datetime(2026, 3, 28), dt.datetime(2026, 4, 2), timezones=st.just(dt.UTC)
        ).map(lambda time: time.replace(microsecond=0)),
        "time_confidence": st.sampled_from(("exact", "day")),
        "tonality": _maybe(("negative", "neutral")),
        "tier": _maybe(("fast",)),
        "hashtags": st.lists(st.sampled_from(("a", "été")), max_size=2),
    }
)


def _word(text: str, sign: str = "") -> Word:
    spelt = spellings(text)
    form = "bare" if spelt.bare == spelt.accented else "accented"
    return Word(getattr(spelt, form), form, sign)


BODIES = ("a", "ab", "b", "ba", "l", "été", "ete", "中", "👍", "b_1")
words = st.builds(_word, st.sampled_from(BODIES)) | st.builds(
    _word, st.sampled_from(("a", "ab", "b_1", "中国")), st.sampled_from(("#", "@"))
)
cased = st.sampled_from([Word(text, "cased") for text in ("a", "A", "Éte", "Été", "É")])
globs = st.sampled_from(
    [
        Glob("a*"),
        Glob("*b"),
        Glob("?b"),
        Glob("é*", "accented"),
        Glob("e?e"),
        Glob("*t*"),
        Glob("a*", sign="#"),
    ]
)
fuzzies = st.sampled_from([Fuzzy("ab", 1), Fuzzy("ete", 1), Fuzzy("ba", 2), Fuzzy("a", 1, "#")])
tags = st.sampled_from([Tag(("ab", "ete")), Tag(("ab",)), Tag(("ete",))])
in_phrases = words.filter(lambda word: word.text != "中国") | globs
terms = words | cased | globs | fuzzies | tags

phrases = (
    st.builds(
        lambda term, first, last: Phrase((term,), first, last),
        words | cased | globs,
        st.booleans(),
        st.booleans(),
    )
    | st.builds(lambda term: Phrase((term,)), fuzzies | tags)
    | st.builds(
        lambda terms, first, last: Phrase(tuple(terms), first, last),
        st.lists(in_phrases, min_size=2, max_size=3),
        st.booleans(),
        st.booleans(),
    )
)
windows = st.builds(
    lambda terms, others: Window(tuple(terms), others),
    st.lists(in_phrases, min_size=2, max_size=3),
    st.integers(0, 3),
)
patterns = st.sampled_from(
    [
        Regex("a.?b"),
        Regex("[aé]t"),
        Exact("a"),
        Exact("l'a"),
        Exact("É", is_cased=True),
        Exact("b. "),
        Regex("(^| )a"),
        Regex("[.,!]"),
        Exact(","),
        Regex(r"b\W+a"),
    ]
)
fields = st.sampled_from(
    [
        Field("lang", Is("fr")),
        Field("author", Is("lea")),
        Field("author", Is("léa")),
        Field("author", Like("*e*")),
        Field("followers", Between(low=2)),
        Field("followers", Between(low=1, high=3, has_high=False)),
        Field("followers", Known()),
        Field("verified", Is("true")),
        Field("site", Is("free.fr")),
        Field("url", Is("free.fr/aide")),
        Field("link", Is("lemonde.fr/a")),
        Field("link", Like("*aide*")),
        Field("kind", Is("reply")),
        Field("rating", Between(high=3, has_high=False)),
        Field("date", Between(low=1774915200000000.0)),
        Field("time", Between(low=1320, high=360, zone="Europe/Paris")),
        Field("weekday", Is("sunday")),
        Field("tonality", Is("negative")),
        Field("tonality", Known()),
        Field("hashtag", Is("ete")),
        Field("topic", Is("x")),
        Field("spam", Is("false")),
        Field("link", Known()),
    ]
)

steps = st.sampled_from(
    [{"distance": 0}, {"distance": 1}, {"distance": 3}, {"unit": "sentence"}, {"unit": "paragraph"}]
)
orders = st.sampled_from([{}, {}, {"is_ordered": True}, {"is_absent": True}])


def _several(parts):
    return st.lists(parts, min_size=2, max_size=3).map(tuple)


def _near(left, right, step, order):
    return Near(left, right, **step, **order)


def _placed(parts):
    """What has a place: words, and what is made of them."""
    return (
        st.builds(_near, parts, parts, steps, orders)
        | st.builds(Or, _several(parts))
        | st.builds(Scope, st.sampled_from(("title", "text")), parts)
        | st.builds(Weighted, parts, st.just(2.0))
    )


leaves = phrases | windows | patterns
placed = st.recursive(leaves, _placed, max_leaves=5)


def _in_proximity(parts):
    """Groups too, as NEAR takes them: something must be wanted in each."""
    wanted = st.builds(lambda a, b: And((a, b)), parts, parts)
    unwanted = st.builds(lambda a, b: And((a, Not(b))), parts, parts)
    return (
        parts
        | wanted
        | unwanted
        | st.builds(lambda a, b, c: Or((a, And((b, c)))), parts, parts, parts)
    )


grouped = (
    st.builds(_near, _in_proximity(placed), placed, steps, orders)
    | st.builds(_near, placed, st.builds(lambda a, b: And((a, b)), placed, placed), steps, orders)
    | st.builds(
        lambda a, b, c, step, order: _near(a, Or((b, And((a, c)))), step, order),
        leaves,
        leaves,
        leaves,
        steps,
        orders,
    )
)
counted = st.builds(AtLeast, st.integers(1, 3), placed)


def _compound(parts):
    return st.builds(Not, parts) | st.builds(And, _several(parts)) | st.builds(Or, _several(parts))


trees = st.recursive(placed | grouped | counted | fields, _compound, max_leaves=6)
