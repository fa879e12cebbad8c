"""The figure of positions: brands among what is said of them, and what the axes mean."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.positions import line, plane
from parvis.present.panels.atlas import read
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.quotes import draw
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.desk import Desk
    from parvis.present.panels.atlas import Atlas, Point

ENOUGH: Final = 85.0
"""Per cent of what sets brands apart: where the first axis shows so much, a line is drawn."""

_KEYS = tuple(
    f"positions.{name}"
    for name in (
        "place",
        "ellipse",
        "share",
        "inertia",
        "contribution",
        "quality",
        "people",
        "tie",
        "apart",
        "themes",
    )
)
_KINDS = ("brand", "own words", "theme")
_THEMES = {False: 24, True: 12}
_PAIRS = 4
_TOLD = 3


def panel(desk: Desk) -> Panel:
    """Return the map of positions, or why there is none."""
    found = read(desk.ledger)
    if found is None:
        return unknown(desk, "positions", *_KEYS)
    subject = _subject(desk, found)
    themes = found.drawn_to(subject)[:_TOLD]
    title, axes = _title(desk, subject, themes), _axes(desk, found)
    drawing = "line" if _is_line(found) else "plane"
    parts = ("positions.subtitle", f"positions.{drawing}", f"positions.how.{found.how}")
    return Panel(
        anchor="figure-positions",
        name=desk.words("positions.name"),
        title=title,
        subtitle=" ".join(desk.words(part) for part in parts),
        drawings=(drawn(desk, partial(_chart, desk, found), title),),
        note=" ".join([*axes, *_alike(desk, found)]),
        table=_table(desk, found),
        how=how(desk, *_KEYS),
        quotes=desk.reader.quotes(_quoted(desk, found, subject, themes)),
        quotes_about=_about(desk, subject, themes),
        finding=Finding(
            number=desk.tongue.percent(found.shares[0], digits=0), sentence=f"{title}. {axes[0]}"
        ),
    )


def _subject(desk: Desk, found: Atlas) -> str:
    """The study's own brand where it has themes of its own, or else the brand of the surest."""
    own = [name for name in desk.story.own if found.drawn_to(name)]
    tied = [brand for brand, _, times in found.ties if times > 1]
    return (own or tied or [point.name for point in found.of("brand")])[0]


def _title(desk: Desk, subject: str, themes: list[str]) -> str:
    if not themes:
        return desk.words("positions.title.alike")
    said = desk.tongue.listing([_in_quotes(desk, name) for name in themes])
    return desk.words("positions.title.apart", brand=desk.name(subject), themes=said)


def _about(desk: Desk, subject: str, themes: list[str]) -> str:
    brand = desk.name(subject)
    if not themes:
        return desk.words("positions.quotes_alone", brand=brand)
    return desk.words("positions.quotes", brand=brand, theme=desk.name(themes[0]))


def _in_quotes(desk: Desk, name: str) -> str:
    return desk.words("quoted", text=desk.name(name))


def _axes(desk: Desk, found: Atlas) -> list[str]:
    """A sentence for each axis drawn: what lies at one end, what at the other."""
    names = ("across",) if _is_line(found) else ("across", "up")
    return [
        desk.words(
            f"positions.axis.{name}",
            share=desk.tongue.percent(found.shares[axis], digits=0),
            **{side: _end(desk, found, axis, place) for place, side in enumerate(("low", "high"))},
        )
        for axis, name in enumerate(names[: len(found.shares)])
    ]


def _end(desk: Desk, found: Atlas, axis: int, place: int) -> str:
    """What makes one end of an axis: themes, then brands in brackets."""
    themes, brands = (found.ends(kind, axis)[place] for kind in ("theme", "brand"))
    said = desk.tongue.listing([_in_quotes(desk, name) for name in themes])
    if not themes:
        return desk.names(brands) or desk.words("positions.middle")
    return desk.words("positions.end", themes=said, brands=desk.names(brands)) if brands else said


