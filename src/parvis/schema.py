"""The columns of a mention: name, type, unit, meaning, and what null means.

One row is one mention, one public utterance. Stages add columns and remove none, in this order:
normalise, perimeter, filter, enrich. Null means unknown, never zero. Times are aware, in UTC.
`docs/reference/schema.md` is written from this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

Stage = Literal["normalise", "perimeter", "filter", "enrich"]

UTC_TIME = pl.Datetime("us", "UTC")
WORDS = pl.List(pl.String)
NAMED = pl.List(pl.Struct({"text": pl.String, "kind": pl.String}))
TOWARDS = pl.List(
    pl.Struct(
        {
            "brand": pl.String,
            "tonality": pl.String,
            "p": pl.List(pl.Float64),
            "is_unsure": pl.Boolean,
            "words": pl.String,
            "is_turned": pl.Boolean,
        }
    )
)

MEDIA = (
    "micro-blog",
    "social network",
    "blog",
    "forum",
    "news",
    "review",
    "video",
    "image",
    "mail",
    "survey",
)
KINDS = ("post", "reply", "repost", "comment", "review", "article", "message")
TIME_CONFIDENCES = ("exact", "zone assumed", "order assumed", "day", "none")
TONALITIES = ("negative", "neutral", "positive")
INTERACTIONS = (
    "question",
    "complaint",
    "praise",
    "request",
    "marketing",
    "between_fans",
    "other",
)
FILTER_REASONS = ("repeated", "own_account", "off_perimeter", "language", "period")
DUPLICATE_REASONS = ("exact", "reposted", "link changed", "hashtags changed", "near")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the mention: its type, the stage that adds it, and how to read it.

    >>> COLUMNS["likes"].null
    'the source did not say'
    """

    name: str
    dtype: pl.DataType | type[pl.DataType]
    stage: Stage
    meaning: str
    null: str = "the source did not say"
    unit: str = ""


_NEVER = "never null"
_LATER = "not read yet"
_READ = "not read yet, or no word in it to read"

