"""The figure of answers: how fast the brands' accounts answer, or why it cannot be known."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from parvis.present.charts.answers import times
from parvis.present.panels.panel import Panel, Table, drawn, how, unknown
from parvis.present.quotes import draw

if TYPE_CHECKING:
    from collections.abc import Callable

    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.desk import Desk

_KEYS = {
    "median": "answers.first_minutes.median",
    "p75": "answers.first_minutes.p75",
    "p90": "answers.first_minutes.p90",
    "within": "answers.within_24h",
    "posts": "answers.customer_posts",
    "answered": "answers.answered",
}
_TIMES = ("median", "p75", "p90")
_TICKS = {False: (1, 10, 60, 360, 1440, 10080, 43200), True: (1, 60, 1440, 10080)}
_ACCOUNTS = 12  # drawn; all are in the table

Times = dict[str, float | None]


def panel(desk: Desk) -> Panel:
    """Return the figure of answer times by account."""
    brand = next(filter(None, (_brand(desk, name) for name in desk.brands)), None)
    if brand is None:
        return unknown(desk, "delays", *_KEYS.values())
    accounts = {by: row for by, row in _accounts(desk).items() if _is_timed(row)}
    key = "some" if "median" in brand else "none"
    title = desk.words(f"delays.title.{key}", **brand)
    return Panel(
        anchor="figure-delays",
        name=desk.words("delays.name"),
        title=title,
        subtitle=desk.words("delays.subtitle"),
        drawings=(drawn(desk, partial(_chart, desk, accounts), title),) if accounts else (),
        note=desk.words("delays.note") if accounts else None,
        table=_table(desk),
        how=how(desk, *_KEYS.values()),
        quotes=desk.reader.quotes(answered(desk)),
        quotes_about=desk.words("delays.quotes"),
    )


def _times(desk: Desk, **by: str | int) -> Times:
    return {name: desk.ledger.number(key, **by) for name, key in _KEYS.items()}


def _is_timed(row: Times) -> bool:
    return all(row[name] is not None for name in _TIMES)


def _brand(desk: Desk, brand: str) -> dict[str, str] | None:
    """A brand's answers in words, without times where none was given; None where unknown."""
    row = _times(desk, brand=brand)
    if not row["posts"] or row["answered"] is None:
        return None
    said = {"brand": desk.name(brand), "posts": desk.tongue.number(row["posts"])}
    if _is_timed(row) and row["within"] is not None:
        said["within"] = desk.tongue.percent(row["within"])
        said |= {name: desk.tongue.duration(row[name] or 0) for name in _TIMES}
    return said if row["answered"] == 0 or "median" in said else None


def _accounts(desk: Desk) -> dict[tuple[str, str], Times]:
    """Answers by brand and account; of the brand where it has one account only."""
    named = [
        (str(row.by["brand"]), str(row.by["account"]))
        for row in desk.ledger.table(_KEYS["posts"], "brand", "account")
    ]
    found: dict[tuple[str, str], Times] = {}
    for brand in desk.story.brands:
        own = [by for by in named if by[0] == brand.name]
        found |= {by: _times(desk, brand=by[0], account=by[1]) for by in own}
        if not own and brand.accounts:
            account = brand.accounts[0].removeprefix("@")
            found[brand.name, account] = _times(desk, brand=brand.name)
    places = {brand: place for place, brand in enumerate(desk.brands)}
    order = sorted(found, key=lambda by: (places[by[0]], -(found[by]["posts"] or 0)))
    return {by: found[by] for by in order}


def _chart(desk: Desk, accounts: dict[tuple[str, str], Times], canvas: Canvas) -> LayerChart:
    rows = [_row(desk, *by, row) for by, row in list(accounts.items())[:_ACCOUNTS]]
    ticks = {minutes: desk.tongue.duration(minutes) for minutes in _TICKS[canvas.is_narrow]}
    return times(pl.DataFrame(rows), canvas, ticks=ticks)


def _row(desk: Desk, brand: str, account: str, row: Times) -> dict[str, float | str | None]:
    said = {name: desk.tongue.duration(row[name] or 0) for name in _TIMES}
    return {
        "name": "@" + desk.name(account),
        "colour": desk.colour(brand),
        **{name: max(row[name] or 0, 0.1) for name in _TIMES},
        "median_text": desk.words("delays.half", median=said["median"]),
        "p90_text": desk.words("delays.nine", p90=said["p90"]),
        "text": desk.words("delays.both", **said),
    }


def _table(desk: Desk) -> Table:
    def cells(brand: str, account: str, row: Times) -> tuple[str, ...]:
        counts = (_or_dash(row[name], desk.tongue.number) for name in ("posts", "answered"))
        delays = (_or_dash(row[name], desk.tongue.duration) for name in _TIMES)
        within = _or_dash(row["within"], desk.tongue.percent)
        return ("@" + desk.name(account), desk.name(brand), *counts, *delays, within)

    heads = ("account", "brand", "posts", "answered", "median", "p75", "p90", "within")
    return Table(
        caption=desk.words("delays.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(cells(*by, row) for by, row in _accounts(desk).items()),
        texts=2,
    )


def _or_dash(value: float | None, write: Callable[[float], str]) -> str:
    return "—" if value is None else write(value)


def answered(desk: Desk) -> pl.DataFrame:
    """Return posts that a brand's account answered, with the first answer and its delay."""
    said = desk.story.mentions
    answers = said.filter(pl.col("own_brand").is_not_null() & pl.col("reply_to").is_not_null())
    first = answers.sort("published_at").unique("reply_to", keep="first", maintain_order=True)
    first = first.select("reply_to", answer="text", answered_at="published_at")
    pairs = said.filter(pl.col("own_brand").is_null()).join(
        first, left_on="id", right_on="reply_to", how="inner"
    )
    minutes = (pl.col("answered_at") - pl.col("published_at")).dt.total_seconds() / 60
    return draw(pairs.with_columns(minutes=minutes).filter(pl.col("minutes") >= 0))
