"""The figure of interests: what else the audience speaks of, uses and links to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.hygiene import clean
from parvis.present.panels.panel import Panel, drawn, how, unknown
from parvis.present.panels.people import Part, bars_of, parts_of, table_of
from parvis.present.quotes import draw

if TYPE_CHECKING:
    from parvis.present.desk import Desk
    from parvis.present.panels.panel import Drawing

_KEY: Final = "audience.interest"
_TITLE: Final = 3
_SITE: Final = "site"
_FEW: Final = 2  # tags and topics, under which sites are told too
_MARK: Final = {"hashtag": "#"}


def panel(desk: Desk) -> Panel:
    """Return the figure of interests."""
    parts = parts_of(desk, _KEY, "kind", "interest")
    if not parts:
        return unknown(desk, "interests", _KEY, otherwise="interests.none")
    first = desk.tongue.listing(foremost(desk)[:_TITLE])
    title = desk.words("interests.title", interests=first)
    name = partial(_named, desk)
    return Panel(
        anchor="figure-interests",
        name=desk.words("interests.name"),
        title=title,
        subtitle=desk.words("interests.subtitle"),
        drawings=_drawings(desk, parts, title),
        note=desk.words("interests.note"),
        table=table_of(desk, parts, name, caption="interests.caption", head="interest"),
        how=how(desk, _KEY, f"{_KEY}_share"),
        quotes=desk.reader.quotes(draw(_said_of(desk, parts))),
        quotes_about=desk.words("interests.quotes", interests=first),
    )


def foremost(desk: Desk) -> list[str]:
    """Return the interests of most people, the first first, fit to print.

    Arguments:
        desk: of the report.
    """
    parts = parts_of(desk, _KEY, "kind", "interest")
    spoken = [part for part in parts if part.names[0] != _SITE]
    return [_named(desk, part) for part in (spoken if len(spoken) >= _FEW else parts)]


def _drawings(desk: Desk, parts: list[Part], title: str) -> tuple[Drawing, ...]:
    """What they speak of, and under it where they link to."""
    sides = {
        "spoken": [part for part in parts if part.names[0] != _SITE],
        "linked": [part for part in parts if part.names[0] == _SITE],
    }
    return tuple(
        drawn(
            desk,
            partial(bars, bars_of(desk, some, partial(_named, desk))),
            f"{title}: {desk.words(f'interests.{side}')}",
            name=desk.words(f"interests.{side}"),
        )
        for side, some in sides.items()
        if some
    )


def _named(desk: Desk, part: Part) -> str:
    kind, name = part.names
    return _MARK.get(kind, "") + clean(name, limit=40)


def _said_of(desk: Desk, parts: list[Part]) -> pl.DataFrame:
    """The mentions that use the first tags, or link to the first sites."""
    first = [part.names[1] for part in parts[:_TITLE]]
    uses = (
        pl.col("hashtags").list.set_intersection(pl.lit(first, pl.List(pl.String))).list.len() > 0
    )
    links = pl.any_horizontal(
        pl.lit(value=False),
        *(pl.col("links").list.join(" ").str.contains(name, literal=True) for name in first),
    )
    return desk.kept.filter(uses | links)
