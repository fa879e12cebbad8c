"""What became of items, source by source: the parts add up to what came."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from parvis.live.states import State, States

VIA: Final = "via"
"""The column of the lake that says by which source of the listen file a mention came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The mentions of a batch at each step, all with `via`.

    Arguments:
        read: out of the pages.
        kept: without what no query matches, of sources that keep no more.
        taken: by the lake, as it returned them.
    """

    read: pl.DataFrame
    kept: pl.DataFrame
    taken: pl.DataFrame


def count(states: States, tally: Tally) -> None:
    """Add a batch to the counts of its sources.

    Arguments:
        states: of the sources.
        tally: of the batch.
    """
    is_gone = pl.col("deleted_at").is_not_null()
    steps = {
        "read": tally.read.group_by(VIA).agg(pl.len(), newest=_newest()),
        "kept": tally.kept.group_by(VIA).agg(pl.len()),
        "taken": tally.taken.group_by(VIA).agg(
            gone=is_gone.sum(),
            edits=(pl.col("edit_of").is_not_null() & ~is_gone).sum(),
            posts=(~is_gone).sum(),
        ),
    }
    for name, state in states.of.items():
        _add(state, {step: _row(table, name) for step, table in steps.items()})


def _row(table: pl.DataFrame, name: str) -> dict[str, object]:
    found = table.filter(pl.col(VIA) == name)
    return found.row(0, named=True) if found.height else {}


def _add(state: State, steps: dict[str, dict[str, object]]) -> None:
    numbers = {
        (step, key): value
        for step, row in steps.items()
        for key, value in row.items()
        if isinstance(value, int)
    }
    came, kept = numbers.get(("read", "len"), 0), numbers.get(("kept", "len"), 0)
    posts, edits = numbers.get(("taken", "posts"), 0), numbers.get(("taken", "edits"), 0)
    state.read += came
    state.unmatched += came - kept
    state.new += posts - edits
    state.edits += edits
    state.repeats += kept - posts
    state.removed += numbers.get(("taken", "gone"), 0)
    newest = steps["read"].get("newest")
    if isinstance(newest, dt.datetime):
        state.last_mention = max(newest, state.last_mention or newest)


def _newest() -> pl.Expr:
    """The newest mention that is not dated in the future."""
    at = pl.col("published_at")
    return at.filter(at <= pl.lit(dt.datetime.now(dt.UTC))).max()
