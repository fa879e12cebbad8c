"""A wide table cut to the width of a paper: in parts, or its columns turned into rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.panels.panel import Table

MOST: Final = 8  # columns of one part
_FEW: Final = 3  # rows that are better read as columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A table that a paper has room for: `texts` columns from the first are not numbers."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int


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
