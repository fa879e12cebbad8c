"""All that the figures are drawn from, and what the chapters share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import polars as pl

from parvis.analyse.threads import threads
from parvis.study.definitions import definer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from parvis.analyse.talk import Talk
    from parvis.definitions import Definer
    from parvis.figures import Figure, Value
    from parvis.sources import Harvest


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """All that the figures are drawn from.

    Arguments:
        mentions: every mention read, with all marks; `kept` says which are counted.
        harvests: name of each source to what it gave.
        repeated: rows dropped because they repeat another.
        brands: names in the study's order.
        own: names of the brands the study is made for.
        accounts: account, lower case, to brand.
        language, timezone: of the study.
        names: words that only say which brand is meant, lower case.
        tier: which reader read tonality.
        labelled: mentions of which people said what brands they speak of (`named`), marked by the
            queries; None where the study has none.
        network: of who speaks to whom.
        threads: the conversations opened with the accounts; listed when asked for where None.
        presence: the weights of the presence plan.
    """

    mentions: pl.DataFrame
    harvests: Mapping[str, Harvest]
    repeated: int
    brands: Sequence[str]
    accounts: Mapping[str, str]
    language: str
    timezone: str
    network: Talk
    own: Sequence[str] = ()
    names: frozenset[str] = frozenset()
    tier: Literal["fast", "fine"] = "fast"
    labelled: pl.DataFrame | None = None
    threads: pl.DataFrame | None = None
    presence: Mapping[str, float] = field(default_factory=dict)

    @property
    def kept(self) -> pl.DataFrame:
        """The mentions that count."""
        return self.mentions.filter("kept")

    @property
    def define(self) -> Definer:
        """How a figure of this study is made."""
        return definer(self.language, self.timezone)


def threads_of(read: Read) -> pl.DataFrame:
    """Return the conversations that the public opens with the accounts."""
    return threads(read.mentions, read.accounts) if read.threads is None else read.threads


def talk(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions that count and what the brands say: who speaks to whom."""
    return mentions.filter(pl.col("kept") | pl.col("own_brand").is_not_null())


def how_often(frame: pl.DataFrame, column: str) -> dict[str, int]:
    """Return how often each value stands in a column, most first, nulls left out."""
    counted = frame[column].drop_nulls().value_counts(sort=True)
    return dict(counted.iter_rows())


def iso(moment: dt.datetime | None) -> str | None:
    """Return a moment as summary.json writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def or_why(
    define: Definer,
    key: str,
    value: Value,
    why: str,
    *,
    by: Mapping[str, str | int] | None = None,
) -> Figure:
    """Return the figure, with the reason where its value is unknown."""
    return define(key, value, by=by, why=why if value is None else None)
