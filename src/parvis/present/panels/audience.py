"""The figure of when the audience speaks: a heat map of the week, and the hours that stand out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.week import week
from parvis.present.ledger import number_of
from parvis.present.panels.interests import foremost
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.quotes import draw

if TYPE_CHECKING:
    from altair import LayerChart

    from parvis.figures import Figure
    from parvis.present.charts.canvas import Canvas
    from parvis.present.desk import Desk

_KEYS: Final = ("audience.when", "audience.window", "audience.weeks", "audience.people")
_HIDDEN: Final = ("audience.untimed",)
_FRAMED: Final = 3
_NAMED: Final = 2  # interests on the first page


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Some hours of a weekday, or of all of them (None), against the average hour."""

    weekday: int | None
    first: int
    last: int
    times: float
    low: float
    high: float

    @classmethod
    def of(cls, figure: Figure) -> Window:
        """Read it from its figure."""
        first, last = map(int, str(figure.by["hours"]).split("\u2013"))
        day, times = figure.by.get("weekday"), number_of(figure) or 0.0
        low, high = (times if bound is None else bound for bound in (figure.low, figure.high))
        weekday = None if day is None else int(day)
        return cls(weekday=weekday, first=first, last=last, times=times, low=low, high=high)

    @property
    def is_strong(self) -> bool:
        """Whether more people speak there than in an average hour, beyond chance."""
        return self.low > 1.0


def panel(desk: Desk) -> Panel:
    """Return the figure of when the audience speaks."""
    cells = _cells(desk)
    if cells.is_empty():
        return unknown(desk, "audience", "audience.when", "mentions.first")
    strong = strongest(desk)
    title = _title(desk, cells, strong)
    return Panel(
        anchor="figure-audience",
        name=desk.words("audience.name"),
        title=title,
        subtitle=_subtitle(desk, cells, strong),
        drawings=(drawn(desk, partial(_chart, desk, cells, strong), title),),
        note=_note(desk),
        table=_table(desk, cells),
        how=how(desk, *_KEYS, *_HIDDEN),
        quotes=desk.reader.quotes(draw(_said_in(desk, cells, strong))),
        quotes_about=desk.words("audience.quotes"),
        finding=_finding(desk, strong),
    )


def strongest(desk: Desk) -> list[Window]:
    """Return the windows in which people speak most, beyond chance; the surest first.

    Hours that are strong on all days together are not told again of one weekday.

    Arguments:
        desk: of the report.
    """
    every = [*_windows(desk), *_windows(desk, "weekday")]
    strong = sorted((one for one in every if one.is_strong), key=lambda one: -one.low)
    daily = {one.first for one in strong if one.weekday is None}
    told = [one for one in strong if one.weekday is None or one.first not in daily]
    return told[:_FRAMED]


def _by_strength(windows: list[Window]) -> list[Window]:
    return sorted(windows, key=lambda one: -one.times)


def _windows(desk: Desk, *dimensions: str) -> list[Window]:
    rows = desk.ledger.table("audience.window", "hours", *dimensions)
    return [Window.of(row) for row in rows if number_of(row) is not None]


def _cells(desk: Desk) -> pl.DataFrame:
    """Every hour of the week; those in which nobody speaks hold none."""
    rows = [
        (int(row.by["weekday"]), int(row.by["hour"]), people)
        for row in desk.ledger.table("audience.when", "weekday", "hour")
        if (people := number_of(row)) is not None
    ]
    schema = {"weekday": pl.Int64, "hour": pl.Int64, "people": pl.Float64}
    said = pl.DataFrame(rows, schema, orient="row")
    if said.is_empty():
        return said
    hours = [(day, hour) for day in range(1, 8) for hour in range(24)]
    every = pl.DataFrame(hours, {"weekday": pl.Int64, "hour": pl.Int64}, orient="row")
    joined = every.join(said, on=["weekday", "hour"], how="left", maintain_order="left")
    return joined.with_columns(pl.col("people").fill_null(0.0))


def _title(desk: Desk, cells: pl.DataFrame, strong: list[Window]) -> str:
    if strong:
        key = f"audience.title.{_kind(strong[0])}"
        return _capital(desk.words(key, **_said(desk, strong[0])))
    is_judged = desk.ledger.table("audience.window", "hours", "weekday")
    key = "even" if is_judged else "short"
    return desk.words(f"audience.title.{key}", **_fullest(desk, cells))


def _subtitle(desk: Desk, cells: pl.DataFrame, strong: list[Window]) -> str:
    said = [desk.words("audience.subtitle", timezone=desk.story.timezone, **_fullest(desk, cells))]
    said += [desk.words("audience.framed")] if strong else []
    return " ".join(said)


