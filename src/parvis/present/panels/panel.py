"""What a figure of the report is made of: a finding, a picture, a table, how, and quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.present import svg
from parvis.present.charts.canvas import NARROW, WIDE
from parvis.present.charts.plot import plot_of
from parvis.present.classes import class_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.charts.plot import Plot
    from parvis.present.desk import Pen
    from parvis.present.quotes import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence of the first page with the number that carries it."""

    number: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture in both widths (SVG), in words for those who do not see it, and in numbers."""

    wide: str
    narrow: str
    words: str
    name: str = ""
    plot: Plot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Arguments:
        caption, heads, rows: what it shows.
        texts: how many columns, from the first, are not numbers.
        is_told: the picture above it says every number of it.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1
    is_told: bool = False

    @property
    def is_folded(self) -> bool:
        """Whether the page folds it: it is long, or the picture says all of it."""
        return self.is_told or len(self.rows) > 8


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How one figure was computed, as its definition says; its class in words."""

    key: str
    kind: str
    definition: str
    query: str | None
    class_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A group of near-duplicates: how many, how wide a bar that is, and its words."""

    count: str
    part: float
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A line of a legend: the mark (SVG), what it stands for, and what is said of it."""

    mark: str
    name: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The words of what lets a reader search a map and come nearer."""

    search: str
    nearer: str
    farther: str
    whole: str
    hint: str
    found: str
    none: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One figure of the report.

    Arguments:
        anchor: its place in the page.
        name: short, for the list of figures.
        title: the finding in a sentence.
        subtitle: definition and unit.
        drawings: pictures; none where there is nothing to compare.
        reason: why it cannot be known, where it cannot.
        note: what to keep in mind, under the picture.
        table, how, quotes: what opens the figure.
        quotes_about: which mentions these are.
        is_by_lot: whether they were drawn by lot.
        finding: its sentence on the first page, if it has one.
        repeated: the largest groups of near-duplicates.
        keys: legend of the pictures.
        tools: to search the picture with, where the page may run its script.
    """

    anchor: str
    name: str
    title: str
    subtitle: str = ""
    drawings: tuple[Drawing, ...] = ()
    reason: str | None = None
    note: str | None = None
    table: Table | None = None
    how: tuple[How, ...] = ()
    quotes: tuple[Quote, ...] = ()
    quotes_about: str = ""
    is_by_lot: bool = True
    finding: Finding | None = None
    repeated: tuple[Repeated, ...] = ()
    keys: tuple[Key, ...] = ()
    tools: Tools | None = None

    @property
    def kind(self) -> str:
        """Measured, estimated or judged, as its first figure is."""
        return self.how[0].kind if self.how else "measured"


def drawn(
    desk: Pen, chart: Callable[[Canvas], LayerChart], words: str, *, name: str = ""
) -> Drawing:
    """Draw a chart in both widths."""
    charts = [chart(canvas) for canvas in (WIDE, NARROW)]
    wide, narrow = (svg.inline(each, desk.tongue.language) for each in charts)
    return Drawing(wide=wide, narrow=narrow, words=words, name=name, plot=plot_of(charts[0]))


def how(
    desk: Pen, *keys: str, across: str | None = None, of: Mapping[str, str | int] | None = None
) -> tuple[How, ...]:
    """Say how figures are computed, in the words and query of the first of each key.

    Arguments:
        desk: of the report.
        keys: of the figures.
        across: a dimension that the figure shown must have.
        of: dimensions and values that it must have.
    """
    first = {
        figure.key: figure
        for figure in reversed(desk.ledger.figures)
        if (across is None or across in figure.by) and (of or {}).items() <= figure.by.items()
    }
    return tuple(
        How(
            key=key,
            kind=first[key].kind,
            definition=desk.words.typeset(first[key].definition),
            query=first[key].query,
            class_name=class_of(desk.words, first[key].kind, first[key].judge),
        )
        for key in keys
        if key in first
    )


def unknown(desk: Pen, name: str, *keys: str, otherwise: str = "panel.no_figure") -> Panel:
    """Return the panel of a figure that cannot be known, with the reason.

    Arguments:
        desk: of the report.
        name: of the panel, as in the words.
        keys: of the figures that would tell; the first reason among them is given.
        otherwise: key of the reason where the figures give none.
    """
    reasons = (row.reason for row in desk.ledger.figures if row.key in keys and row.reason)
    reason = desk.words.typeset(next(reasons, None) or desk.words(otherwise))
    return Panel(
        anchor=f"figure-{name}",
        name=desk.words(f"{name}.name"),
        title=desk.words(f"{name}.unknown"),
        reason=reason[0].upper() + reason[1:].rstrip(".") + ".",
        how=how(desk, *keys),
    )
