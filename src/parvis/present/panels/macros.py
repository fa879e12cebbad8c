"""The figure of macros: the answers that brands repeat, in their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Repeated, Table, how, unknown
from parvis.present.quotes import draw
from parvis.schema import TONALITIES

if TYPE_CHECKING:
    from parvis.present.desk import Desk

_KEYS: Final = ("answers.macros", "answers.macro", "answers.written", "answers.tone")


def panel(desk: Desk) -> Panel:
    """Return the figure of macros, with the words of the most repeated."""
    brands = [
        brand
        for brand in desk.brands
        if desk.ledger.number("answers.macros", brand=brand) is not None
    ]
    if not brands:
        return unknown(desk, "macros", *_KEYS)
    said, key = _said(desk, brands[0])
    return Panel(
        anchor="figure-macros",
        name=desk.words("macros.name"),
        title=desk.words(f"macros.title.{key}", **said),
        subtitle=desk.words("macros.subtitle"),
        table=_table(desk, brands),
        how=how(desk, *_KEYS),
        repeated=_repeated(desk),
        quotes=desk.reader.quotes(_others(desk)),
        quotes_about=desk.words("macros.quotes"),
        finding=Finding(number=said["share"], sentence=desk.words(f"macros.finding.{key}", **said)),
    )


def _said(desk: Desk, brand: str) -> tuple[dict[str, str], str]:
    counts = [count for name, _, count in _groups(desk) if name == brand]
    said = {
        "brand": desk.name(brand),
        "share": desk.tongue.percent(desk.ledger.number("answers.macros", brand=brand) or 0),
        "written": desk.tongue.number(desk.ledger.number("answers.written", brand=brand) or 0),
    }
    most = {"n": desk.tongue.number(max(counts))} if counts else {}
    return said | most, "some" if counts else "few"


def _groups(desk: Desk) -> list[tuple[str, str, float]]:
    """Brand, group and count of the macros."""
    rows = desk.ledger.table("answers.macro", "brand", "rank", "macro")
    return [(str(row.by["brand"]), str(row.by["macro"]), number_of(row) or 0) for row in rows]


def _answers(desk: Desk) -> pl.DataFrame:
    said = desk.story.mentions
    return said.filter(pl.col("own_brand").is_not_null() & pl.col("reply_to").is_not_null())


def _repeated(desk: Desk) -> tuple[Repeated, ...]:
    groups = pl.DataFrame(
        _groups(desk),
        schema={"own_brand": pl.String, "duplicate_group": pl.String, "count": pl.Float64},
        orient="row",
    )
    first = (
        _answers(desk)
        .sort("published_at", nulls_last=True)
        .unique(["own_brand", "duplicate_group"], keep="first", maintain_order=True)
    )
    told = groups.join(first, on=["own_brand", "duplicate_group"], maintain_order="left")
    largest = max(1.0, max(groups["count"].to_list(), default=1.0))
    return tuple(
        Repeated(count=_count(desk, brand, count), part=100 * count / largest, quote=quote)
        for brand, count, quote in zip(
            told["own_brand"], told["count"], desk.reader.quotes(told), strict=True
        )
    )


def _count(desk: Desk, brand: str, count: float) -> str:
    said = desk.words.counted("macros.count", count)
    return desk.words("macros.named", brand=desk.name(brand), count=said)


def _others(desk: Desk) -> pl.DataFrame:
    """Answers that nobody would take for macros."""
    marked = pl.col("is_template").fill_null(value=False) | pl.col("duplicate_group").is_not_null()
    return draw(_answers(desk).filter(~marked), across="own_brand")


def _table(desk: Desk, brands: list[str]) -> Table:
    def cells(brand: str) -> tuple[str, ...]:
        written = desk.ledger.number("answers.written", brand=brand)
        tones = (
            desk.ledger.number("answers.tone", brand=brand, tonality=name) for name in TONALITIES
        )
        shares = (desk.ledger.number("answers.macros", brand=brand), *tones)
        told = ("—" if share is None else desk.tongue.percent(share) for share in shares)
        return (desk.name(brand), desk.tongue.number(written or 0), *told)

    return Table(
        caption=desk.words("macros.caption"),
        heads=tuple(
            desk.words(f"head.{head}") for head in ("brand", "written", "macros", *TONALITIES)
        ),
        rows=tuple(cells(brand) for brand in brands),
    )
