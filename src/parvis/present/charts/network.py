"""The map of a network: marks, the ties between them, and the names that matter."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import log2
from typing import TYPE_CHECKING, Final

from parvis.present.charts.labels import Mark, place
from parvis.present.charts.shapes import shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parvis.present.charts.canvas import Canvas
    from parvis.present.charts.labels import Label

FRAME: Final = (800.0, 560.0)  # in which places are given
MARGIN: Final = 18.0
THIN, THICKEST, DOUBLED = 0.8, 3.0, 0.5  # width of a tie of one mention, at most, more if twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An author on the map.

    Arguments:
        x, y, radius: in FRAME.
        slot: of the community, as in `theme.community_slots`.
        words: who it is, for whoever points at the mark.
        name: to write beside it; None where it has none to show.
        is_first: whether it is the first of its community.
    """

    x: float
    y: float
    radius: float
    slot: int
    words: str
    name: str | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two people, by their places in the list, with its weight."""

    one: int
    other: int
    weight: float


def network_map(people: Sequence[Person], ties: Sequence[Tie], canvas: Canvas) -> str:
    """Draw the map of a network as SVG that stands in a page and takes its colours.

    Arguments:
        people: the most important first.
        ties: to draw.
        canvas: the room.

    >>> from parvis.present.charts.canvas import WIDE
    >>> lou = Person(x=400, y=280, radius=16, slot=1, words="@lou", name="@lou", is_first=True)
    >>> drawn = network_map([lou], [], WIDE)
    >>> "<title>@lou</title>" in drawn and 'fill="var(--community-1)"' in drawn
    True
    """
    height = _height(canvas)
    marks = [_mark(person, canvas) for person in people]
    size = 12 if canvas.is_narrow else 13
    most = 10 if canvas.is_narrow else 25
    labels = place(marks, width=canvas.width, height=height, size=size, most=most)
    view = f'viewBox="0 0 {canvas.width} {height:g}"'
    head = f'<svg class="map" {view} font-size="{size}">'
    body = "".join(
        (
            f'<g class="ties">{"".join(_lines(marks, ties))}</g>',
            f'<g class="people">{"".join(_people(people, marks))}</g>',
            f'<g class="names">{"".join(_names(people, marks, labels))}</g>',
        )
    )
    return f"{head}{body}</svg>"


def _height(canvas: Canvas) -> float:
    return 420.0 if canvas.is_narrow else 600.0


def _mark(person: Person, canvas: Canvas) -> Mark:
    """A person in the room of the canvas."""
    across = (canvas.width - 2 * MARGIN) / FRAME[0]
    along = (_height(canvas) - 2 * MARGIN) / FRAME[1]
    return Mark(
        x=round(MARGIN + across * person.x, 1),
        y=round(MARGIN + along * person.y, 1),
        radius=round(person.radius * (0.6 if canvas.is_narrow else 1.0), 1),
        name=person.name,
        is_bold=person.is_first,
    )


def _lines(marks: Sequence[Mark], ties: Sequence[Tie]) -> Iterator[str]:
    for tie in ties:
        one, other = marks[tie.one], marks[tie.other]
        width = min(THICKEST, THIN + DOUBLED * log2(max(tie.weight, 1.0)))
        ends = f'x1="{one.x:g}" y1="{one.y:g}" x2="{other.x:g}" y2="{other.y:g}"'
        yield f'<line data-a="{tie.one}" data-b="{tie.other}" {ends} stroke-width="{width:.1f}"/>'


def _people(people: Sequence[Person], marks: Sequence[Mark]) -> Iterator[str]:
    """The marks, the small ones over the large."""
    for at, (person, mark) in enumerate(zip(people, marks, strict=True)):
        outline = shape(person.slot, mark.radius)
        path = f'<path d="{outline}" fill="var(--community-{person.slot})"/>'
        words = f"<title>{escape(person.words)}</title>"
        where = f'transform="translate({mark.x:g} {mark.y:g})"'
        yield f'<g class="who" data-n="{at}" {where}>{words}{path}</g>'


def _names(
    people: Sequence[Person], marks: Sequence[Mark], labels: Sequence[Label | None]
) -> Iterator[str]:
    for at, (person, label) in enumerate(zip(people, labels, strict=True)):
        if label is None:
            continue
        kinds = [*(["first"] if person.is_first else []), *([] if label.is_clear else ["later"])]
        is_of = f' class="{" ".join(kinds)}"' if kinds else ""
        where = f'x="{label.x:g}" y="{label.y:g}" text-anchor="{label.anchor}"'
        yield f'<text data-l="{at}"{is_of} {where}>{escape(marks[at].name or "")}</text>'
