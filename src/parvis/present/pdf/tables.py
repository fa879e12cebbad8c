"""A wide table cut to the width of a paper: in parts, or its columns turned into rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parvis.present.panels.panel import Table

MOST: Final = 8  # columns of one part
_FEW: Final = 3  # rows that are better read as columns
_LONG: Final = 60  # rows that are more than a page
_ACROSS: Final = 120  # letters of a line of a table,
_HALF: Final = 62  # of one of half the width, in smaller type
_ROOM: Final = 2  # between two columns, in letters
_BREAKS: Final = 16  # letters after which a word may break


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A table that a paper has room for.

    Arguments:
        caption: what it shows.
        heads, rows: its cells.
        texts: how many columns from the first are not numbers.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int

    @property
    def widths(self) -> tuple[float, ...]:
        """How wide each column is beside the others; none where each has the room it wants.

        No word breaks while there is room, and what is left goes to those that want it.
        """
        if self.is_doubled:
            return tuple(self._whole())
        columns = list(zip(self.heads, *self.rows, strict=True))
        wanted = [max(map(len, column)) + _ROOM for column in columns]
        least = [min(_word(column), _BREAKS) + _ROOM for column in columns]
        left = _ACROSS - sum(least)
        if sum(wanted) <= _ACROSS or left <= 0:
            return ()
        part = left / (sum(wanted) - sum(least))
        return tuple(low + part * (want - low) for low, want in zip(least, wanted, strict=True))

    @property
    def is_doubled(self) -> bool:
        """Whether it is so long and narrow that it stands in two columns of a page."""
        return len(self.rows) > _LONG and sum(self._whole()) <= _HALF

    def _whole(self) -> list[int]:
        """The room of each column whose cells do not break, though its head may."""
        return [
            1 + max(_word([head]), *map(len, cells))
            for head, *cells in zip(self.heads, *self.rows, strict=True)
        ]


def _word(column: Sequence[str]) -> int:
    """The longest word of a column; a number is not parted from its unit."""
    return max(len(word) for cell in column for word in cell.split(" "))


def blocks(table: Table) -> Iterator[Block]:
    """Yield the parts of a table, each with the first column; every cell is in one of them.

    Arguments:
        table: as the page shows it.

    >>> from parvis.present.panels.panel import Table
    >>> wide = Table(caption="", heads=tuple("abcdefghij"), rows=(tuple("0123456789"),) * 9)
    >>> [block.heads for block in blocks(wide)]
    [('a', 'b', 'c', 'd', 'e', 'f'), ('a', 'g', 'h', 'i', 'j')]
    """
    if len(table.heads) <= MOST:
        yield Block(caption=table.caption, heads=table.heads, rows=table.rows, texts=table.texts)
    elif len(table.rows) <= _FEW:
        yield _turned(table)
    else:
        yield from _parts(table)


def _turned(table: Table) -> Block:
    """Its columns as rows: a record reads better down than across."""
    lines = list(zip(table.heads, *table.rows, strict=True))
    return Block(caption=table.caption, heads=lines[0], rows=tuple(lines[1:]), texts=len(lines[0]))


def _parts(table: Table) -> Iterator[Block]:
    others = len(table.heads) - 1
    count = -(-others // (MOST - 1))
    step = -(-others // count)
    for start in range(1, others + 1, step):
        chosen = (0, *range(start, min(start + step, others + 1)))
        yield Block(
            caption=table.caption,
            heads=tuple(table.heads[at] for at in chosen),
            rows=tuple(tuple(row[at] for at in chosen) for row in table.rows),
            texts=sum(at < table.texts for at in chosen),
        )
