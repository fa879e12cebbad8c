"""The figure of volume: how much was said each day, and which days stood out."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import polars as pl

from parvis.present.charts.volume import Axes, daily
from parvis.present.panels.days import STANDS_OUT, days_of, ticks, window, with_peaks
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.quotes import draw
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    import datetime as dt

    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.desk import Desk
    from parvis.present.panels.panel import Drawing

HEIGHT, SMALL_HEIGHT = 220, 72
_SEEN = 0.05  # of the highest bar, under which a brand's are not seen
_BRANDS = 6  # small multiples drawn; the others are in the table


def panel(desk: Desk) -> Panel:
    """Return the figure of volume by day."""
    days = days_of(desk.ledger.table("mentions.volume", "day"))
    if days.is_empty():
        return unknown(desk, "volume", "mentions.first", "mentions.volume")
    peak = days.row(int(days["mentions"].arg_max() or 0), named=True)
    shown = window(days)
    said = _sentences(desk, days, peak["day"], peak["mentions"])
    return Panel(
        anchor="figure-volume",
        name=desk.words("volume.name"),
        title=said["title"],
        subtitle=desk.words("volume.subtitle", timezone=desk.story.timezone),
        drawings=_drawings(desk, shown, said["title"]),
        note=_note(desk, days, shown),
        table=_table(desk, days),
        how=how(desk, "mentions.volume"),
        quotes=desk.reader.quotes(draw(_said_on(desk, peak["day"]))),
        quotes_about=desk.words("volume.quotes", day=desk.tongue.day(peak["day"])),
        finding=Finding(number=said["times"], sentence=said["finding"])
        if days.height > 2
        else None,
    )


def _sentences(desk: Desk, days: pl.DataFrame, day: dt.date, count: float) -> dict[str, str]:
    """The finding as a title and as a sentence, and the number that carries it."""
    usual = median(days["mentions"])
    stands_out = count >= STANDS_OUT * usual
    key = "only" if days.height == 1 else "peak" if stands_out else "even"
    times = count / usual if usual else 1.0
    fields = {
        "day": desk.tongue.day(day),
        "n": desk.tongue.number(count),
        "usual": desk.tongue.number(usual),
        "times": desk.tongue.number(times, digits=1 if times < 10 else 0),
    }
    return {
        "title": desk.words(f"volume.title.{key}", **fields),
        "finding": desk.words(f"volume.finding.{key}", **fields),
        "times": desk.words("volume.times", **fields),
    }


def _drawings(desk: Desk, days: pl.DataFrame, title: str) -> tuple[Drawing, ...]:
    """All brands together, then each in a small chart, on the same days and one scale."""
    every = _drawing(desk, _Series(words=title, days=days, colour=LIGHT["muted"]), days)
    brands = _visible(desk, days)
    if len(brands) < 2:
        return (every,)
    top, last = max(map(_top, brands.values())), list(brands)[-1]
    small = (
        _Series(
            words=desk.words("volume.brand", brand=desk.name(brand)),
            days=frame,
            colour=desk.colour(brand),
            name=desk.name(brand),
            top=top,
            is_last=brand == last,
        )
        for brand, frame in brands.items()
    )
    return (every, *(_drawing(desk, series, days) for series in small))


def _visible(desk: Desk, days: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The days of each brand whose bars would be seen beside the others'."""
    first, last = days.item(0, "day"), days.item(-1, "day")
    drawn_days = {
        brand: _days_of_brand(desk, brand).filter(pl.col("day").is_between(first, last))
        for brand in desk.brands[:_BRANDS]
    }
    top = max((_top(frame) for frame in drawn_days.values()), default=0.0)
    return {brand: frame for brand, frame in drawn_days.items() if _top(frame) > _SEEN * top}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series:
    """The days of all brands, or of the one that is named."""

    words: str
    days: pl.DataFrame
    colour: str
    name: str = ""
    top: float | None = None
    is_last: bool = True


def _top(days: pl.DataFrame) -> float:
    return max(days["mentions"].to_list(), default=0.0)


def _drawing(desk: Desk, series: _Series, period: pl.DataFrame) -> Drawing:
    """Draw one series on the days of the whole period."""

    def chart(canvas: Canvas) -> LayerChart:
        axes = Axes(
            first=period.item(0, "day"),
            last=period.item(-1, "day"),
            top=max(1.0, series.top or _top(series.days)),
            ticks=ticks(period, desk.tongue, canvas) if series.is_last else {},
        )
        peaks = with_peaks(series.days, desk.tongue, canvas)
        height = SMALL_HEIGHT if series.name else HEIGHT
        return daily(peaks, canvas, axes, colour=series.colour, height=height)

    return drawn(desk, chart, series.words, name=series.name)


def _days_of_brand(desk: Desk, brand: str) -> pl.DataFrame:
    figures = desk.ledger.table("mentions.volume", "brand", "day")
    return days_of([row for row in figures if row.by["brand"] == brand])


def _note(desk: Desk, days: pl.DataFrame, shown: pl.DataFrame) -> str | None:
    """Say what the picture leaves out: days without mentions, far days, brands too small."""
    first, last = shown.item(0, "day"), shown.item(-1, "day")
    span = (last - first).days + 1
    said = []
    if shown.height < days.height:
        fields = {"first": desk.tongue.day(first), "last": desk.tongue.day(last)}
        held, whole = (sum(frame["mentions"].to_list()) for frame in (shown, days))
        share = desk.tongue.percent(100 * held / whole)
        said.append(desk.words("volume.window", share=share, **fields))
    if span > shown.height:
        gaps = span - shown.height
        said.append(desk.words.counted("volume.gaps", gaps, span=desk.tongue.number(span)))
    small = [brand for brand in desk.brands if brand not in _visible(desk, shown)]
    if small and len(desk.brands) > 1:
        said.append(desk.words("volume.small", brands=desk.names(small)))
    return " ".join(said) or None


def _table(desk: Desk, days: pl.DataFrame) -> Table:
    """The days, and each brand's part of them."""
    brands = {
        brand: dict(_days_of_brand(desk, brand).iter_rows()) for brand in desk.brands[:_BRANDS]
    }
    number = desk.tongue.number

    def row(day: dt.date, count: float) -> tuple[str, ...]:
        cells = (counts.get(day) for counts in brands.values())
        return (
            desk.tongue.day(day),
            number(count),
            *("—" if n is None else number(n) for n in cells),
        )

    return Table(
        caption=desk.words("volume.caption"),
        heads=(desk.words("head.day"), desk.words("head.mentions"), *map(desk.name, brands)),
        rows=tuple(row(day, count) for day, count in days.iter_rows()),
    )


def _said_on(desk: Desk, day: dt.date) -> pl.DataFrame:
    local = pl.col("published_at").dt.convert_time_zone(desk.story.timezone)
    return desk.kept.filter(local.dt.date() == day)
