"""What is no person among equals: sites that are linked to, accounts that post together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.hubs.popular import popularity, ranked
from parvis.analyse.network import Graph, is_site, pagerank, together
from parvis.analyse.reduction import begin, finish

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame


def sites(ties: pl.DataFrame, *, top: int = 20) -> pl.DataFrame:
    """List the sites to which the talk leads, by PageRank on the network of people and links.

    A site that a hub links to counts for more than one that nobodies link to.

    Arguments:
        ties: as `network.ties` returns them, links among them.
        top: how many to list.

    Returns: rank (from 1), site (host), pagerank (share among the sites, which adds to 1),
        popularity (distinct authors who link to it).

    Source: Brin and Page 1998, as in `network.pagerank`; row 24 of the capabilities.

    >>> from parvis.analyse.network import ties
    >>> links = [["https://lemonde.fr/a", "https://www.lemonde.fr/b"], ["https://blog.example"]]
    >>> said = pl.DataFrame({"id": ["x:1", "x:2"], "author": ["ann", "bo"], "links": links})
    >>> sites(ties(said, kinds=["link"])).select("rank", "site", "popularity").rows()
    [(1, 'blog.example', 1), (2, 'lemonde.fr', 1)]
    """
    edges = together(ties)
    graph = Graph.of(edges)
    measured = graph.table(pagerank=pagerank(graph)).filter(is_site("author"))
    share = pl.col("pagerank") / pl.col("pagerank").sum()
    counted = measured.with_columns(share).join(popularity(edges), on="author")
    best = counted.sort("pagerank", "author", descending=[True, False]).head(top)
    return (
        ranked(best)
        .select("rank", "pagerank", "popularity", site=pl.col("author").str.slice(2))
        .select("rank", "site", "pagerank", "popularity")
    )


def coordinated(mentions: IntoFrame) -> pl.DataFrame:
    """List the accounts that post together (`coordinated_group`), which are no hubs of their own.

    Arguments:
        mentions: with `author` and `coordinated_group`.

    Returns: author (lower case), mentions (posted with others); most first, then by name.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 12 of the capabilities.

    >>> said = pl.DataFrame({"author": ["Ann", "bo"], "coordinated_group": ["x:1", None]})
    >>> coordinated(said).rows()
    [('ann', 1)]
    """
    marked = begin(mentions, "author", "coordinated_group").filter(
        ~nw.col("coordinated_group").is_null(), ~nw.col("author").is_null()
    )
    named = marked.with_columns(author=nw.col("author").str.to_lowercase())
    counted = finish(named.group_by("author").agg(mentions=nw.len()))
    return counted.sort("mentions", "author", descending=[True, False])