def _alike(desk: Desk, found: Atlas) -> list[str]:
    """The pairs of brands that chance may have parted."""
    if not found.alike:
        return [desk.words("positions.all_apart")]
    shown = [f"{desk.name(one)} / {desk.name(other)}" for one, other in found.alike[:_PAIRS]]
    more = len(found.alike) - len(shown)
    pairs = desk.tongue.listing(
        shown + ([desk.words.counted("positions.more", more)] if more else [])
    )
    return [desk.words("positions.alike", pairs=pairs)]


def _is_line(found: Atlas) -> bool:
    return found.shares[0] >= ENOUGH


def _chart(desk: Desk, found: Atlas, canvas: Canvas) -> LayerChart:
    themes = sorted(found.of("theme"), key=lambda point: -_told(found, point))
    own = {brand.name for brand in desk.story.brands if brand.is_own}
    points = [
        *found.of("brand"),
        *(point for point in found.of("own words") if point.name in own),
        *themes[: _THEMES[canvas.is_narrow]],
    ]
    rows = pl.DataFrame([_row(desk, point) for point in points])
    return line(rows, canvas) if _is_line(found) else plane(rows, canvas)


def _told(found: Atlas, point: Point) -> float:
    """How much of the map a theme makes, over the axes drawn."""
    return sum(part * share for part, share in zip(point.parts, found.shares, strict=False))


def _row(desk: Desk, point: Point) -> dict[str, str | float | None]:
    name = desk.name(point.name)
    is_theme = point.kind == "theme"
    major, minor, angle = point.ellipse if point.ellipse and not is_theme else (None, None, None)
    low, high = point.bounds[0] if point.bounds else (None, None)
    return {
        "kind": point.kind,
        "name": desk.words("positions.own", brand=name) if point.kind == "own words" else name,
        "colour": LIGHT["muted"] if is_theme else desk.colour(point.name),
        "x": point.on(0),
        "y": point.on(1),
        "low": low,
        "high": high,
        "major": major,
        "minor": minor,
        "angle": angle,
    }


def _table(desk: Desk, found: Atlas) -> Table:
    def row(point: Point) -> tuple[str, ...]:
        places = (desk.tongue.score(point.on(axis)) for axis in (0, 1))
        parts = (
            desk.tongue.percent(round(point.parts[axis])) if axis < len(point.parts) else "—"
            for axis in (0, 1)
        )
        kind = desk.words(f"positions.kind.{point.kind}")
        people = "—" if point.people is None else desk.tongue.number(point.people)
        shown = desk.tongue.percent(round(point.quality))
        return (_value(desk, point), kind, people, *places, *parts, shown)

    heads = ("point", "kind", "people", "across", "up", "makes_across", "makes_up", "shown")
    return Table(
        caption=desk.words("positions.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(row(point) for point in found.points),
        texts=2,
    )


def _value(desk: Desk, point: Point) -> str:
    if point.kind in _KINDS:
        return desk.name(point.name)
    return desk.words.name(point.kind, point.name)


def _quoted(desk: Desk, found: Atlas, subject: str, themes: list[str]) -> pl.DataFrame:
    """Mentions of the brand that speak of the theme it is tied to most surely."""
    of_brand = desk.kept.filter(pl.col("brands").list.contains(subject))
    return draw(of_brand.filter(_speaks(found.how, themes[0])) if themes else of_brand)


def _speaks(how_told: str, theme: str) -> pl.Expr:
    if how_told == "declared":
        return pl.col("themes").list.contains(theme)
    if how_told == "topics":
        return pl.col("topic") == theme
    words = r"[^\pL\pN]+".join(re.escape(word) for word in theme.split())
    return pl.col("text").str.contains(rf"(?i)(?:^|[^\pL\pN]){words}(?:[^\pL\pN]|$)")
