"""The figure of share of voice: each brand's part of what is said of the market."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.panels.queries import beware, breadths, equal_or_not
from parvis.present.quotes import draw

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.desk import Desk

_EVEN: Final = 0.5  # points under which two shares are called even
_NOTHING: Final = "—"
_KEYS: Final = (
    *("share_of_voice", "voice.mentions", "voice.breadth", "voice.sample.mentions"),
    *("voice.sample.precision", "voice.sample.recall", "voice.ratio", "voice.unequal"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Shares of voice by brand, largest first, with their intervals where they have one."""

    figures: dict[str, Figure]

    @classmethod
    def of(cls, desk: Desk, count: str) -> Shares:
        """Look them up, raw or deduplicated."""
        rows = desk.ledger.table("share_of_voice", "brand", "count")
        known = [row for row in rows if row.by["count"] == count and number_of(row) is not None]
        ordered = sorted(known, key=lambda row: -(number_of(row) or 0.0))
        return cls(figures={str(row.by["brand"]): row for row in ordered})

    def __getitem__(self, brand: str) -> float:
        return number_of(self.figures[brand]) or 0.0

    @property
    def brands(self) -> list[str]:
        """The brands, most spoken of first."""
        return list(self.figures)

    def is_close(self) -> bool:
        """Whether chance may have put the first before the second."""
        first, second = (self.figures[brand] for brand in self.brands[:2])
        return None not in (first.low, second.high) and (first.low or 0) < (second.high or 0)


def panel(desk: Desk) -> Panel:
    """Return the figure of share of voice, raw and de-duplicated."""
    raw, single = Shares.of(desk, "raw"), Shares.of(desk, "deduplicated")
    if len(raw.brands) < 2:
        return unknown(desk, "voice", "share_of_voice", otherwise="voice.one_brand")
    title = _title(desk, raw)
    return Panel(
        anchor="figure-voice",
        name=desk.words("voice.name"),
        title=title,
        subtitle=_subtitle(desk, raw, single),
        drawings=(drawn(desk, partial(bars, _rows(desk, raw, single)), title),),
        note=equal_or_not(desk),
        table=_table(desk, raw, single),
        how=how(desk, *_KEYS),
        quotes=desk.reader.quotes(_quoted(desk)),
        quotes_about=desk.words("voice.quotes"),
        finding=_finding(desk, raw, single),
    )


def _title(desk: Desk, shares: Shares) -> str:
    first, second = shares.brands[:2]
    gap = shares[first] - shares[second]
    key = "even" if gap < _EVEN else "close" if shares.is_close() else "lead"
    fields = {"first": desk.name(first), "second": desk.name(second)}
    most, next_ = (desk.tongue.percent(shares[brand]) for brand in (first, second))
    return desk.words(f"voice.title.{key}", **fields, share=most, next=next_)


def _subtitle(desk: Desk, raw: Shares, single: Shares) -> str:
    """What is drawn: the shares, and those of the marks that are there."""
    has_bounds = any(figure.low is not None for figure in raw.figures.values())
    keys = [
        "subtitle",
        *(["reading"] if has_bounds else []),
        *(["single"] if single.brands else []),
    ]
    return " ".join(desk.words(f"voice.{key}") for key in keys)


def _finding(desk: Desk, raw: Shares, single: Shares) -> Finding:
    """The leader, where the own brand stands, what copies change, and what the queries do."""
    first = raw.brands[0]
    sentences = [_title(desk, raw) + "."]
    for brand in desk.story.own:
        if brand in raw.brands and brand != first:
            rank, share = raw.brands.index(brand) + 1, desk.tongue.percent(raw[brand])
            said = {"brand": desk.name(brand), "rank": desk.tongue.number(rank)}
            sentences.append(desk.words("voice.own", **said, share=share))
    if single.brands and single.brands[0] != first:
        leader = single.brands[0]
        share = desk.tongue.percent(single[leader])
        sentences.append(desk.words("voice.copies", brand=desk.name(leader), share=share))
    sentences += beware(desk, first)
    return Finding(number=desk.tongue.percent(raw[first]), sentence=" ".join(sentences))


def _rows(desk: Desk, raw: Shares, single: Shares) -> pl.DataFrame:
    def row(brand: str) -> tuple[object, ...]:
        figure, alone = raw.figures[brand], single.figures.get(brand)
        tick = number_of(alone) if alone else None
        share = desk.tongue.percent(raw[brand])
        once = desk.tongue.percent(raw[brand] if tick is None else tick)
        text = share if once == share else desk.words("voice.label", share=share, single=once)
        name, colour = desk.name(brand), desk.colour(brand)
        return name, raw[brand], text, colour, tick, figure.low, figure.high

    columns = {"name": str, "value": float, "text": str, "colour": str, "tick": float}
    columns |= {"low": float, "high": float}
    return pl.DataFrame([row(brand) for brand in raw.brands], schema=columns, orient="row")


def _table(desk: Desk, raw: Shares, single: Shares) -> Table:
    """Counts and shares of each brand, both ways, each with its interval; breadths where known."""
    heads = ["brand", "mentions", "mentions_between", "share", "between", "share_single", "between"]
    broad = breadths(desk)
    heads += ["breadth", "between"] if broad else []

    def row(brand: str) -> tuple[str, ...]:
        mentions = desk.ledger.find("voice.mentions", brand=brand, count="raw")
        cells = [*_count(desk, mentions), *_share(desk, raw.figures[brand])]
        cells += _share(desk, single.figures.get(brand))
        return (desk.name(brand), *cells, *(_share(desk, broad.get(brand)) if broad else ()))

    return Table(
        caption=desk.words("voice.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(row(brand) for brand in raw.brands),
    )


def _count(desk: Desk, figure: Figure | None) -> tuple[str, str]:
    """A count and its interval."""
    value = number_of(figure) if figure else None
    if figure is None or value is None:
        return _NOTHING, _NOTHING
    return desk.tongue.number(value), desk.tongue.bounds(figure.low, figure.high) or _NOTHING


def _share(desk: Desk, figure: Figure | None) -> tuple[str, str]:
    """A percentage and its interval."""
    value = number_of(figure) if figure else None
    if figure is None or value is None:
        return _NOTHING, _NOTHING
    if figure.low is None or figure.high is None:
        return desk.tongue.percent(value, digits=1), _NOTHING
    return desk.tongue.percent(value, digits=1), desk.tongue.interval(figure.low, figure.high)


def _quoted(desk: Desk) -> pl.DataFrame:
    first = desk.kept.filter(pl.col("brands").list.len() > 0)
    return draw(first.with_columns(brand=pl.col("brands").list.first()), across="brand")
