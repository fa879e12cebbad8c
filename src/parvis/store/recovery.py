"""After a writer was killed: ids that are in a table and not in the account of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.store.tables import ARRIVAL, DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.store.admission import Gate
    from parvis.store.delta import DayTable

_PIECE: Final = 500_000


def catch_up(gate: Gate, table: DayTable, version: int) -> int:
    """Note the ids of rows that arrived after those noted; return how many there were.

    Arguments:
        gate: of the table, with the account of its ids.
        table: with its rows.
        version: the number after that of its last row.
    """
    since = gate.ids.through
    files = table.files().filter(pl.col("high") >= since)
    names = (*gate.table.key, DAY)
    columns = [*names, "edit_of", "content"] if "content" in gate.table.columns else names
    noted = 0
    for piece in pieces(files):
        rows = table.scan(piece).filter(pl.col(ARRIVAL) >= since).select(columns).collect()
        gate.note(rows)
        noted += rows.height
    if noted:
        gate.ids.through = version
        gate.ids.save()
    return noted


def pieces(files: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Files together for as many rows as are held in memory at once."""
    piece = (pl.col("rows").cum_sum() // _PIECE).alias("_piece")
    yield from files.with_columns(piece).partition_by("_piece", maintain_order=True)
