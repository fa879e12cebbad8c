"""The figure of crossings: which pairs of values go together more, or less, than chance allows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.crossing import cross
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.quotes import draw
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from altair import LayerChart

    from parvis.figures import Figure
    from parvis.present.charts.canvas import Canvas
    from parvis.present.desk import Desk

CRITERIA: Final = {
    "brand": "brands",
    "medium": "medium",
    "tonality": "tonality",
    "interaction": "interaction",
    "language": "language",
}
LEVEL: Final = 0.05
_KEYS = ("matrix.cell", "matrix.expected", "matrix.residual", "matrix.p")
_SIGN = {True: "▲", False: "▼"}
_COLOUR = {True: LIGHT["brand-1"], False: LIGHT["brand-2"]}
_RARELY = 0.001
_COLUMNS = {False: 7, True: 4}  # drawn; all that stand out are in the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of one pair of criteria."""

    rows: str
    columns: str
    row: str
    column: str
    mentions: float
    expected: float
    residual: float
    p: float

    @property
    def stands_out(self) -> bool:
        """Whether chance does not explain it."""
        return self.p < LEVEL

    @property
    def is_more(self) -> bool:
        """Whether it holds more than expected, not fewer."""
        return self.residual > 0


def panel(desk: Desk) -> Panel:
    """Return the figure of what goes with what, beyond chance."""
    pairs = {pair: cells for pair in combinations(CRITERIA, 2) if (cells := _cells(desk, *pair))}
    if not pairs:
        return unknown(desk, "crossing", *_KEYS, otherwise="crossing.alone")
    shown = max(pairs.values(), key=_weight)
    first = max(shown, key=_distance)
    said = _said(desk, first)
    key = ("more" if first.is_more else "fewer") if first.stands_out else "none"
    title = desk.words(f"crossing.title.{key}", **said)
    return Panel(
        anchor="figure-crossing",
        name=desk.words("crossing.name"),
        title=title,
        subtitle=desk.words("crossing.subtitle", **said),
        drawings=(drawn(desk, partial(_chart, desk, shown), title),),
        note=desk.words("crossing.note"),
        table=_table(desk, pairs),
        how=how(desk, *_KEYS),
        quotes=desk.reader.quotes(_quoted(desk, first)),
        quotes_about=desk.words("crossing.quotes", **said),
        finding=_finding(desk, first, said, key),
    )


def _cells(desk: Desk, rows: str, columns: str) -> list[Cell]:
    """The cells of a pair; none where one of their figures is missing."""
    return [
        Cell(
            rows=rows,
            columns=columns,
            row=str(figure.by[rows]),
            column=str(figure.by[columns]),
            **dict(zip(("mentions", "expected", "residual", "p"), numbers, strict=True)),
        )
        for figure in desk.ledger.table("matrix.cell", rows, columns)
        if len(numbers := _numbers(desk, figure)) == len(_KEYS)
    ]


def _numbers(desk: Desk, figure: Figure) -> list[float]:
    found = (desk.ledger.number(key, **figure.by) for key in _KEYS)
    return [number for number in found if number is not None]


def _distance(cell: Cell) -> tuple[bool, float]:
    return cell.stands_out, abs(cell.residual)


def _weight(cells: list[Cell]) -> tuple[bool, bool, bool, float]:
    """Brands first, for they can act on it; then what is not twice the same machine's reading."""
    first = max(cells, key=_distance)
    is_of_brands, is_read_twice = first.rows == "brand", first.rows == "tonality"
    told = (first.stands_out and is_of_brands, first.stands_out and not is_read_twice)
    return *told, first.stands_out or is_of_brands, abs(first.residual)


def _name(desk: Desk, criterion: str, value: str) -> str:
    """The name of a value, as a title may begin with it."""
    if criterion == "brand":
        return desk.name(value)
    if criterion == "language":
        return desk.tongue.language_name(value) if value != "und" else desk.words("spoken.und")
    return desk.words.name(criterion, value)