def _fullest(desk: Desk, cells: pl.DataFrame) -> dict[str, str]:
    row = cells.row(int(cells["people"].arg_max() or 0), named=True)
    return {
        "weekday": desk.tongue.weekday(row["weekday"]),
        "hour": desk.tongue.hour(row["hour"]),
        "n": desk.tongue.number(row["people"]),
    }


def _said(desk: Desk, window: Window) -> dict[str, str]:
    return {
        "weekday": desk.tongue.weekday(window.weekday) if window.weekday else "",
        "first": desk.tongue.hour(window.first),
        "last": desk.tongue.hour(window.last),
        "times": desk.tongue.number(window.times, digits=1),
        "bounds": desk.tongue.bounds(window.low, window.high, digits=1),
    }


def _kind(window: Window) -> str:
    return "daily" if window.weekday is None else "day"


def _finding(desk: Desk, strong: list[Window]) -> Finding | None:
    """When people speak most, and what else they speak of."""
    if not strong:
        return None
    first, *others = strong
    sentences = [desk.words(f"audience.finding.{_kind(first)}", **_said(desk, first))]
    if others:
        named = [desk.words(f"audience.other.{_kind(one)}", **_said(desk, one)) for one in others]
        sentences.append(desk.words("audience.finding.others", others=desk.tongue.listing(named)))
    interests = foremost(desk)[:_NAMED]
    if len(interests) == _NAMED:
        sentences.append(
            desk.words("audience.finding.interests", interests=desk.tongue.listing(interests))
        )
    times = desk.words("volume.times", times=desk.tongue.number(first.times, digits=1))
    return Finding(number=times, sentence=" ".join(sentences))


def _note(desk: Desk) -> str:
    """Over how many weeks, and how many mentions say no hour."""
    weeks, untimed = (desk.ledger.number(f"audience.{key}") for key in ("weeks", "untimed"))
    said = [desk.words.counted("audience.weeks", weeks or 0)]
    said += [desk.words.counted("audience.untimed", untimed)] if untimed else []
    return " ".join(said)


def _chart(desk: Desk, cells: pl.DataFrame, strong: list[Window], canvas: Canvas) -> LayerChart:
    framed = [
        (one.weekday or 1, one.first, 1 if one.weekday else 7, one.last - one.first)
        for one in strong
    ]
    schema = dict.fromkeys(("weekday", "hour", "days", "hours"), pl.Int64)
    days = [desk.tongue.weekday(number) for number in range(1, 8)]
    return week(
        cells,
        pl.DataFrame(framed, schema, orient="row"),
        canvas,
        days=[day[:3] for day in days] if canvas.is_narrow else list(map(_capital, days)),
        hours=[desk.tongue.hour(hour) for hour in range(24)],
    )


def _table(desk: Desk, cells: pl.DataFrame) -> Table:
    """The windows with their intervals where there are some; else people by hour."""
    found = _by_strength([*_windows(desk), *_windows(desk, "weekday")])
    if not found:
        return _hours(desk, cells)
    heads = ("weekday", "hours", "times", "between")
    return Table(
        caption=desk.words("audience.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(_row(desk, one) for one in found),
        texts=2,
    )


def _row(desk: Desk, window: Window) -> tuple[str, ...]:
    said = _said(desk, window)
    day = _capital(said["weekday"]) or desk.words("audience.every")
    hours = desk.words("audience.hours", **said)
    return day, hours, said["times"], said["bounds"]


def _hours(desk: Desk, cells: pl.DataFrame) -> Table:
    heads = ("weekday", "hours", "people")
    most = cells.filter(pl.col("people") > 0).sort(
        "people", "weekday", "hour", descending=[True, False, False]
    )
    return Table(
        caption=desk.words("audience.people"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(
            (
                _capital(desk.tongue.weekday(day)),
                desk.tongue.hour(hour),
                desk.tongue.number(people),
            )
            for day, hour, people in most.iter_rows()
        ),
        texts=2,
    )


def _said_in(desk: Desk, cells: pl.DataFrame, strong: list[Window]) -> pl.DataFrame:
    """The mentions of the first window, or of the fullest hour."""
    local = pl.col("published_at").dt.convert_time_zone(desk.story.timezone)
    fullest = cells.row(int(cells["people"].arg_max() or 0), named=True)
    day, first = fullest["weekday"], fullest["hour"]
    last = first + 1
    if strong:
        day, first, last = strong[0].weekday, strong[0].first, strong[0].last
    is_then = local.dt.hour().is_between(first, last - 1)
    return desk.kept.filter(is_then if day is None else is_then & (local.dt.weekday() == day))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
