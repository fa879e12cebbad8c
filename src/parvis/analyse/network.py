"""Who names, answers and reposts whom, and where a reader of it all would end up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
from scipy import sparse

from parvis.analyse.reduction import begin, finish

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

    from parvis.analyse.prevalence import Floats
    from parvis.frames import Frame

REPOST = "RT @"
LONGEST_HANDLE = 64
MOST_STEPS = 1000


def edges(mentions: IntoFrame) -> pl.DataFrame:
    """Link each author to the authors they name, answer or repost, most often first.

    A mention counts once for each author it is addressed to, in however many ways. An answer or a
    repost is known by the id it points to, where that mention is given, and by `RT @handle` at the
    head of its text. Nobody is linked to themselves.

    Arguments:
        mentions: the mentions to link, with `id`, `author`, `text`, `mentions`, `reply_to` and
            `repost_of`.

    Returns: source, target (handles, lower case), weight (mentions).

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 24 of the capabilities.

    >>> mentions = pl.DataFrame(
    ...     {
    ...         "id": ["x:1", "x:2"],
    ...         "author": ["Ann", "Bo"],
    ...         "text": ["@Cy hello", "RT @Ann: @Cy hello"],
    ...         "mentions": [["cy"], ["ann", "cy"]],
    ...         "reply_to": pl.Series([None, None], dtype=pl.String),
    ...         "repost_of": [None, "x:1"],
    ...     }
    ... )
    >>> edges(mentions).rows()
    [('ann', 'cy', 1), ('bo', 'ann', 1), ('bo', 'cy', 1)]
    """
    said = (
        begin(mentions, "id", "author", "text", "mentions", "reply_to", "repost_of")
        .filter(~nw.col("author").is_null())
        .with_columns(source=nw.col("author").str.to_lowercase())
    )
    ways = [
        said.select("id", "source", target="mentions").explode("target"),
        _pointed(said, "reply_to"),
        _pointed(said, "repost_of"),
        _headed(said),
    ]
    counted = (
        nw.concat(ways)
        .filter(~nw.col("target").is_null(), nw.col("target") != nw.col("source"))
        .unique()
        .group_by("source", "target")
        .agg(weight=nw.len())
    )
    return finish(counted).sort("weight", "source", "target", descending=[True, False, False])


def _pointed(said: Frame, column: str) -> Frame:
    """Authors of the mentions that this column of ids points to."""
    written = said.select(pointed="id", target="source")
    pointing = said.select("id", "source", pointed=column)
    return pointing.join(written, on="pointed").select("id", "source", "target")


def _headed(said: Frame) -> Frame:
    """Handles after RT @ at the head of a text."""
    head = nw.col("text").str.slice(len(REPOST), LONGEST_HANDLE)
    handle = head.str.replace_all(r"(?s)[^A-Za-z0-9_].*", "").str.to_lowercase()
    reposts = said.filter(nw.col("text").str.starts_with(REPOST))
    return reposts.select("id", "source", target=handle).filter(nw.col("target") != "")


def pagerank(
    edges: pl.DataFrame, *, damping: float = 0.85, tolerance: float = 1e-10
) -> pl.DataFrame:
    """Rank authors by the share of time a reader who follows the links at random spends with them.

    Links are followed in proportion to their weight; from an author who links to nobody, and
    otherwise with probability 1 - damping, the reader goes on to any author at random.

    Arguments:
        edges: source, target and weight (> 0), as `edges` returns them.
        damping: probability of following a link, 0 to 1.
        tolerance: the power iteration ends when a step moves less than this share in all.

    Returns: author, pagerank (shares that add to 1), highest first, then by name.

    Source: Brin and Page, "The anatomy of a large-scale hypertextual Web search engine" (Computer
        Networks 30, 1998); row 24 of the capabilities.

    >>> star = pl.DataFrame({"source": ["ann", "bo"], "target": ["cy", "cy"], "weight": [1, 1]})
    >>> pagerank(star).with_columns(pl.col("pagerank").round(3)).rows()
    [('cy', 0.574), ('ann', 0.213), ('bo', 0.213)]
    """
    authors = pl.concat([edges["source"], edges["target"]]).unique().sort().alias("author")
    if authors.is_empty():
        return pl.DataFrame({"author": authors, "pagerank": pl.Series([], dtype=pl.Float64)})
    shares = _stationary(_transitions(edges, authors), damping, tolerance)
    ranked = pl.DataFrame({"author": authors, "pagerank": shares})
    return ranked.sort("pagerank", "author", descending=[True, False])


def _transitions(edges: pl.DataFrame, authors: pl.Series) -> sparse.csr_array:
    """Probabilities of going from column to row; the column of who links to nobody is zero."""
    places = pl.int_range(authors.len(), dtype=pl.Int32, eager=True)
    ends = edges.select(pl.col("source", "target").replace_strict(authors, places))
    source, target = (ends[end].to_numpy() for end in ("source", "target"))
    weight = edges["weight"].cast(pl.Float64).to_numpy()
    given = np.bincount(source, weight, minlength=authors.len())
    size = (authors.len(), authors.len())
    return sparse.csr_array((weight / given[source], (target, source)), shape=size)


def _stationary(transitions: sparse.csr_array, damping: float, tolerance: float) -> Floats:
    """Power iteration; what is left to distribute covers chance and dangling authors alike."""
    size = transitions.shape[0]
    shares = np.full(size, 1.0 / size)
    for _ in range(MOST_STEPS):
        followed = damping * (transitions @ shares)
        moved = followed + (1.0 - followed.sum()) / size
        step = np.abs(moved - shares).sum()
        shares = moved
        if step < tolerance:
            break
    return shares