def _said(desk: Desk, cell: Cell) -> dict[str, str]:
    row = _name(desk, cell.rows, cell.row)
    return {
        "row": row[0].upper() + row[1:],
        "column": _name(desk, cell.columns, cell.column),
        "n": desk.tongue.number(cell.mentions),
        "expected": desk.tongue.number(cell.expected),
        "rows": desk.words(f"criterion.{cell.rows}"),
        "columns": desk.words(f"criterion.{cell.columns}"),
    }


def _finding(desk: Desk, first: Cell, said: dict[str, str], key: str) -> Finding | None:
    if not first.stands_out or first.rows == "tonality":  # what the reader read twice is no news
        return None
    change = 100 * (first.mentions - first.expected) / first.expected
    sign = "+" if first.is_more else "\u2212"
    number = sign + desk.tongue.percent(abs(change), digits=0)
    return Finding(number=number, sentence=desk.words(f"crossing.finding.{key}", **said))


def _chart(desk: Desk, cells: list[Cell], canvas: Canvas) -> LayerChart:
    """Brands across, or else the criterion with fewer values."""
    first = cells[0]
    is_turned = first.rows == "brand"
    across = list(dict.fromkeys(cell.row if is_turned else cell.column for cell in cells))
    shown = across[: _COLUMNS[canvas.is_narrow]]
    rows = [
        {
            "row": _name(
                desk, *((cell.columns, cell.column) if is_turned else (cell.rows, cell.row))
            ),
            "column": _name(
                desk, *((cell.rows, cell.row) if is_turned else (cell.columns, cell.column))
            ),
            "text": _counted(desk, cell),
            "under": desk.words("crossing.expected", n=desk.tongue.number(cell.expected)),
            "colour": _COLOUR[cell.is_more] if cell.stands_out else None,
        }
        for cell in cells
        if (cell.row if is_turned else cell.column) in shown
    ]
    return cross(pl.DataFrame(rows, schema_overrides={"colour": pl.String}), canvas)


def _counted(desk: Desk, cell: Cell) -> str:
    count = desk.tongue.number(cell.mentions)
    return f"{_SIGN[cell.is_more]} {count}" if cell.stands_out else count


def _table(desk: Desk, pairs: dict[tuple[str, str], list[Cell]]) -> Table:
    """Every cell of every pair that stands out, the furthest off first."""
    out = [cell for cells in pairs.values() for cell in cells if cell.stands_out]
    rows = tuple(_row(desk, cell) for cell in sorted(out, key=_distance, reverse=True))
    heads = ("one", "other", "mentions", "expected", "residual", "chance")
    return Table(
        caption=desk.words("crossing.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=rows or ((desk.words("crossing.nothing"), *("—" for _ in heads[1:])),),
        texts=2,
    )


def _row(desk: Desk, cell: Cell) -> tuple[str, ...]:
    named = (
        desk.words("crossing.value", criterion=said, value=_name(desk, of, value))
        for of, value in ((cell.rows, cell.row), (cell.columns, cell.column))
        for said in (desk.words(f"criterion.{of}"),)
    )
    sign = "+" if cell.is_more else "\u2212"
    residual = sign + desk.tongue.number(abs(cell.residual), digits=1)
    chance = (
        desk.words("crossing.rarely") if cell.p < _RARELY else desk.tongue.number(cell.p, digits=3)
    )
    numbers = (desk.tongue.number(number) for number in (cell.mentions, cell.expected))
    return (*named, *numbers, residual, chance)


def _quoted(desk: Desk, cell: Cell) -> pl.DataFrame:
    """The mentions of a cell."""
    holds = pl.lit(value=True)
    for criterion, value in ((cell.rows, cell.row), (cell.columns, cell.column)):
        column = pl.col(CRITERIA[criterion])
        holds &= column.list.contains(value) if criterion == "brand" else column == value
    return draw(desk.kept.filter(holds))
