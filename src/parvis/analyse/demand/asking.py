"""Who asks for what: one row for each thing asked for in a mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.demand.ways import LANGUAGES, LONGEST, sentences, tongue
from parvis.analyse.reduction import begin, finish
from parvis.analyse.voices import voice

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

ASKED: Final = ("id", "voice", "published_at", "language", "kind", "phrase")
_MARKS: Final = ("kept", "duplicate_of", "repost_of")
HEARD: Final = ("id", "author", "published_at", "text", "language", *_MARKS)
"""What `asked` reads of a mention."""


def asked(mentions: IntoFrame) -> pl.DataFrame:
    """Find what people ask a brand to offer, add, change or bring back, in French and English.

    A repair, an answer or help in one's own case is no demand. Copies and reposts ask for nothing
    anew. Only the way people ask is known (`patterns.toml`), not what there is to ask for.

    Arguments:
        mentions: with `id`, `author`, `published_at`, `text`, `language`, `kept`, `duplicate_of`
            and `repost_of`.

    Returns: id, voice (who asks), published_at, language, kind (wish, lack, why not, please or
        when) and phrase (what is asked for, in small letters); in the order of the ids.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 36 of the capabilities.

    >>> row = {"id": "x:1", "author": "Ann", "published_at": None, "language": "fr", "kept": True}
    >>> row |= {"text": "Il manque un mode sombre !", "duplicate_of": None, "repost_of": None}
    >>> asked(pl.DataFrame([row])).select("voice", "kind", "phrase").rows()
    [('ann', 'lack', 'mode sombre')]
    """
    spoken = begin(mentions, *HEARD).filter(
        nw.col("kept"), nw.col("duplicate_of").is_null(), nw.col("repost_of").is_null()
    )
    told = [_of(finish(spoken.filter(_may_ask(name)).with_columns(voice=voice())), name)
            for name in LANGUAGES]  # fmt: skip
    return pl.concat(told).sort("id", "phrase")


def _may_ask(language: str) -> nw.Expr:
    """Whether a mention holds words that ask: few do, and the others stay where they are."""
    text = nw.col("text").str.slice(0, LONGEST).str.to_lowercase()
    plain = text.str.replace_all("\u2019", "'", literal=True).str.replace_all(r"\s+", " ")
    return (nw.col("language") == language) & plain.str.contains(tongue(language).any_way)


def _of(mentions: pl.DataFrame, language: str) -> pl.DataFrame:
    """What the mentions of one language ask for, each thing once a mention."""
    ways = tongue(language).ways
    parted = mentions.with_columns(sentence=sentences(pl.col("text"))).explode("sentence")
    phrases = [tongue(language).phrase(way.asked(pl.col("sentence"))) for way in ways]
    kinds = [pl.when(phrase.is_not_null()).then(pl.lit(way.kind))
             for way, phrase in zip(ways, phrases, strict=True)]  # fmt: skip
    told = parted.with_columns(phrase=pl.coalesce(phrases), kind=pl.coalesce(kinds))
    each = told.drop_nulls("phrase").unique(["id", "phrase"], keep="first", maintain_order=True)
    return each.select(ASKED)
