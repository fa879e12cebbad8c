"""Frames out of a command: which forms of file there are, and how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

FORMS: Final = (".parquet", ".jsonl")


def check_form(out: Path) -> None:
    """Refuse a name of another form, before anything is read."""
    if out.suffix not in FORMS:
        raise InputError(f"{out}: results are .parquet or .jsonl. What to do: name it so.")


def write(found: pl.DataFrame, out: Path) -> None:
    """Write a frame in the form that its name says."""
    if out.suffix == ".parquet":
        found.write_parquet(out)
    else:
        found.write_ndjson(out)
