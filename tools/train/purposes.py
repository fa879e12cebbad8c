"""What interaction is learnt from: no set has all seven types; each teaches those it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from tools.train import corpora

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INTENT_SETS: Final = ("banking77", "clinc150", "hwu64")
SPAM_SETS: Final = ("youtube_spam", "sms_spam")
SAMPLE: Final = 2_000

_TEXT = pl.col("text")
_ASKS = r"(?i)^(?:what|where|when|why|who|which|how|is|are|do|does|did|will|would it|am i)\b"
_WANTS = r"(?i)^(?:can you|could you|please|i need|i want|i'd like|i would like|help me)\b"
_THANKS = r"(?i)\b(?:thanks|thank you|thx|love|great|awesome|amazing)\b"
_SPEAKS_TO_SOMEONE = _TEXT.str.starts_with("@")
_HAS_FORM = _TEXT.str.contains(r"[?@]|http|www\.")


def lessons(data: Path) -> Iterator[tuple[pl.DataFrame, float]]:
    """Yield posts labelled by what they are for, and the weight of each lesson."""
    yield corpora.phrases("interaction", "fr", "en"), 1.0
    yield care(corpora.complaints(data, held=False)), 0.5
    for language in ("fr", "en"):
        yield reviews(corpora.reviews(data, language, held=False)), 0.3
    for name in INTENT_SETS:
        yield _sample(intents(corpora.labelled(data, name))), 0.1
    yield from _promotions(data)
    yield _chatter(corpora.tweeteval(data, "train")), 0.1
    yield _chatter(corpora.umsab(data, "train", "fr")), 0.1


def care(found: pl.DataFrame) -> pl.DataFrame:
    """Complaints as judged by people; of the rest, what its form or origin makes plain."""
    origin, is_care = pl.col("domain"), ~pl.col("domain").str.starts_with("random")
    return _named(
        found,
        pl.when(pl.col("label") == "complaint")
        .then(pl.lit("complaint"))
        .when(is_care & _TEXT.str.contains(_THANKS))
        .then(pl.lit("praise"))
        .when(is_care & _TEXT.str.contains(r"\?"))
        .then(pl.lit("question"))
        .when(origin == "random_reply")
        .then(pl.lit("between_fans"))
        .when(origin == "random_tweet")
        .then(pl.lit("other")),
    )


def reviews(found: pl.DataFrame) -> pl.DataFrame:
    """Problems are complaints, wishes are requests; without either, the stars tell."""
    wish, problem = (pl.col("kind").str.contains(word) for word in ("feature", "problem"))
    praise, grievance = pl.col("label") == "positive", pl.col("label") == "negative"
    return _named(
        found,
        pl.when(problem | (grievance & ~wish))
        .then(pl.lit("complaint"))
        .when(wish)
        .then(pl.lit("request"))
        .when(praise)
        .then(pl.lit("praise")),
    )


def intents(found: pl.DataFrame) -> pl.DataFrame:
    """What people say to a service: a question or a request, by its first words."""
    asks, wants = _TEXT.str.contains(_ASKS), _TEXT.str.contains(_WANTS)
    return _named(found, pl.when(asks).then(pl.lit("question")).when(wants).then(pl.lit("request")))


def toned(turns: pl.DataFrame) -> pl.DataFrame:
    """Turns of phrase as lessons of tonality: people complain and praise with feeling."""
    tone = {
        "complaint": "negative",
        "praise": "positive",
        "question": "neutral",
        "request": "neutral",
    }
    return _named(turns, pl.col("label").replace_strict(tone, default=None))


def _promotions(data: Path) -> Iterator[tuple[pl.DataFrame, float]]:
    """Posts of companies, more so where they call to act, and spam that sells."""
    posts = corpora.labelled(data, "corporate_messaging")
    for kind, weight in {"Action": 0.3, "Information": 0.1}.items():
        yield _named(posts.filter(label=kind), pl.lit("marketing")), weight
    for name in SPAM_SETS:
        spam = corpora.labelled(data, name).filter(label="spam")
        yield _named(spam, pl.lit("marketing")), 0.1


def _chatter(found: pl.DataFrame) -> pl.DataFrame:
    """Tweets of the public: talk with each other, or neutral remarks to nobody."""
    remark = (pl.col("label") == "neutral") & ~_HAS_FORM
    talk = _SPEAKS_TO_SOMEONE & ~_TEXT.str.contains(r"\?|http")
    return _sample(
        _named(
            found,
            pl.when(talk).then(pl.lit("between_fans")).when(remark).then(pl.lit("other")),
        )
    )


def _named(found: pl.DataFrame, label: pl.Expr) -> pl.DataFrame:
    return found.with_columns(label=label).drop_nulls("label").select("text", "label")


def _sample(found: pl.DataFrame) -> pl.DataFrame:
    return found.sample(min(SAMPLE, found.height), seed=0)
