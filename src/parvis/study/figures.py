"""From the counted mentions to figures: what analyse returns, defined and opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from parvis.analyse import answers, duplicates, hubs, matrix, network, tonality, voice, volume
from parvis.enrich import confusion
from parvis.study.definitions import Definer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from parvis.figures import Figure, Value
    from parvis.sources import Harvest

ANSWER_KEYS = {
    "answers.customer_posts": "customer_posts",
    "answers.answered": "answered",
    "answers.first_minutes.median": "median",
    "answers.first_minutes.p75": "p75",
    "answers.first_minutes.p90": "p90",
    "answers.within_24h": "within_24h",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """All that the figures are drawn from.

    Arguments:
        mentions: every mention read, with all marks; `kept` says which are counted.
        harvests: name of each source to what it gave.
        repeated: rows dropped because they repeat another.
        brands: names in the study's order.
        accounts: account, lower case, to brand.
        language, timezone: of the study.
    """

    mentions: pl.DataFrame
    harvests: Mapping[str, Harvest]
    repeated: int
    brands: Sequence[str]
    accounts: Mapping[str, str]
    language: str
    timezone: str

    @property
    def kept(self) -> pl.DataFrame:
        """The mentions that count."""
        return self.mentions.filter("kept")

    @property
    def define(self) -> Definer:
        """How a figure of this study is made."""
        return Definer(language=self.language, timezone=self.timezone)


def figures_of(read: Read) -> Iterator[Figure]:
    """Yield every figure of a study, in the order of docs/reference/summary.md."""
    for group in (
        rows,
        mentions,
        volumes,
        share_of_voice,
        tonalities,
        answer_times,
        near_duplicates,
        hubs_of_talk,
        matrix_of_talk,
    ):
        yield from group(read)


def rows(read: Read) -> Iterator[Figure]:
    """Yield what the files gave: rows read and rejected, in all and by file."""
    read_by = {name: harvest.rows_read for name, harvest in read.harvests.items()}
    rejected_by = {name: len(harvest.rejected) for name, harvest in read.harvests.items()}
    for key, counts in (("rows.read", read_by), ("rows.rejected", rejected_by)):
        yield read.define(key, sum(counts.values()))
        for name, count in counts.items():
            yield read.define(key, count, by={"source": name})


def mentions(read: Read) -> Iterator[Figure]:
    """Yield how many mentions count, which do not and why, who wrote them and when."""
    define, all_, kept = read.define, read.mentions, read.kept
    yield define("mentions.kept", kept.height)
    reasons = {"repeated": read.repeated, **_counts(all_, "filter_reason")}
    for reason, count in reasons.items():
        yield define("mentions.filtered", count, by={"reason": reason})
    own = _counts(all_, "own_brand")
    for brand in read.brands:
        yield define("mentions.own", own.get(brand, 0), by={"brand": brand})
    yield define("mentions.edits", kept["edit_of"].count())
    yield define("mentions.undated", kept["published_at"].null_count())
    yield define("mentions.rehashed", int(all_["id"].str.contains(":sha-", literal=True).sum()))
    extent = volume.extent(kept).row(0, named=True)
    yield _or_why(
        define, "mentions.authors", extent["authors"], "no author" if kept.height else "no mention"
    )
    yield _or_why(
        define, "mentions.first", _iso(extent["first"]), "no date" if kept.height else "no mention"
    )
    yield _or_why(
        define, "mentions.last", _iso(extent["last"]), "no date" if kept.height else "no mention"
    )


def volumes(read: Read) -> Iterator[Figure]:
    """Yield the volume by day, brand, language, medium, and brand and day."""
    define, kept = read.define, read.kept
    for row in volume.by_day(kept, timezone=read.timezone).iter_rows(named=True):
        yield define("mentions.volume", row["mentions"], by={"day": str(row["day"])})
    by_brand = dict(volume.by_brand(kept).select("brand", "mentions").iter_rows())
    for brand in read.brands:
        yield define("mentions.volume", by_brand.get(brand, 0), by={"brand": brand})
    for column in ("language", "medium"):
        for name, count in volume.by_column(kept, column).select(column, "mentions").iter_rows():
            yield define("mentions.volume", count, by={column: name})
    for row in volume.by_brand_and_day(kept, timezone=read.timezone).iter_rows(named=True):
        by = {"brand": row["brand"], "day": str(row["day"])}
        yield define("mentions.volume", row["mentions"], by=by)


def share_of_voice(read: Read) -> Iterator[Figure]:
    """Yield each brand's share of voice, raw and de-duplicated."""
    shares = {row["brand"]: row for row in voice.share_of_voice(read.kept).iter_rows(named=True)}
    for count, column in (("raw", "share"), ("deduplicated", "deduplicated_share")):
        for brand in read.brands:
            value = shares[brand][column] if brand in shares else 0.0 if shares else None
            by = {"brand": brand, "count": count}
            yield _or_why(read.define, "share_of_voice", value, "no mention", by=by)