_DECLARED = (
    Column(
        "id",
        pl.String,
        "normalise",
        "source and the source's own id, as `x:1343458257915031553`; "
        "`x:sha-…`, a hash of author, time and text, where that id is missing or damaged; "
        "an edit carries `~` and a hash of its text",
        _NEVER,
    ),
    Column("source", pl.String, "normalise", "connector or platform: x, facebook, youtube, …", _NEVER),
    Column("medium", pl.String, "normalise", f"one of: {', '.join(MEDIA)}"),
    Column("kind", pl.String, "normalise", f"one of: {', '.join(KINDS)}", _NEVER),
    Column("url", pl.String, "normalise", "address of the mention; http and https only"),
    Column("published_at", UTC_TIME, "normalise", "when it was said", "undated: in no trend"),
    Column(
        "time_confidence",
        pl.String,
        "normalise",
        "`exact` (zone known), `zone assumed` (the zone the study names for the source, else UTC), "
        "`order assumed` (day and month could be exchanged), `day` (no time of day), `none`",
        _NEVER,
    ),
    Column("collected_at", UTC_TIME, "normalise", "when the source was read, if it says so"),
    Column("author_id", pl.String, "normalise", "the source's own id of the author"),
    Column("author", pl.String, "normalise", "handle, without @"),
    Column("author_followers", pl.Int64, "normalise", "followers when collected", unit="people"),
    Column("author_verified", pl.Boolean, "normalise", "the source vouches for the author"),
    Column("title", pl.String, "normalise", "title of the article, review or thread"),
    Column(
        "text",
        pl.String,
        "normalise",
        "the words, as characters: HTML taken off, lone surrogates replaced by U+FFFD",
        _NEVER,
    ),
    Column("declared_language", pl.String, "normalise", "language the source states, ISO 639-1"),
    Column("reply_to", pl.String, "normalise", "id of the mention answered", "no reply, or unknown"),
    Column("repost_of", pl.String, "normalise", "id of the mention repeated", "no repost, or unknown"),
    Column("quote_of", pl.String, "normalise", "id of the mention quoted", "no quote, or unknown"),
    Column("thread", pl.String, "normalise", "the source's id of the conversation"),
    Column("mentions", WORDS, "normalise", "handles named, lower case, without @", _NEVER),
    Column("hashtags", WORDS, "normalise", "tags, lower case, without #", _NEVER),
    Column("links", WORDS, "normalise", "addresses in the text, http and https only", _NEVER),
    Column("likes", pl.Int64, "normalise", "likes when collected", unit="likes"),
    Column("reposts", pl.Int64, "normalise", "reposts when collected", unit="reposts"),
    Column("replies", pl.Int64, "normalise", "replies when collected", unit="replies"),
    Column("views", pl.Int64, "normalise", "views when collected", unit="views"),
    Column("rating", pl.Float64, "normalise", "rating given, on the source's scale", unit="stars"),
    Column("country", pl.String, "normalise", "country or place the source states"),
    Column("media", WORDS, "normalise", "addresses of pictures, videos and sounds", _NEVER),
    Column("edit_of", pl.String, "normalise", "id of the first version", "not an edit"),
    Column("origin", pl.String, "normalise", "name of the file it was read from", "not from a file"),
    Column("line", pl.Int64, "normalise", "line (or item) of that file, from 1", "not from a file"),
    Column("brands", WORDS, "perimeter", "brands whose query it matches, in the study's order", _NEVER),
    Column("own_brand", pl.String, "perimeter", "brand whose account wrote it", "said by the public"),
    Column("themes", WORDS, "perimeter", "themes whose query it matches, in the study's order; empty where the study names none", _NEVER),
    Column("language", pl.String, "filter", "language read, ISO 639-1; `und` where none can be told", _LATER),
    Column("language_p", pl.Float64, "filter", "probability of that language", "judged by the bulk engine, which gives none", "0 to 1"),
    Column("duplicate_group", pl.String, "filter", "id of the first mention of its near-duplicates", "no near-duplicate"),
    Column("duplicate_of", pl.String, "filter", "the earlier mention it repeats", "the first, or no near-duplicate"),
    Column("duplicate_reason", pl.String, "filter", f"how it repeats that one: {', '.join(DUPLICATE_REASONS)}", "the first, or no near-duplicate"),
    Column("is_template", pl.Boolean, "filter", "an answer of a support account in words it gives to many", "author unknown"),
    Column("template_reason", pl.String, "filter", "in how many answers of which account its words stand", "no template"),
    Column("coordinated_group", pl.String, "filter", "id of the first mention of those that the same accounts posted together, again and again", "not coordinated, or author or time unknown"),
    Column("coordinated_reason", pl.String, "filter", "with how many accounts it was posted within seconds, and how often its author did so", "not coordinated"),
    Column("is_spam", pl.Boolean, "filter", "spam, or promotion nobody asked for", _LATER),
    Column("spam_p", pl.Float64, "filter", "probability of that", _LATER, "0 to 1"),
    Column("spam_reason", pl.String, "filter", "the signs that weigh most", "no spam"),
    Column("kept", pl.Boolean, "filter", "counted in the figures", _NEVER),
    Column("filter_reason", pl.String, "filter", f"why it is not: {', '.join(FILTER_REASONS[1:])} (a repeated row is dropped)", "kept"),
    Column("tonality", pl.String, "enrich", f"likeliest of: {', '.join(TONALITIES)}", _READ),
    Column("tonality_p", pl.List(pl.Float64), "enrich", "probability of negative, neutral, positive", _READ, "0 to 1"),
    Column("is_unsure", pl.Boolean, "enrich", "the reader would not lean on its own tonality", _LATER),
    Column("towards", TOWARDS, "enrich", "for each brand it names: `brand`, the `tonality` towards it, its probabilities `p`, `is_unsure`, the `words` judged (null: all of them), `is_turned` (the contrary of what they say: `better than it`)", "no brand looked for, or none named"),
    Column("interaction", pl.String, "enrich", f"likeliest of: {', '.join(INTERACTIONS)}", _READ),
    Column("interaction_p", pl.List(pl.Float64), "enrich", "probability of each, in that order", _READ, "0 to 1"),
    Column("is_offensive", pl.Boolean, "enrich", "it insults, threatens or swears at somebody", _READ),
    Column("offensive_p", pl.Float64, "enrich", "probability of that", _READ, "0 to 1"),
    Column("is_ironic", pl.Boolean, "enrich", "it means the contrary of what it says", _READ),
    Column("ironic_p", pl.Float64, "enrich", "probability of that", _READ, "0 to 1"),
    Column("entities", NAMED, "enrich", "people, places, organisations and products named, each with its `text` and `kind`", _LATER),
    Column("override", pl.String, "enrich", "which word of a brand meant what, as `malade → praise`", _LATER),
    Column("topic", pl.String, "enrich", "name of the group of mentions that speak of the same thing, in whichever language", "not grouped yet, or of no group"),
    Column("tier", pl.String, "enrich", "which reader read it: fast, fine, outside", _LATER),
    Column("model_version", pl.String, "enrich", "version of that reader", _LATER),
)  # fmt: skip

COLUMNS: dict[str, Column] = {column.name: column for column in _DECLARED}


def columns_of(*stages: Stage) -> dict[str, pl.DataType | type[pl.DataType]]:
    """Return names and Polars types of the columns that these stages add (all, when none is named).

    >>> list(columns_of("perimeter"))
    ['brands', 'own_brand', 'themes']
    """
    return {
        name: column.dtype
        for name, column in COLUMNS.items()
        if not stages or column.stage in stages
    }


def empty(*stages: Stage) -> pl.DataFrame:
    """Return a frame of no rows with the columns that these stages add.

    >>> empty("perimeter").shape
    (0, 3)
    """
    return pl.DataFrame(schema=columns_of(*stages))
