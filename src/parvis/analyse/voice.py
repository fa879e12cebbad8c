"""Whose share of the talk: counts and share of voice, raw and de-duplicated, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.clustered import Clusters, count_interval, share_interval, two_ways
from parvis.analyse.reduction import begin_by_brand, finish
from parvis.analyse.voices import voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame

RAW, ONCE = "raw", "deduplicated"
VOICE = {
    "brand": pl.String,
    "count": pl.String,
    "mentions": pl.Int64,
    "mentions_low": pl.Float64,
    "mentions_high": pl.Float64,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
_CONVERSATION: Final = (
    "duplicate_group",
    "repost_of",
    "thread",
    "quote_of",
    "reply_to",
    "id",
)
_WAYS: Final = {
    "authors": ("voice",),
    "conversations": ("conversation",),
    "both": ("voice", "conversation"),
}


def share_of_voice(mentions: IntoFrame) -> pl.DataFrame:
    """Give each brand's mentions and its share of the sum of the brands' mentions.

    Shares add to 100 %: a mention of two brands counts for each. De-duplicated, a group of
    near-duplicates counts once for each brand it names, as said by who said it first.

    The intervals are for what the same talk would give if people had come anew: authors are drawn
    by chance, with all they say, and so are conversations (an original with its copies, reposts and
    answers). They hold nothing of what the queries miss, or of what another week would bring.

    Arguments:
        mentions: the mentions to count, with `id`, `author`, `brands`, `duplicate_group`,
            `repost_of`, `quote_of`, `reply_to` and `thread`.

    Returns: brand, count ("raw", then "deduplicated"), mentions, mentions_low, mentions_high,
        share, low, high (%), most first; no row for a brand of which nothing is said.

    Raises:
        MissingColumnsError: a column is not there.

    Source: rows 27 and 40 of the capabilities; a ratio estimate with clusters, Cochran, "Sampling
        techniques" (3rd ed., 1977, section 9A.2), as `clustered` says.

    >>> posts = {"id": ["x:1", "x:2", "x:3"], "author": ["ann", "bo", "cy"]}
    >>> posts |= {"brands": [["Free"], ["Free"], ["Free", "Orange"]]}
    >>> posts |= {"duplicate_group": ["x:1", "x:1", None]}
    >>> none = dict.fromkeys(("repost_of", "quote_of", "reply_to", "thread"), [None] * 3)
    >>> shares = share_of_voice(
    ...     pl.DataFrame(posts | none, schema_overrides=dict.fromkeys(none, str))
    ... )
    >>> shares.select("brand", "count", "mentions", "share").rows()[:3]
    [('Free', 'raw', 3, 75.0), ('Orange', 'raw', 1, 25.0), ('Free', 'deduplicated', 2, 66.6...)]
    """
    every = _spoken(mentions)
    rows = [
        row for count, said in ((RAW, every), (ONCE, _once(every))) for row in _judged(said, count)
    ]
    return pl.DataFrame(rows, schema=VOICE, orient="row")


def _spoken(mentions: IntoFrame) -> Frame:
    """A row for each brand of a mention: whose voice, in which conversation, of which group."""
    return begin_by_brand(mentions, "author", *_CONVERSATION).select(
        "brand",
        "id",
        voice=voice(),
        conversation=nw.coalesce(*_CONVERSATION),
        one=nw.coalesce("duplicate_group", "id"),
    )


def _once(every: Frame) -> Frame:
    """Each group of near-duplicates once for each brand, said by its first mention's author."""
    first = nw.when(nw.col("id") == nw.col("one")).then(nw.col("voice"))
    groups = every.with_columns(first=first).group_by("brand", "one")
    told = groups.agg(
        first=nw.col("first").min(),
        voice=nw.col("voice").min(),
        conversation=nw.col("conversation").min(),
    )
    return told.with_columns(voice=nw.coalesce("first", "voice"))


def _judged(every: Frame, count: str) -> Iterator[tuple[object, ...]]:
    """A row a brand, most first."""
    apart = finish(every.group_by("brand", "voice", "conversation").agg(said=nw.len()))
    ways = {kind: _ways(apart, keys) for kind, keys in _WAYS.items()}
    brands = ways["authors"].group_by("brand").agg(n=pl.col("said").dot("clusters"))
    for brand in brands.drop_nulls("brand").sort("n", "brand", descending=[True, False])["brand"]:
        yield (brand, count, *bounded({kind: _of(brand, table) for kind, table in ways.items()}))


def _ways(apart: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """How many clusters say so many mentions of a brand, of so many; brand null: of any."""
    said = apart.group_by(*keys, "brand").agg(pl.col("said").sum())
    of = said.group_by(*keys).agg(of=pl.col("said").sum())
    clusters = pl.len().cast(pl.Int64).alias("clusters")
    by_brand = said.join(of, on=list(keys)).group_by("brand", "said", "of").agg(clusters)
    silent = (
        of.group_by("of")
        .agg(clusters)
        .select(
            brand=pl.lit(None, pl.String), said=pl.lit(0, pl.Int64), of="of", clusters="clusters"
        )
    )
    return pl.concat([by_brand.select(silent.columns), silent])


def _of(brand: str, ways: pl.DataFrame) -> Clusters:
    """Ways of speaking of one brand, those who say nothing of it among them."""
    own, every = ways.filter(brand=brand), ways.filter(pl.col("brand").is_null())
    less = own.select(pl.lit(0, pl.Int64).alias("said"), "of", -pl.col("clusters"))
    table = pl.concat([own.drop("brand"), every.drop("brand"), less])
    summed = table.group_by("said", "of").agg(pl.col("clusters").sum()).sort("said", "of")
    return Clusters(*(summed[name].to_numpy().astype(float) for name in ("said", "of", "clusters")))


def bounded(ways: Mapping[str, Clusters]) -> tuple[int, float, float, float, float, float]:
    """Bound a count and a share by clusters of three kinds: authors, conversations, both.

    Returns: count, low, high; share, low, high (%).
    """
    count, share = ways["authors"].total, ways["authors"].share
    said = [one.squares(one.said) for one in ways.values()]
    off = [one.squares(one.moved) for one in ways.values()]
    few, many = count_interval(count, two_ways(*said), _freedom(ways, "said"))
    effective = _effective(ways, two_ways(*off))
    low, high = share_interval(share, effective, _freedom(ways, "moved"))
    return round(count), few, many, 100 * share, 100 * low, 100 * high


def _effective(ways: Mapping[str, Clusters], off: float) -> float:
    """How many independent mentions would tell as much; Kish's where all say the same."""
    authors = ways["authors"]
    if off > 0:
        return authors.share * (1 - authors.share) * authors.whole**2 / off
    return authors.whole**2 / two_ways(*(one.squares(one.of) for one in ways.values()))


def _freedom(ways: Mapping[str, Clusters], brought: str) -> float:
    """Effective clusters of the kind of which there are fewest, less one (Satterthwaite)."""
    return min(_number(ways[kind], brought) for kind in ("authors", "conversations")) - 1.0


def _number(clusters: Clusters, brought: str) -> float:
    """How many clusters of one size would tell as much of what they bring, or of all they say."""
    moved = getattr(clusters, brought)
    told = moved if clusters.squares(moved) > 0 else clusters.of
    return clusters.squares(told) ** 2 / clusters.squares(told, 4)
