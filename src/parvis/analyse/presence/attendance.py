"""Who speaks where: the public by site, by community, and by the sites it links to."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.hosts import host
from parvis.analyse.network import is_site
from parvis.analyse.reduction import begin, finish
from parvis.analyse.voices import voice

if TYPE_CHECKING:
    from collections.abc import Collection

    from narwhals.stable.v2.typing import IntoFrame

LEAST: Final = 10
"""People under which a place is none: too few to go for, and to name."""

WHOLE: Final = 0.95
"""Share of all people from which a place is the whole talk, and no choice among places."""

MOST: Final = 12
"""Places of each kind that are weighed, those of most people."""


def attendance(mentions: IntoFrame, own: Collection[str]) -> pl.DataFrame:
    """Count what each voice of the public says on each site, and in what tone of the own brands.

    Arguments:
        mentions: those that count, with `id`, `author`, `url`, `medium`, `brands`, `own_brand` and
            `tonality`; what the brands say is left out.
        own: names of the brands the study is made for.

    Returns: voice, site (the host of its address, or the medium where it has none), mentions, read
        (of the own brands, with a tonality), negative.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 27 of the capabilities.

    >>> from parvis.schema import columns_of
    >>> said = {"id": "x:1", "author": "Ann", "url": "https://forum.example/1"}
    >>> said |= {"brands": ["Free"], "tonality": "negative"}
    >>> attendance(pl.DataFrame([said], schema=columns_of()), ["Free"]).rows()
    [('ann', 'forum.example', 1, 1, 1)]
    """
    columns = ("id", "author", "url", "medium", "brands", "own_brand", "tonality")
    said = begin(mentions, *columns).filter(nw.col("own_brand").is_null())
    placed = said.with_columns(
        voice=voice(), site=nw.coalesce(host("url"), nw.col("medium"), nw.lit("unknown"))
    )
    named = (nw.col("brands").list.contains(brand) for brand in own)
    is_own = reduce(or_, named, nw.lit(value=False)).fill_null(value=False)
    is_read = is_own & ~nw.col("tonality").is_null()
    is_negative = is_read & (nw.col("tonality") == "negative").fill_null(value=False)
    counted = (
        placed.with_columns(read=is_read.cast(nw.Int64), negative=is_negative.cast(nw.Int64))
        .group_by("voice", "site")
        .agg(nw.col("read", "negative").sum(), mentions=nw.len())
    )
    order = ("voice", "site", "mentions", "read", "negative")
    return finish(counted).select(order).sort("voice", "site")


def attended(
    said: pl.DataFrame,
    communities: pl.DataFrame,
    ties: pl.DataFrame,
    *,
    least: int = LEAST,
    most: int = MOST,
) -> pl.DataFrame:
    """List who is in which place: on a site, in a community, among those who link to a site.

    A place of nearly everybody is left out: it is the whole talk, and no choice.

    Arguments:
        said: what `attendance` returned.
        communities: author (lower case) and community, with a name in `place`.
        ties: as `network.ties` returns them, links among them.
        least: people under which a place is left out.
        most: places of each kind to keep, those of most people.

    Returns: kind (site, community, link), place, voice, read, negative.

    >>> held = {"voice": ["ann", "bo"], "site": ["a.example", "b.example"]}
    >>> said = pl.DataFrame(held | {"read": [2, 0], "negative": [1, 0]})
    >>> nowhere = pl.DataFrame(schema={"author": pl.String, "place": pl.String})
    >>> ties = pl.DataFrame(schema={name: pl.String for name in ("source", "target", "kind")})
    >>> attended(said, nowhere, ties, least=1).row(0)
    ('site', 'a.example', 'ann', 2, 1)
    """
    everywhere = said.group_by("voice").agg(pl.col("read", "negative").sum())
    links = ties.filter(is_site("target")).select(
        voice="source", place=pl.col("target").str.slice(2)
    )
    parts = {
        "site": said.select("voice", "read", "negative", place="site"),
        "community": communities.select("place", voice="author").join(everywhere, on="voice"),
        "link": links.unique().join(everywhere, on="voice"),
    }
    columns = ("kind", "place", "voice", "read", "negative")
    tables = [part.with_columns(kind=pl.lit(kind)).select(columns) for kind, part in parts.items()]
    together = pl.concat(tables, how="vertical_relaxed")
    return (
        together.join(_largest(together, everywhere.height, least, most), on=["kind", "place"])
        .select(columns)
        .sort(columns[:3])
    )


def _largest(together: pl.DataFrame, everybody: int, least: int, most: int) -> pl.DataFrame:
    counted = together.group_by("kind", "place").agg(people=pl.col("voice").n_unique())
    ordered = counted.filter(pl.col("people").is_between(least, WHOLE * everybody)).sort(
        "kind", "people", "place", descending=[False, True, False]
    )
    return ordered.filter(pl.int_range(pl.len()).over("kind") < most).select("kind", "place")
