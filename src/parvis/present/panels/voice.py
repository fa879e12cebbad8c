"""The figure of share of voice: each brand's part of what is said of the market."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.quotes import draw

if TYPE_CHECKING:
    from parvis.present.desk import Desk

_EVEN = 0.5  # points under which two shares are called even


def panel(desk: Desk) -> Panel:
    """Return the figure of share of voice, raw and de-duplicated."""
    raw, single = _shares(desk, "raw"), _shares(desk, "deduplicated")
    if len(raw) < 2:
        return unknown(desk, "voice", "share_of_voice", otherwise="voice.one_brand")
    title = _title(desk, raw)
    return Panel(
        anchor="figure-voice",
        name=desk.words("voice.name"),
        title=title,
        subtitle=desk.words("voice.subtitle"),
        drawings=(drawn(desk, partial(bars, _rows(desk, raw, single)), title),),
        table=_table(desk, raw, single),
        how=how(desk, "share_of_voice"),
        quotes=desk.reader.quotes(_quoted(desk)),
        quotes_about=desk.words("voice.quotes"),
        finding=_finding(desk, raw, single),
    )


def _shares(desk: Desk, count: str) -> dict[str, float]:
    """Shares by brand, largest first."""
    shares = {
        str(row.by["brand"]): share
        for row in desk.ledger.table("share_of_voice", "brand", "count")
        if row.by["count"] == count and (share := number_of(row)) is not None
    }
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def _title(desk: Desk, shares: dict[str, float]) -> str:
    (first, most), (second, next_) = list(shares.items())[:2]
    key = "even" if most - next_ < _EVEN else "lead"
    fields = {"first": desk.name(first), "second": desk.name(second)}
    most_text, next_text = desk.tongue.percent(most), desk.tongue.percent(next_)
    return desk.words(f"voice.title.{key}", **fields, share=most_text, next=next_text)


def _finding(desk: Desk, raw: dict[str, float], single: dict[str, float]) -> Finding:
    """The leader, where the own brand stands, and what copies change."""
    first = next(iter(raw))
    sentences = [_title(desk, raw) + "."]
    for brand in desk.story.own:
        if brand in raw and brand != first:
            rank, share = (
                desk.tongue.number(list(raw).index(brand) + 1),
                desk.tongue.percent(raw[brand]),
            )
            sentences.append(
                desk.words("voice.own", brand=desk.name(brand), rank=rank, share=share)
            )
    if single and next(iter(single)) != first:
        leader = next(iter(single))
        share = desk.tongue.percent(single[leader])
        sentences.append(desk.words("voice.copies", brand=desk.name(leader), share=share))
    return Finding(number=desk.tongue.percent(raw[first]), sentence=" ".join(sentences))


def _rows(desk: Desk, raw: dict[str, float], single: dict[str, float]) -> pl.DataFrame:
    def text(brand: str) -> str:
        share = desk.tongue.percent(raw[brand])
        alone = desk.tongue.percent(single.get(brand, raw[brand]))
        return share if alone == share else desk.words("voice.label", share=share, single=alone)

    rows = [
        (desk.name(brand), raw[brand], text(brand), desk.colour(brand), single.get(brand))
        for brand in raw
    ]
    columns = {"name": str, "value": float, "text": str, "colour": str, "tick": float}
    return pl.DataFrame(rows, schema=columns, orient="row")


def _table(desk: Desk, raw: dict[str, float], single: dict[str, float]) -> Table:
    def row(brand: str) -> tuple[str, ...]:
        mentions = desk.ledger.number("mentions.volume", brand=brand)
        shares = (raw[brand], single.get(brand))
        percents = (
            "—" if share is None else desk.tongue.percent(share, digits=1) for share in shares
        )
        return (
            desk.name(brand),
            "—" if mentions is None else desk.tongue.number(mentions),
            *percents,
        )

    heads = ("brand", "mentions", "share", "share_single")
    return Table(
        caption=desk.words("voice.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(row(brand) for brand in raw),
    )


def _quoted(desk: Desk) -> pl.DataFrame:
    first = desk.kept.filter(pl.col("brands").list.len() > 0)
    return draw(first.with_columns(brand=pl.col("brands").list.first()), across="brand")
