"""The figures of where the audience is: places that people state, sites on which they speak."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.hygiene import clean
from parvis.present.panels.panel import Panel, drawn, how, unknown
from parvis.present.panels.people import Part, bars_of, parts_of, table_of, told
from parvis.present.quotes import draw

if TYPE_CHECKING:
    from parvis.present.desk import Desk

_PLACE, _SITE, _SILENT, _PEOPLE = (
    f"audience.{name}" for name in ("place", "site", "placeless", "people")
)
_LONGEST: Final = 40


def stated(desk: Desk) -> Panel:
    """Return the figure of the places that people state, and of how many state none."""
    parts = parts_of(desk, _PLACE, "place")
    if not parts:
        return unknown(desk, "stated", _PLACE, otherwise="stated.none")
    fields = {"place": _place(parts[0]), "share": desk.tongue.percent(parts[0].percent)}
    title = desk.words(f"stated.{told(parts)}", **fields)
    return Panel(
        anchor="figure-stated",
        name=desk.words("stated.name"),
        title=title,
        subtitle=desk.words("stated.subtitle"),
        drawings=(drawn(desk, partial(bars, bars_of(desk, parts, _place)), title),),
        note=_silent(desk),
        table=table_of(desk, parts, _place, caption="stated.caption", head="place"),
        how=how(desk, _PLACE, f"{_PLACE}_share", _SILENT),
        quotes=desk.reader.quotes(draw(desk.kept.filter(_is_there(parts[0])))),
        quotes_about=desk.words("stated.quotes", **fields),
    )


def sites(desk: Desk) -> Panel:
    """Return the figure of the sites on which people speak, each with its medium."""
    parts = parts_of(desk, _SITE, "medium", "site")
    if not parts:
        return unknown(desk, "sites", _SITE, otherwise="sites.none")
    name = partial(_site, desk)
    media = parts_of(desk, _SITE, "medium")
    fields = {"site": name(parts[0]), "share": desk.tongue.percent(parts[0].percent)}
    title = desk.words(f"sites.{told(parts)}", **fields)
    return Panel(
        anchor="figure-sites",
        name=desk.words("sites.name"),
        title=title[0].upper() + title[1:],
        subtitle=desk.words("sites.subtitle"),
        drawings=(drawn(desk, partial(bars, bars_of(desk, parts, name)), title),),
        table=table_of(desk, [*media, *parts], name, caption="sites.caption", head="site"),
        how=how(desk, _SITE, f"{_SITE}_share"),
        quotes=desk.reader.quotes(draw(desk.kept.filter(_is_on(parts[0])))),
        quotes_about=desk.words("sites.quotes", **fields),
    )


def _place(part: Part) -> str:
    return clean(part.names[0], limit=_LONGEST)


def _site(desk: Desk, part: Part) -> str:
    medium, *site = part.names
    named = desk.words.name("medium", medium)
    if not site:
        return desk.words("sites.all", medium=named)
    return desk.words("sites.named", site=clean(site[0], limit=_LONGEST), medium=named)


def _silent(desk: Desk) -> str | None:
    """How many state no place."""
    silent, people = desk.ledger.number(_SILENT), desk.ledger.number(_PEOPLE)
    if silent is None or not people:
        return None
    share = desk.tongue.percent(100 * silent / people)
    return desk.words.counted(
        "stated.silent", silent, people=desk.tongue.number(people), share=share
    )


def _is_there(part: Part) -> pl.Expr:
    return pl.col("country").str.strip_chars().str.to_lowercase() == part.names[0].lower()


def _is_on(part: Part) -> pl.Expr:
    medium = pl.col("medium").fill_null("unknown") == part.names[0]
    return medium & pl.col("url").str.to_lowercase().str.contains(part.names[1], literal=True)
