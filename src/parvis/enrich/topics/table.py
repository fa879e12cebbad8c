"""A table of topics: how much is said of each, by how many, in which words and languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.enrich.encoder import SIZE
from parvis.enrich.topics.grouping import means_of
from parvis.enrich.topics.likeness import unit
from parvis.enrich.topics.naming import terms_of
from parvis.enrich.topics.said import NOWHERE, Said, said_in
from parvis.errors import MissingColumnsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.enrich.model import Floats

    Numbers = NDArray[np.int64]

TABLE: Final[dict[str, pl.DataType]] = {
    "topic": pl.String(),
    "posts": pl.Int64(),
    "people": pl.Int64(),
    "share": pl.Float64(),
    "example": pl.String(),
    "terms": pl.List(pl.String),
    "languages": pl.List(pl.String),
    "centre": pl.Array(pl.Float32, SIZE),
}
"""The columns of a table of topics."""

_HEARD: Final = {"language": pl.String, "author": pl.String}


def topics(mentions: pl.DataFrame, *, said: Said | None = None) -> pl.DataFrame:
    """Return a row for each topic, that of most posts first.

    Arguments:
        mentions: with `text` and `topic`; `language` and `author` are heard where they are there.
        said: what they say, as for `parvis.enrich.topics.group_topics`.

    Returns: the columns of `TABLE`. `people` are different authors, null where none is known;
        `share` is of all the mentions, 0 to 1; `example` is the post nearest the centre;
        `languages` has the most common first; `centre` is the mean vector, by which a later run
        knows the topic again.

    Raises:
        MissingColumnsError: there is no `text` or no `topic`.

    >>> texts = ["Ma carte est bloquée", "My card is blocked"]
    >>> posts = pl.DataFrame({"text": texts, "topic": "card", "language": ["fr", "en"]})
    >>> topics(posts).select("topic", "posts", "share", "languages").row(0)
    ('card', 2, 1.0, ['en', 'fr'])
    """
    said = said_in(_texts(mentions)) if said is None else said
    rows = central(mentions, said=said)
    authors = pl.col("author").drop_nulls().n_unique()
    counted = rows.group_by("topic", "number", maintain_order=True).agg(
        posts=pl.len(),
        people=pl.when(authors > 0).then(authors),
        share=pl.len() / mentions.height,
        example=pl.col("text").first(),
    )
    once = _once(rows)
    terms = terms_of(said.texts.gather(once[:, 1]), once[:, 0])
    numbers = np.unique(once[:, 0]).tolist()
    centres = dict(zip(numbers, _centres(said, once).tolist(), strict=True))
    listed = counted["number"].to_list()
    told = counted.join(_languages(rows), on="topic", how="left").with_columns(
        pl.col("languages").fill_null([]),
        terms=pl.Series([terms.get(number, []) for number in listed], dtype=TABLE["terms"]),
        centre=pl.Series([centres.get(number) for number in listed], dtype=pl.List(pl.Float32)),
    )
    found = told.select(pl.col(name).cast(dtype) for name, dtype in TABLE.items())
    return found.sort("posts", "topic", descending=[True, False])


def central(mentions: pl.DataFrame, *, said: Said) -> pl.DataFrame:
    """Return the posts that have a topic, of each topic those nearest its centre first.

    Arguments:
        mentions: as for `topics`.
        said: likewise.

    Returns: `topic`, its `number`, `text`, `language`, `author`, `place` in what is said, and
        `centrality`, a cosine, null where there is nothing to read.

    Raises:
        MissingColumnsError: there is no `text` or no `topic`.

    >>> posts = pl.DataFrame({"text": ["Merci"], "topic": "a"})
    >>> central(posts, said=said_in(posts["text"]))["centrality"].round(3)[0]
    1.0
    """
    _texts(mentions)
    absent = [pl.lit(None, t).alias(n) for n, t in _HEARD.items() if n not in mentions.columns]
    rows = (
        mentions.with_columns(*absent, place=pl.Series(said.place, dtype=pl.Int64))
        .filter(pl.col("topic").is_not_null())
        .select("topic", "text", *_HEARD, "place", number=pl.col("topic").rank("dense") - 1)
    )
    near = np.full(len(rows), np.nan)
    once, place = _once(rows), rows["place"].to_numpy()
    centres = unit(_centres(said, once))
    of = np.searchsorted(np.unique(once[:, 0]), rows["number"].to_numpy())
    is_read = place != NOWHERE
    near[is_read] = (said.vectors[place[is_read]] * centres[of[is_read]]).sum(axis=1).round(5)
    return rows.with_columns(centrality=pl.Series(near).fill_nan(None)).sort(
        "topic", "centrality", "text", descending=[False, True, False], nulls_last=True
    )


def _texts(mentions: pl.DataFrame) -> pl.Series:
    if missing := {"text", "topic"} - set(mentions.columns):
        raise MissingColumnsError.among(sorted(missing), mentions.columns)
    return mentions["text"]


def _once(rows: pl.DataFrame) -> Numbers:
    """Number of a topic and place of a text, each pair once, topic by topic."""
    heard = rows.filter(pl.col("place") != NOWHERE).select("number", "place")
    return heard.unique().sort("number", "place").cast(pl.Int64).to_numpy()


def _centres(said: Said, once: Numbers) -> Floats:
    """The mean vector of each topic of which something can be read."""
    return means_of(said.vectors[once[:, 1]], once[:, 0])


def _languages(rows: pl.DataFrame) -> pl.DataFrame:
    """Languages of each topic, the most common first, then by code."""
    counts = rows.drop_nulls("language").group_by("topic", "language").agg(posts=pl.len())
    ranked = counts.sort("posts", "language", descending=[True, False])
    return ranked.group_by("topic", maintain_order=True).agg(languages="language")
