"""All that the figures are drawn from, and what the chapters share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import narwhals.stable.v2 as nw

from parvis.analyse.reduction import begin, count
from parvis.analyse.threads import threads
from parvis.frames import where
from parvis.study.definitions import definer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    import polars as pl
    from narwhals.stable.v2.typing import IntoFrame

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

    mentions: IntoFrame
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
    def kept(self) -> IntoFrame:
        """The mentions that count."""
        return where(self.mentions, nw.col("kept"))

    @property
    def define(self) -> Definer:
        """How a figure of this study is made."""
        return definer(self.language, self.timezone)


def threads_of(read: Read) -> pl.DataFrame:
    """Return the conversations that the public opens with the accounts."""
    return threads(read.mentions, read.accounts) if read.threads is None else read.threads


def talk(mentions: IntoFrame) -> IntoFrame:
    """Return the mentions that count and what the brands say: who speaks to whom."""
    return where(mentions, nw.col("kept") | ~nw.col("own_brand").is_null())


def how_often(frame: IntoFrame, column: str) -> dict[str, int]:
    """Return how often each value stands in a column, most first, nulls left out."""
    told = begin(where(frame, ~nw.col(column).is_null()), column)
    return dict(count(told, column).iter_rows())


def of_brand(mentions: IntoFrame, brand: str) -> IntoFrame:
    """Return the mentions that speak of a brand."""
    return where(mentions, nw.col("brands").list.contains(brand))


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
