"""The figure of return on engagement: what an hour of each action brings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.ledger import number_of
from parvis.present.measured.totals import totals
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parvis.figures import Figure
    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.panels.panel import Drawing

Pays = Literal["yes", "no", "unclear"]

_DRAWN: Final = 12
_LISTED: Final = 40
_NAMED: Final = 3  # actions of one answer that are named
_KEYS: Final = ("roe", "roe.value", "roe.hours", "roe.people", "roe.before", "roe.price")
ANCHOR: Final = "figure-roe"


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield what an hour of each action brings; nothing where no engagement was given."""
    figures = desk.ledger.table("roe", "action")
    if not figures:
        return
    told = [row for row in figures if number_of(row) is not None]
    title = paying_of(desk) or title_of(desk)
    yield Panel(
        anchor=ANCHOR,
        name=desk.words("roe.name"),
        title=title,
        subtitle=_subtitle(desk),
        drawings=_drawings(desk, told, title),
        note=_note(desk),
        table=_table(desk, figures),
        how=how(desk, *_KEYS),
        finding=Finding(number=_hour(desk, told[0]) if told else "\u2014", sentence=f"{title}."),
    )


def _subtitle(desk: MeasureDesk) -> str:
    cost = price(desk)
    if cost is None:
        return desk.words("roe.subtitle")
    return f"{desk.words('roe.subtitle')} {desk.words('roe.tick', price=desk.money(cost))}"


def title_of(desk: MeasureDesk) -> str:
    """Say which action brings most an hour, and which least."""
    figures = desk.ledger.table("roe", "action")
    told = [row for row in figures if number_of(row) is not None]
    if not told:
        return desk.words.counted("roe.title.none", len(figures))
    fields = {"best": _action(desk, told[0]), "much": _hour(desk, told[0])}
    if len(told) == 1:
        return desk.words("roe.title.single", **fields)
    key = "apart" if is_apart(told[0], told[-1]) else "together"
    last = {"last": _action(desk, told[-1]), "little": _hour(desk, told[-1])}
    return desk.words(f"roe.title.{key}", **fields, **last)


def price(desk: MeasureDesk) -> float | None:
    """Return what an hour costs; None where the measure file does not say it."""
    return desk.ledger.number("roe.price")


def pays(desk: MeasureDesk, action: Figure) -> Pays | None:
    """Say whether an hour of an action brings what it costs, as far as its interval says so.

    Arguments:
        desk: of the report.
        action: its return.
    """
    cost = price(desk)
    if cost is None or action.low is None or action.high is None:
        return None
    return "yes" if action.low >= cost else "no" if action.high < cost else "unclear"


def paying_of(desk: MeasureDesk) -> str:
    """Say of which actions an hour pays, nothing where what it costs is not known."""
    cost = price(desk)
    actions: dict[Pays, list[str]] = {"yes": [], "no": [], "unclear": []}
    for row in desk.ledger.table("roe", "action"):
        if (paid := pays(desk, row)) is not None:
            actions[paid].append(desk.words("quoted", text=_action(desk, row)))
    parts = [_paying(desk, paid, names) for paid, names in actions.items() if names]
    if cost is None or not parts:
        return ""
    return desk.words("roe.pays.all", price=desk.money(cost), parts=desk.joined(parts))


def _paying(desk: MeasureDesk, paid: Pays, names: Sequence[str]) -> str:
    """The actions of one answer, by name where they are few."""
    many = desk.words.counted("roe.pays.many", len(names))
    said = desk.tongue.listing(names) if len(names) <= _NAMED else many
    return desk.words.counted(f"roe.pays.{paid}", len(names), names=said)


def is_apart(best: Figure, last: Figure) -> bool:
    """Whether the returns of two actions are apart beyond chance."""
    return best.low is not None and last.high is not None and best.low > last.high


def _action(desk: MeasureDesk, figure: Figure) -> str:
    return desk.name(str(figure.by["action"]))


def _hour(desk: MeasureDesk, figure: Figure) -> str:
    return desk.money(number_of(figure) or 0.0)


def _note(desk: MeasureDesk) -> str:
    """What counts for no action, and what a return does not say."""
    before = desk.ledger.number("roe.before") or 0.0
    said = [desk.words("roe.note"), *totals(desk)]
    if before:
        value = desk.money(desk.ledger.number("roe.value") or 0.0)
        said.insert(0, desk.words("roe.elsewhere", before=desk.money(before), value=value))
    return " ".join(said)


def _drawings(desk: MeasureDesk, told: Sequence[Figure], title: str) -> tuple[Drawing, ...]:
    shown = told if len(told) <= _DRAWN else [*told[: _DRAWN // 2], *told[-_DRAWN // 2 :]]
    if len(shown) < 2:
        return ()
    rows = [
        {
            "name": _action(desk, row),
            "value": number_of(row),
            "text": _hour(desk, row),
            "colour": LIGHT["brand-1"],
            "tick": price(desk),
            "low": row.low,
            "high": row.high,
        }
        for row in shown
    ]
    schema = dict.fromkeys(("value", "tick", "low", "high"), pl.Float64)
    return (drawn(desk, partial(bars, pl.DataFrame(rows, schema_overrides=schema)), title),)


def _table(desk: MeasureDesk, figures: Sequence[Figure]) -> Table:
    heads = ("action", "pays", "why_not", "people", "worth", "hours", "roe", "kpi_interval")
    caption = "roe.caption" if len(figures) <= _LISTED else "roe.caption_first"
    return Table(
        caption=desk.words(caption, n=desk.tongue.number(_LISTED)),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(_row(desk, figure) for figure in figures[:_LISTED]),
        texts=3,
    )


def _row(desk: MeasureDesk, figure: Figure) -> tuple[str, ...]:
    action = str(figure.by["action"])
    people, value, hours = (
        desk.ledger.number(f"roe.{name}", action=action) for name in ("people", "value", "hours")
    )
    return (
        desk.name(action),
        desk.words(f"roe.paid.{paid}") if (paid := pays(desk, figure)) else "\u2014",
        desk.why(figure) or "\u2014",
        desk.tongue.number(people or 0),
        desk.money(value or 0.0),
        "\u2014" if hours is None else desk.tongue.number(hours, digits=1),
        "\u2014" if figure.value is None else _hour(desk, figure),
        _between(desk, figure),
    )


def _between(desk: MeasureDesk, figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return "\u2014"
    return desk.words("roe.between", low=desk.money(figure.low), high=desk.money(figure.high))
