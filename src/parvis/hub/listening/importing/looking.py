"""What is seen in a file: what it is taken for, its first rows, and those that cannot be read."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from parvis.errors import AmbiguousColumnsError, NoTextError, ParvisError
from parvis.hub.listening.importing import shelf
from parvis.hub.listening.importing.letters import HEAD
from parvis.hub.web.files import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from parvis.collect.dead_letters import Rejected
    from parvis.hub.listening.models import Import
    from parvis.sources.files.opening import Content
    from parvis.sources.harvest import Harvest
    from parvis.sources.rows import Wish

ROWS: Final = 8
LETTERS: Final = 20
HEADER: Final = 300
_CELL: Final = 280
_SHOWN: Final = ("author", "medium", "source", "rating", "url", "likes")


def look(one: Import) -> dict[str, Any]:
    """Read the file of an import as it would be taken, keep what cannot be read, and tell of it.

    Returns: JSON; `fault` is empty where it can be taken. Without `columns` to choose among it is
        no table, and nothing can be chosen. `doubts` are the columns that were chosen among
        several, each with all of them; `wish` holds the choice.
    """
    from parvis.sources.files.opening import load
    from parvis.sources.rows import Wish

    path, wish = shelf.path_of(one), Wish(**one.wish)
    try:
        content = load(path, most=shelf.UNPACKED)
        found, wish, doubts = _read(content, wish)
    except ParvisError as fault:
        return {"fault": _bare(fault, path)}
    _write(shelf.rejected_of(one), found.rejected)
    chosen = {"doubts": doubts, "wish": one.wish | {"columns": dict(wish.columns)}}
    return _told(found) | _columns(content, wish) | chosen


def _read(content: Content, wish: Wish) -> tuple[Harvest, Wish, list[tuple[str, list[str]]]]:
    """Read a file; where it has to be asked which column is meant, take one and tell the others."""
    from parvis.sources import PLATFORMS
    from parvis.sources.reading import harvest

    doubts: list[tuple[str, list[str]]] = []
    while True:
        try:
            return harvest(content, wish, PLATFORMS), wish, doubts
        except AmbiguousColumnsError as fault:
            doubt = fault.field, fault.candidates
        except NoTextError:
            doubt = "text", _wordiest(content, wish)
        name, candidates = doubt
        if name in wish.columns or not candidates:
            return harvest(content, wish, PLATFORMS), wish, doubts  # raises, as it did
        wish = replace(wish, columns={**wish.columns, name: candidates[0]})
        doubts.append(doubt)


def _wordiest(content: Content, wish: Wish) -> list[str]:
    """The columns of a table, those first in which most is written."""
    from parvis.sources import PLATFORMS
    from parvis.sources.reading import parse

    table = parse(content, wish, PLATFORMS).table
    if table is None:
        return []
    lengths = table.frame.select(pl.all().str.len_chars().mean().fill_null(0.0))
    by_length = lengths.row(0, named=True)
    return sorted(by_length, key=lambda name: -by_length[name])


def _told(found: Harvest) -> dict[str, Any]:
    known, frame = found.recognition, found.frame
    at = frame["published_at"]
    first, last = at.min(), at.max()
    return {
        "fault": "",
        "platform": known.platform, "format": known.format, "encoding": known.encoding,
        "delimiter": known.delimiter, "notes": known.notes[:20], "mapped": known.columns,
        "unused": known.unused[:HEADER],
        "read": found.rows_read, "readable": frame.height, "rejected": len(found.rejected),
        "twice": frame.height - frame["id"].n_unique(), "undated": at.null_count(),
        "first": first and first.isoformat(), "last": last and last.isoformat(),  # type: ignore[union-attr]
        "rows": _rows(frame), "letters": _letters(found.rejected),
    }  # fmt: skip


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """The first rows, as they will be read."""
    at = pl.col("published_at").dt.to_string("iso:strict")
    text = pl.coalesce("text", "title").str.slice(0, _CELL)
    others = pl.col(_SHOWN).cast(pl.String).str.slice(0, _CELL)
    return frame.head(ROWS).select(at, text.alias("text"), others).to_dicts()


def _letters(rejected: Sequence[Rejected]) -> list[dict[str, Any]]:
    return [
        {"line": one.line, "reason": one.reason, "content": one.content[:_CELL]}
        for one in rejected[:LETTERS]
    ]


def _columns(content: Content, wish: Wish) -> dict[str, Any]:
    """The columns of a table, with something that stands in each."""
    from parvis.sources import PLATFORMS
    from parvis.sources.reading import parse

    table = parse(content, wish, PLATFORMS).table
    if table is None:
        return {}
    return {
        "columns": [[name, _example(table.frame[name])] for name in table.frame.columns[:HEADER]]
    }


def _example(cells: pl.Series) -> str:
    """The first cell that is not empty."""
    filled = cells.head(200).drop_nulls().str.strip_chars()
    return next((cell[:40] for cell in filled if cell), "")


def _write(file: Path, rejected: Sequence[Rejected]) -> None:
    """Keep what cannot be read, as a table that does no harm in a spreadsheet."""
    with file.open("w", encoding="utf-8", errors="backslashreplace", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(HEAD)
        for one in rejected:
            rows.writerow((one.line, harmless(one.reason), harmless(one.content)))


def _bare(fault: ParvisError, path: Path) -> str:
    """A fault without the folder of the file, which is nobody's business."""
    return (
        str(fault).replace(f"{path.parent}/", "").replace("name it in the study file, for", "for")
    )
