"""The figure of tonality: how much of each brand's mentions is read as negative and positive."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from parvis.present.charts.tonality import diverging
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.quotes import TEN, draw
from parvis.present.theme import TONALITY

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.desk import Desk

    Shares = dict[str, dict[str, Figure]]

_SIDES = ("negative", "positive")


def panel(desk: Desk) -> Panel:
    """Return the figure of tonality by brand, with its intervals."""
    shares = _shares(desk)
    if not shares:
        return unknown(desk, "tone", "tonality.share")
    brand = next((own for own in desk.story.own if own in shares), next(iter(shares)))
    apart = _apart(shares, brand)
    title = _title(desk, shares, brand, apart)
    return Panel(
        anchor="figure-tone",
        name=desk.words("tone.name"),
        title=title,
        subtitle=desk.words("tone.subtitle"),
        drawings=(drawn(desk, partial(diverging, _rows(desk, shares), heads=_heads(desk)), title),),
        table=_table(desk, shares),
        how=how(desk, "tonality.share", "tonality.unsure"),
        quotes=desk.reader.quotes(_quoted(desk, brand)),
        quotes_about=desk.words("tone.quotes", brand=desk.name(brand)),
        finding=_finding(desk, shares, brand, apart),
    )


def _shares(desk: Desk) -> Shares:
    """The three shares of each brand that has them all."""
    found: Shares = {
        brand: {
            tonality: figure
            for tonality in TONALITY
            if (figure := desk.ledger.find("tonality.share", brand=brand, tonality=tonality))
            and number_of(figure) is not None
        }
        for brand in desk.brands
    }
    return {brand: shares for brand, shares in found.items() if len(shares) == len(TONALITY)}


def _bounds(figure: Figure) -> tuple[float, float]:
    """The interval; the value itself where there is none."""
    value = number_of(figure) or 0.0
    low = value if figure.low is None else figure.low
    return low, value if figure.high is None else figure.high


def _apart(shares: Shares, brand: str) -> dict[str, list[str]]:
    """The other brands, by whether the brand's negative interval lies clear of theirs."""
    low, high = _bounds(shares[brand]["negative"])
    apart: dict[str, list[str]] = {"more": [], "less": [], "close": []}
    for other in shares:
        if other != brand:
            other_low, other_high = _bounds(shares[other]["negative"])
            key = "more" if low > other_high else "less" if high < other_low else "close"
            apart[key].append(other)
    return apart


def _said(desk: Desk, figure: Figure) -> dict[str, str]:
    """A share as read, its interval, and the two bounds, rounded to what the interval allows."""
    low, high = _bounds(figure)
    return {
        "share": desk.tongue.estimate(number_of(figure) or 0.0, low, high),
        "range": desk.tongue.interval(low, high),
        "low": desk.tongue.estimate(low, low, high),
        "high": desk.tongue.estimate(high, low, high),
    }


def _title(desk: Desk, shares: Shares, brand: str, apart: dict[str, list[str]]) -> str:
    """Say it in one sentence where all comparisons point one way; else say the share alone."""
    ways = [key for key, others in apart.items() if others]
    key = ways[0] if len(ways) == 1 else "alone"
    said = _said(desk, shares[brand]["negative"]) | {"others": desk.names(apart.get(key, []))}
    return desk.words(f"tone.title.{key}", brand=desk.name(brand), **said)


def _finding(desk: Desk, shares: Shares, brand: str, apart: dict[str, list[str]]) -> Finding:
    said = _said(desk, shares[brand]["negative"])
    sentences = [desk.words("tone.finding.share", brand=desk.name(brand), **said)]
    sentences += [
        desk.words(f"tone.finding.{key}", others=desk.names(others))
        for key, others in apart.items()
        if others
    ]
    return Finding(number=said["range"], sentence=" ".join(sentences))


def _heads(desk: Desk) -> tuple[str, str]:
    negative, positive = (desk.words.name("tonality", side) for side in _SIDES)
    return negative, positive


def _rows(desk: Desk, shares: Shares) -> pl.DataFrame:
    return pl.DataFrame([_row(desk, brand, three) for brand, three in shares.items()])


def _row(desk: Desk, brand: str, three: dict[str, Figure]) -> dict[str, float | str]:
    row: dict[str, float | str] = {"name": desk.name(brand)}
    for tonality, figure in three.items():
        low, high = _bounds(figure)
        row |= {tonality: number_of(figure) or 0.0}
        row |= {f"{tonality}_low": low, f"{tonality}_high": high}
        row[f"{tonality}_text"] = desk.words(f"tone.label.{tonality}", **_said(desk, figure))
    return row


def _table(desk: Desk, shares: Shares) -> Table:
    def cells(brand: str) -> tuple[str, ...]:
        unsure = desk.ledger.number("tonality.unsure", brand=brand)
        said = (_said(desk, figure) for figure in shares[brand].values())
        return (
            desk.name(brand),
            *(desk.words("tone.cell", **one) for one in said),
            "—" if unsure is None else desk.tongue.percent(unsure),
        )

    heads = [desk.words.name("tonality", tonality) for tonality in TONALITY]
    return Table(
        caption=desk.words("tone.caption"),
        heads=(desk.words("head.brand"), *heads, desk.words("head.unsure")),
        rows=tuple(cells(brand) for brand in shares),
    )


def _quoted(desk: Desk, brand: str) -> pl.DataFrame:
    """The brand's mentions, the negative towards it and the positive taking turns."""
    entry = pl.col("towards").struct
    named = desk.kept.filter(pl.col("brands").list.contains(brand)).explode("towards")
    read = {"tonality": entry.field("tonality"), "tonality_p": entry.field("p")}
    said = named.filter(entry.field("brand").fill_null(brand) == brand).with_columns(
        pl.coalesce(towards, name).alias(name) for name, towards in read.items()
    )
    return draw(said.filter(pl.col("tonality").is_in(_SIDES)), TEN, across="tonality")