def tonalities(read: Read) -> Iterator[Figure]:
    """Yield each brand's tonality shares with their intervals, and how much is unsure."""
    counts = tonality.tonality_counts(read.kept)
    errors = {name: confusion(name).astype(float) for name in counts["language"].unique()}
    for row in tonality.tonality_shares(counts, errors).iter_rows(named=True):
        yield read.define(
            "tonality.share",
            row["share"],
            by={"brand": row["brand"], "tonality": row["tonality"]},
            interval=(row["low"], row["high"]),
        )
    unsure = read.kept.explode("brands").drop_nulls("brands")
    for brand, share in (
        unsure.group_by("brands", maintain_order=True)
        .agg(100.0 * pl.col("is_unsure").fill_null(value=False).sum() / pl.len())
        .iter_rows()
    ):
        yield read.define("tonality.unsure", share, by={"brand": brand})


def answer_times(read: Read) -> Iterator[Figure]:
    """Yield how often and how fast brands and their accounts answer, or why it cannot be known."""
    pairs = answers.pair_answers(read.mentions, read.accounts)
    for brand in read.brands:
        own = {account: owner for account, owner in read.accounts.items() if owner == brand}
        yield from _answering(read, pairs, own, {"brand": brand})
        for account in own if len(own) > 1 else ():
            dimensions = {"brand": brand, "account": account}
            yield from _answering(read, pairs, {account: brand}, dimensions)


def _answering(
    read: Read, pairs: pl.DataFrame, own: Mapping[str, str], by: Mapping[str, str]
) -> Iterator[Figure]:
    """Yield the answers of some accounts of one brand."""
    why_not = answers.can_pair(read.mentions, own)
    theirs = pairs.filter(pl.col("account").is_in(list(own)))
    times = answers.answer_times(theirs, by=("brand",)).rows(named=True)
    known = times[0] if times else {"customer_posts": 0, "answered": 0}
    row = {} if why_not else known
    for key, column in ANSWER_KEYS.items():
        yield _or_why(read.define, key, row.get(column), why_not or "no answer", by=by)


def near_duplicates(read: Read) -> Iterator[Figure]:
    """Yield how many groups of near-duplicates there are, how many mentions, and the largest."""
    groups = duplicates.duplicate_groups(read.kept)
    yield read.define("duplicates.groups", groups.height)
    yield read.define("duplicates.mentions", int(groups["mentions"].sum()))
    yield read.define("duplicates.largest", int(groups["mentions"].head(1).sum()))


def talk(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions that count and what the brands say: who speaks to whom."""
    return mentions.filter(pl.col("kept") | pl.col("own_brand").is_not_null())


def hubs_of_talk(read: Read) -> Iterator[Figure]:
    """Yield the twenty first hubs by PageRank, and the twenty first by popularity."""
    edges = network.edges(talk(read.mentions))
    for row in hubs.hubs(edges, top=20).iter_rows(named=True):
        by = {"rank": row["rank"], "author": row["author"]}
        yield read.define("hubs.pagerank", row["pagerank"], by=by)
    for row in hubs.popular(edges, top=20).iter_rows(named=True):
        by = {"rank": row["rank"], "author": row["author"]}
        yield read.define("hubs.popularity", row["popularity"], by=by)


def matrix_of_talk(read: Read) -> Iterator[Figure]:
    """Yield the matrix by medium, tonality and interaction, cells with mentions only."""
    for row in matrix.matrix(read.kept).iter_rows(named=True):
        value = row.pop("mentions")
        yield read.define("matrix", value, by=row)


def _counts(frame: pl.DataFrame, column: str) -> dict[str, int]:
    """How often each value stands in a column, most first, nulls left out."""
    counted = frame[column].drop_nulls().value_counts(sort=True)
    return dict(counted.iter_rows())


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _or_why(
    define: Definer,
    key: str,
    value: Value,
    why: str,
    *,
    by: Mapping[str, str | int] | None = None,
) -> Figure:
    """Make the figure, with the reason where its value is unknown."""
    return define(key, value, by=by, why=why if value is None else None)
