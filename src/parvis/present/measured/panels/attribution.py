"""The figure of attribution: what five models credit to each channel, side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.beside import beside
from parvis.present.measured.credited import MODELS, NONE, credited, disputed
from parvis.present.measured.totals import totals
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.measured.credited import Credited
    from parvis.present.measured.desk import MeasureDesk
from parvis.present.panels.panel import Drawing

_DRAWN: Final = 8
_LISTED: Final = 40
_KEYS: Final = (
    "attribution.credit",
    "attribution.sales",
    "attribution.orders",
    "attribution.coded",
    "attribution.error",
)
ANCHOR: Final = "figure-attribution"


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield what models credit to channels; nothing where no orders were given."""
    channels = credited(desk)
    if not channels:
        return
    title = title_of(desk, channels)
    sales = desk.money(desk.ledger.number("attribution.sales") or 0.0)
    yield Panel(
        anchor=ANCHOR,
        name=desk.words("attribution.name"),
        title=title,
        subtitle=desk.words("attribution.subtitle", sales=sales),
        drawings=tuple(_drawings(desk, channels)),
        note=_note(desk),
        table=_table(desk, channels),
        how=how(desk, *_KEYS),
        finding=Finding(number=sales, sentence=f"{title}."),
    )


def title_of(desk: MeasureDesk, channels: Sequence[Credited]) -> str:
    """Say over which channel the models part most, or that they agree."""
    met = [row for row in channels if row.channel != NONE]
    if not met:
        return desk.words("attribution.title.alone")
    row = disputed(desk)
    if row is None:
        return desk.words("attribution.title.agree", channel=met[0].name(desk))
    ends = {"least": desk.money(row.least), "most": desk.money(row.most)}
    return desk.words("attribution.title.part", channel=row.name(desk), **ends)


def _note(desk: MeasureDesk) -> str:
    """How many orders a code explained, and how far each model can go wrong."""
    coded = desk.ledger.number("attribution.coded") or 0
    errors = [
        desk.words(
            "attribution.off",
            model=desk.words(f"attribution.model.{model}"),
            share=desk.percent(off),
        )
        for model in MODELS
        if (off := desk.ledger.number("attribution.error", model=model)) is not None
    ]
    said = [desk.words("attribution.note"), desk.words("attribution.next"), *totals(desk)]
    if errors:
        said.append(desk.words("attribution.errors", errors=desk.tongue.listing(errors)))
    if coded:
        said.append(desk.words.counted("attribution.coded", coded))
    return " ".join(said)


def _drawings(desk: MeasureDesk, channels: Sequence[Credited]) -> Iterator[Drawing]:
    """A column for each model; sales without a contact, which all tell alike, come last."""
    sales = desk.ledger.number("attribution.sales") or 0.0
    met = [row for row in channels if row.channel != NONE]
    shown = [*met[:_DRAWN], *(row for row in channels if row.channel == NONE)]
    if not met or not sales:
        return
    rows = [
        {
            "name": row.name(desk),
            "way": model,
            "value": 100 * credit / sales,
            "text": desk.percent(round(100 * credit / sales)),
            "colour": LIGHT["neutral" if row.channel == NONE else "brand-1"],
        }
        for row in shown
        for model, credit in zip(MODELS, row.credits, strict=True)
    ]
    words = desk.tongue.listing([_in_words(desk, row, sales) for row in shown])
    yield drawn(desk, partial(_chart, desk, pl.DataFrame(rows)), words)


def _chart(desk: MeasureDesk, rows: pl.DataFrame, canvas: Canvas) -> LayerChart:
    """A column for each model, its name shortened where there is little room."""
    head = "short" if canvas.is_narrow else "head"
    ways = {model: desk.words(f"attribution.{head}.{model}") for model in MODELS}
    return beside(rows, canvas, ways=ways)


def _in_words(desk: MeasureDesk, row: Credited, sales: float) -> str:
    """One row of the picture, for who does not see it."""
    ends = [desk.percent(round(100 * end / sales)) for end in (row.least, row.most)]
    if ends[0] == ends[1]:
        return desk.words("attribution.says.same", channel=row.name(desk), share=ends[0])
    return desk.words(
        "attribution.says.between", channel=row.name(desk), least=ends[0], most=ends[1]
    )


def _table(desk: MeasureDesk, channels: Sequence[Credited]) -> Table:
    caption = "attribution.caption" if len(channels) <= _LISTED else "attribution.caption_first"
    heads = [desk.words(f"attribution.head.{model}") for model in MODELS]
    return Table(
        caption=desk.words(caption, n=desk.tongue.number(_LISTED)),
        heads=(desk.words("head.channel"), desk.words("head.orders"), *heads),
        rows=(*(_row(desk, row) for row in channels[:_LISTED]), _sum(desk, channels)),
    )


def _row(desk: MeasureDesk, row: Credited) -> tuple[str, ...]:
    orders = desk.ledger.number("attribution.orders", channel=row.channel) or 0
    amounts = (desk.cents(credit) for credit in row.credits)
    return (row.name(desk), desk.tongue.number(orders), *amounts)


def _sum(desk: MeasureDesk, channels: Sequence[Credited]) -> tuple[str, ...]:
    """The last line: each model adds up to all sales."""
    sums = (
        desk.cents(sum(column)) for column in zip(*(row.credits for row in channels), strict=True)
    )
    orders = desk.tongue.number(desk.ledger.number("attribution.orders") or 0)
    return (desk.words("attribution.all"), orders, *sums)
