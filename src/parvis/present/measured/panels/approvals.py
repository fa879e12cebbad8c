"""The figure of approvals: how long answers wait for them, by desk, and what that costs in time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.waiting import curves
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from altair import LayerChart

    from parvis.figures import Figure
    from parvis.present.charts.canvas import Canvas
    from parvis.present.measured.desk import MeasureDesk

ANCHOR: Final = "figure-approvals"
_KEYS: Final = (
    *("approvals.half", "approvals.share", "approvals.part", "approvals.answer"),
    *("approvals.early", "approvals.expired"),
)
_DRAWN: Final = ("negative", "brand-1", "brand-2")
_LISTED: Final = 40
_HOUR: Final = 60
_TICKS: Final = {False: (10, 60, 480, 1440, 10080, 43200), True: (60, 1440, 10080)}


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield the figure of approvals; nothing where they were not asked for."""
    if desk.ledger.number("approvals.sent") is not None:
        yield _panel(desk)


def slowest(desk: MeasureDesk) -> Figure | None:
    """Return the median of the desk that takes longest; None where no desk has one."""
    desks = _desks(desk)
    return desks[0] if desks and number_of(desks[0]) is not None else None


def title_of(desk: MeasureDesk) -> str:
    """Say how long approval takes, and where longest.

    Arguments:
        desk: of the report.
    """
    whole = desk.ledger.find("approvals.half")
    half = number_of(whole) if whole else None
    if whole is None or half is None:
        reason = desk.why(whole) if whole else ""
        return desk.words("approvals.says.unknown", reason=reason)
    last = slowest(desk)
    said = {"half": desk.tongue.duration(half)}
    if last is None or len(_desks(desk)) < 2:
        return desk.words("approvals.says.single", **said)
    return desk.words(
        "approvals.says.many", desk=_named(desk, last), longest=_half(desk, last), **said
    )


def _panel(desk: MeasureDesk) -> Panel:
    title = title_of(desk)
    half = desk.ledger.number("approvals.half")
    desks = [row for row in _desks(desk) if _shares(desk, row)]
    return Panel(
        anchor=ANCHOR,
        name=desk.words("approvals.name"),
        title=title,
        subtitle=desk.words("approvals.subtitle"),
        drawings=(drawn(desk, partial(_chart, desk, desks), title),) if desks else (),
        note=" ".join(_notes(desk)),
        table=_table(desk),
        how=how(desk, *_KEYS),
        finding=_finding(desk, half, title),
    )


def _finding(desk: MeasureDesk, half: float | None, title: str) -> Finding | None:
    """The wait in whole hours, where it has some: minutes would not be read on a first page."""
    if half is None:
        return None
    rounded = _HOUR * round(half / _HOUR) if half >= _HOUR else half
    return Finding(number=desk.tongue.duration(rounded), sentence=f"{title}.")


def _desks(desk: MeasureDesk) -> list[Figure]:
    """The median of each desk, the slowest first; a desk half of whose answers wait is first."""
    rows = desk.ledger.table("approvals.half", "desk")
    return sorted(rows, key=lambda row: -(number_of(row) or float("inf")))


def _named(desk: MeasureDesk, row: Figure) -> str:
    return desk.name(str(row.by["desk"]))


def _half(desk: MeasureDesk, row: Figure | None) -> str:
    value = number_of(row) if row else None
    return "\u2014" if value is None else desk.tongue.duration(value)


def _shares(desk: MeasureDesk, row: Figure) -> list[Figure]:
    found = desk.ledger.table("approvals.share", "desk", "minutes")
    return [share for share in found if share.by["desk"] == row.by["desk"]]


def _notes(desk: MeasureDesk) -> Iterator[str]:
    """What approval takes of the time to an answer, beside answers that needed none."""
    part = desk.ledger.number("approvals.part")
    if part is not None:
        yield desk.words("approvals.part", part=desk.tongue.percent(part))
    ways = [desk.ledger.find("approvals.answer", way=way) for way in ("approved", "cleared")]
    approved, cleared = (_half(desk, row) for row in ways)
    if all(row and number_of(row) is not None for row in ways):
        yield desk.words("approvals.ways", approved=approved, cleared=cleared)
    for key in ("early", "expired"):
        count = desk.ledger.number(f"approvals.{key}")
        if count:
            yield desk.words.counted(f"approvals.{key}", count)


def _chart(desk: MeasureDesk, desks: Sequence[Figure], canvas: Canvas) -> LayerChart:
    rows = [
        {
            "name": _named(desk, row),
            "colour": LIGHT[colour],
            "minutes": int(share.by["minutes"]),
            "share": number_of(share),
            "low": share.low,
            "high": share.high,
        }
        for row, colour in zip(desks, _DRAWN, strict=False)
        for share in _shares(desk, row)
    ]
    ticks = {minutes: desk.tongue.duration(minutes) for minutes in _TICKS[canvas.is_narrow]}
    shares = {share: desk.tongue.percent(share) for share in (0, 25, 50, 75, 100)}
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return curves(frame, canvas, ticks=ticks, shares=shares)


def _table(desk: MeasureDesk) -> Table:
    whole = desk.ledger.find("approvals.half")
    rows = [] if whole is None else [_row(desk, whole, desk.words("approvals.whole"))]
    rows += [_row(desk, row, _named(desk, row)) for row in _desks(desk)[:_LISTED]]
    heads = ("desk", "sent", "approved_half", "interval", "day_share", "still_waiting", "expired")
    return Table(
        caption=desk.words("approvals.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(rows),
    )


def _row(desk: MeasureDesk, row: Figure, name: str) -> tuple[str, ...]:
    day = desk.ledger.number("approvals.share", **row.by, minutes=1440)
    counts = (
        desk.ledger.number(f"approvals.{key}", **row.by) for key in ("sent", "waiting", "expired")
    )
    sent, waiting, expired = (
        "\u2014" if count is None else desk.tongue.number(count) for count in counts
    )
    ends = (desk.tongue.duration(end) for end in (row.low, row.high) if end is not None)
    bounds = f" {desk.words('measure.and')} ".join(ends) or "\u2014"
    share = "\u2014" if day is None else desk.tongue.percent(day)
    return (name, sent, _half(desk, row), bounds, share, waiting, expired)
