"""The figure of retention: engaged and other customers, like with like, and counted carelessly."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.courses import courses
from parvis.present.ledger import number_of
from parvis.present.measured.effects import signed
from parvis.present.measured.panels.chance import chance
from parvis.present.measured.panels.days import levels
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from altair import LayerChart

    from parvis.figures import Figure
    from parvis.present.charts.canvas import Canvas
    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.panels.panel import Drawing

ANCHOR: Final = "figure-retention"
WAYS: Final = ("matched", "landmarked", "ever")
_DRAWN: Final = ("matched", "ever")  # the honest way, then the flattering one
_GROUPS: Final = {"engaged": "brand-1", "others": "muted"}
_KEYS: Final = ("retention.difference", "retention.stays", "retention.p", "retention.customers")


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield who stays, engaged and not; nothing where no customers were given."""
    gap = matched(desk)
    if gap is None:
        return
    if not desk.ledger.find("retention.horizon"):
        yield unknown(desk, "retention", *_KEYS)
        return
    title = title_of(desk, gap)
    yield Panel(
        anchor=ANCHOR,
        name=desk.words("retention.name"),
        title=title,
        subtitle=desk.words("retention.subtitle"),
        drawings=tuple(_drawings(desk)),
        note=desk.words("retention.note"),
        table=_table(desk),
        how=how(desk, *_KEYS),
        finding=Finding(number=points(desk, gap), sentence=f"{title}."),
    )


def matched(desk: MeasureDesk) -> Figure | None:
    """Return the gap between engaged and other customers, like with like."""
    return desk.ledger.find("retention.difference", way="matched")


def verdict(gap: Figure) -> str:
    """Say whether the interval of a gap lies above zero, below it, or holds it."""
    if gap.low is None or gap.high is None:
        return "short"
    return "more" if gap.low > 0 else "less" if gap.high < 0 else "unclear"


def title_of(desk: MeasureDesk, gap: Figure) -> str:
    """Say how many more of the engaged stay, like with like, and what careless counting says."""
    naive = desk.ledger.find("retention.difference", way="ever")
    fields = {
        "days": desk.tongue.number(desk.ledger.number("retention.horizon") or 0),
        "between": desk.between(gap),
        "naive": points(desk, naive) if naive else "\u2014",
        "gap": bare(desk, gap),
    }
    return desk.words(f"retention.title.{verdict(gap)}", **fields)


def points(desk: MeasureDesk, gap: Figure) -> str:
    """Write a gap in points, with its sign."""
    value = number_of(gap)
    if value is None:
        return "\u2014"
    return signed(desk, value, gap.unit)


def bare(desk: MeasureDesk, gap: Figure) -> str:
    """Write a gap in points without its sign, where the words say which way it goes."""
    return desk.value(abs(number_of(gap) or 0.0), gap.unit)


def _drawings(desk: MeasureDesk) -> Iterator[Drawing]:
    for way in _DRAWN:
        rows = _rows(desk, way)
        if rows.height > len(_GROUPS):
            words = _in_words(desk, way)
            name = desk.words(f"retention.way.{way}")
            yield drawn(desk, partial(_chart, desk, rows), words, name=name)


def _in_words(desk: MeasureDesk, way: str) -> str:
    """What a picture shows, for who does not see it."""
    days = desk.tongue.number(desk.ledger.number("retention.horizon") or 0)
    ours, theirs = (_stays(desk, way, group) for group in _GROUPS)
    return desk.words(
        "retention.says",
        way=desk.words(f"retention.way.{way}"),
        engaged=ours,
        others=theirs,
        days=days,
    )


def _rows(desk: MeasureDesk, way: str) -> pl.DataFrame:
    """The curves of a way, as far as the other picture goes."""
    told = [
        row
        for row in desk.ledger.table("retention.curve", "way", "group", "day")
        if row.by["way"] == way
    ]
    rows = [
        {
            "name": desk.words(f"retention.group.{group}"),
            "colour": LIGHT[colour],
            "x": float(row.by["day"]),
            "value": number_of(row),
            "low": row.low,
            "high": row.high,
            "is_dashed": group == "others",
        }
        for group, colour in _GROUPS.items()
        for row in told
        if row.by["group"] == group
    ]
    schema = dict.fromkeys(("value", "low", "high"), pl.Float64)
    return pl.DataFrame(rows, schema_overrides=schema)


def _chart(desk: MeasureDesk, rows: pl.DataFrame, canvas: Canvas) -> LayerChart:
    horizon = desk.ledger.number("retention.horizon") or 0.0
    last = float(str(rows["x"].max()))
    said = desk.words("retention.after", days=desk.tongue.number(horizon))
    lowest = min(rows["low"].drop_nulls().to_list() or [0.0])
    days = levels([0.0, last], partial(_day, desk))
    return courses(
        rows,
        canvas,
        ticks={day: name for day, name in days.items() if day <= last},
        levels=levels([lowest, 100.0], desk.percent),
        marks=[(horizon, said)] if horizon <= last else [],
        shape="step-after",
    )


def _day(desk: MeasureDesk, day: float) -> str:
    return desk.words("retention.day", n=desk.tongue.number(day))


def _table(desk: MeasureDesk) -> Table:
    heads = ("way", "engaged", "others", "difference", "by_chance", "followed")
    return Table(
        caption=desk.words("retention.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(_row(desk, way) for way in WAYS),
    )


def _row(desk: MeasureDesk, way: str) -> tuple[str, ...]:
    gap = desk.ledger.find("retention.difference", way=way)
    p = desk.ledger.number("retention.p", way=way)
    counts = (desk.ledger.number("retention.customers", way=way, group=group) for group in _GROUPS)
    return (
        desk.words(f"retention.way.{way}"),
        *(_stays(desk, way, group) for group in _GROUPS),
        _told(desk, replace(gap, unit="") if gap else None),
        "\u2014" if p is None else chance(desk, p),
        " / ".join(desk.tongue.number(count or 0) for count in counts),
    )


def _stays(desk: MeasureDesk, way: str, group: str) -> str:
    figure = desk.ledger.find("retention.stays", way=way, group=group)
    return _told(desk, figure)


def _told(desk: MeasureDesk, figure: Figure | None) -> str:
    """A value with its interval in brackets."""
    if figure is None or number_of(figure) is None:
        return "\u2014"
    between = desk.between(figure)
    value = desk.value(number_of(figure) or 0.0, figure.unit)
    return f"{value} ({between})" if between else value
