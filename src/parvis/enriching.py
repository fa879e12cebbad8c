"""All that a machine can say of posts, in one go: language, noise, tonality, purpose, topic."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Final, NamedTuple, Unpack

import polars as pl

from parvis.enrich.entities import name_entities
from parvis.enrich.reading import How, read_keeping, versions
from parvis.enrich.topics import group_topics, said_in, unread
from parvis.enrich.topics import topics as table_of
from parvis.enrich.towards import read_towards
from parvis.errors import InputError, MissingColumnsError
from parvis.filter import (
    detect_language,
    group_duplicates,
    mark_coordination,
    mark_spam,
    mark_templates,
)
from parvis.schema import TOWARDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from parvis.enrich.model import Floats
    from parvis.enrich.topics import KnownTopics

    Names = Mapping[str, Sequence[str]]

COLUMNS: Final = {
    "language": ("language", "language_p"),
    "duplicates": ("duplicate_group", "duplicate_of", "duplicate_reason"),
    "templates": ("is_template", "template_reason"),
    "coordination": ("coordinated_group", "coordinated_reason"),
    "spam": ("is_spam", "spam_p", "spam_reason"),
    "tonality": ("tonality", "tonality_p", "is_unsure"),
    "interaction": ("interaction", "interaction_p"),
    "offence": ("is_offensive", "offensive_p"),
    "irony": ("is_ironic", "ironic_p"),
    "towards": ("towards",),
    "entities": ("entities",),
    "topic": ("topic",),
}
"""What can be asked for, and the columns each adds."""

_READ: Final = ("tonality", "interaction", "offence", "irony")
_ORIGIN: Final = ("tier", "model_version")


def enrich(
    posts: pl.DataFrame,
    *,
    columns: Collection[str] | None = None,
    languages: Collection[str] | None = None,
    towards: Names | None = None,
    topics: KnownTopics | None = None,
    **how: Unpack[How],
) -> pl.DataFrame:
    """Add what a machine can say of each post; no column is removed and no row moves.

    Topics are told from all posts together, by the encoder of the fine reader, which reads each
    post once; a fast reading leaves them null.

    Arguments:
        posts: with `text`; everything else is heard where it is there (`published_at`, `author`,
            `declared_language`, `mentions`, `brands`, `reply_to`, `own_brand`). A column of what
            is asked for is written anew, but a `language` that is there already is believed.
        columns: of `COLUMNS`, what to add; all of it where None, the tonality towards brands only
            where there are any.
        languages: ISO 639-1 codes; tonality, interaction and topic are read of posts in these
            alone, and stay null in others. None for whatever language.
        towards: the brands towards which tonality is read, and what names each in a text, as in
            `parvis.enrich.read_towards`; those of `brands`, by their names, where None.
        topics: topics of earlier runs, whose names are kept; those of this run are learnt.
        how: `tier`, `budget`, `own`, `model` and `words`, as in `parvis.enrich.read`.

    Raises:
        MissingColumnsError: there is no `text`.
        InputError: something asked for that is not in `COLUMNS`, tonality towards brands where
            none is named, topics of a fast reading, and what `read` raises.

    Source: rows 28, 37 and 40 to 42 of the capabilities.

    >>> read = enrich(pl.DataFrame({"text": ["Merci beaucoup !"]}), tier="fast")
    >>> read.select("language", "tonality", "interaction").row(0)
    ('fr', 'positive', 'praise')
    """
    if "text" not in posts.columns:
        raise MissingColumnsError.among(["text"], posts.columns)
    asked = _asked(columns, can_be_towards=towards is not None or "brands" in posts.columns)
    wants_topics = topics is not None or "topic" in (columns or ())
    if wants_topics and _is_fast(how):
        raise InputError("a fast reading tells no topics. What to do: choose cascade or fine.")
    found = posts.with_columns(pl.col("text").cast(pl.String))
    for step, serves in _FIRST:
        if not asked.isdisjoint(serves):
            found = step(found)
    if not asked.isdisjoint((*_READ, "towards", "topic")):
        found = _heard(found, _Wish(asked, languages, towards, topics), how)
    return posts.with_columns(found.select(_added(asked, found)))


def _added(asked: set[str], found: pl.DataFrame) -> list[str]:
    """The columns that what is asked for adds, and those that say by what it was read."""
    origin = () if asked.isdisjoint(_READ) else _ORIGIN
    override = ("override",) if "override" in found.columns else ()
    return [*(n for what in COLUMNS if what in asked for n in COLUMNS[what]), *origin, *override]


def _asked(columns: Collection[str] | None, *, can_be_towards: bool) -> set[str]:
    asked = set(COLUMNS if columns is None else columns)
    if columns is None and not can_be_towards:
        asked.remove("towards")
    if "towards" in asked and not can_be_towards:
        raise InputError(
            "tonality towards whom? no brand is named. "
            "What to do: say what names each, or add a column brands."
        )
    if unknown := sorted(asked - COLUMNS.keys()):
        raise InputError(
            f"{unknown[0]!r} is nothing that can be added. "
            f"What to do: choose among {', '.join(COLUMNS)}."
        )
    return asked


def _names(posts: pl.DataFrame) -> dict[str, list[str]]:
    """The brands that the posts are about, each by its own name."""
    brands = posts["brands"].explode().drop_nulls().unique(maintain_order=True)
    return {brand: [brand] for brand in brands}


def _with_language(posts: pl.DataFrame) -> pl.DataFrame:
    if "language" not in posts.columns:
        return detect_language(posts)
    unknown = pl.lit(None, dtype=pl.Float64).alias("language_p")
    return posts if "language_p" in posts.columns else posts.with_columns(unknown)


_FIRST: Final = (
    (_with_language, ("language", *_READ, "towards", "topic")),
    (group_duplicates, ("duplicates", "templates", "coordination", "spam")),
    (mark_templates, ("templates", "coordination", "spam")),
    (mark_coordination, ("coordination",)),
    (mark_spam, ("spam",)),
    (name_entities, ("entities",)),
)
"""Each step before the reading, and what it serves: some hear what others said."""


class _Wish(NamedTuple):
    """What is to be read, of which languages, towards whom, and the topics known."""

    columns: Collection[str]
    languages: Collection[str] | None
    towards: Names | None
    topics: KnownTopics | None


def _heard(posts: pl.DataFrame, wish: _Wish, how: How) -> pl.DataFrame:
    """Read what posts say, of some languages or of all; the encoder reads each post once."""
    found, vectors = posts, None if _is_fast(how) else unread(posts.height)
    until = _until(how)
    if wish.languages is not None:
        is_of = pl.col("language").is_in(list(wish.languages)).fill_null(value=False)
        found = posts.with_columns(pl.when(is_of).then("text").alias("text"))
    if not {*_READ, "towards"}.isdisjoint(wish.columns):
        found = read_keeping(found, vectors, **how)
    if "towards" in wish.columns:
        found = _with_towards(found, wish.towards, how)
    if "topic" in wish.columns:
        found = _with_topics(found, vectors, wish.topics, until)
    return found.with_columns(posts["text"])


def _with_towards(posts: pl.DataFrame, towards: Names | None, how: How) -> pl.DataFrame:
    names = _names(posts) if towards is None else towards
    about = "brands" if towards is None else None
    return posts.with_columns(read_towards(posts, names, about=about, **how)["towards"])


def _with_topics(
    posts: pl.DataFrame, vectors: Floats | None, topics: KnownTopics | None, until: float
) -> pl.DataFrame:
    if vectors is None:
        return posts.with_columns(topic=pl.lit(None, dtype=pl.String))
    said = said_in(posts["text"], vectors, until=until)
    found = group_topics(posts, said=said, known=topics.table if topics else None)
    if topics is not None:
        topics.learn(table_of(found, said=said))
    return found


def _is_fast(how: How) -> bool:
    return how.get("tier") == "fast" and how.get("own") is None


def _until(how: How) -> float:
    """The moment at which a cascade has spent its budget."""
    budget = how.get("budget")
    if budget is None or how.get("tier", "cascade") != "cascade":
        return math.inf
    return time.monotonic() + budget


def reread(
    posts: pl.DataFrame, *, towards: Names | None = None, **how: Unpack[How]
) -> pl.DataFrame:
    """Read again the posts whose readings are of another version than today's models.

    Arguments:
        posts: with `text` and what `enrich` added, `model_version` among it.
        towards: as in `enrich`; where there are no `brands` either, those the posts name.
        how: as in `enrich`.

    Returns: the posts in their order; readings of today's versions stay as they are.

    Raises:
        MissingColumnsError: there is no `text` or no `model_version`.

    >>> old = enrich(pl.DataFrame({"text": ["Merci !"]}), tier="fast", columns=["tonality"])
    >>> old = old.with_columns(model_version=pl.lit("fast-1"))
    >>> reread(old, tier="fast")["model_version"].to_list()
    ['fast-3']
    """
    if missing := [name for name in ("text", "model_version") if name not in posts.columns]:
        raise MissingColumnsError.among(missing, posts.columns)
    today = list(versions(how.get("own"), how.get("model")).values())
    has_towards = "towards" in posts.columns
    if has_towards:
        posts = posts.with_columns(pl.col("towards").cast(TOWARDS))
        towards = _named(posts) if towards is None and "brands" not in posts.columns else towards
    numbered = posts.with_row_index("row")
    old = numbered.filter(~pl.col("model_version").is_in(today).fill_null(value=False))
    what_is_read = (*_READ, "towards") if has_towards else _READ
    asked = [what for what in what_is_read if set(COLUMNS[what]) <= set(posts.columns)]
    read_anew = enrich(old, columns=asked, towards=towards, **how)
    kept = numbered.join(old, on="row", how="anti")
    return pl.concat([kept, read_anew.select(kept.columns)]).sort("row").drop("row")


def _named(posts: pl.DataFrame) -> dict[str, list[str]]:
    """The brands towards which the posts were read before, each by its own name."""
    read_before = posts["towards"].explode().drop_nulls().struct.field("brand")
    return {brand: [brand] for brand in read_before.unique(maintain_order=True)}
