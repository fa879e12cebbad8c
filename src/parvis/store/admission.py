"""Which of the rows that arrive are new: each id and content once, whatever is fetched again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.store.hashing import hashes_of, joined
from parvis.store.slots import (
    ALIAS,
    DELETION,
    GONE,
    NEW,
    NO_DAY,
    OTHER,
    REPEAT,
    admit,
    contents_of,
    empty,
    look,
    places_for,
    pour,
    put_all,
)
from parvis.store.tables import DAY, FIRST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.store.ids import Ids
    from parvis.store.tables import Table

_BETWEEN: Final = "\x1f"


@dataclass(frozen=True, slots=True)
class Admitted:
    """What became of rows that were offered to a table.

    Arguments:
        rows: those it takes, under the names they have there.
        offered: how many there were.
        edits: rows taken as a new version of a mention.
        repeats: rows it holds already.
        refused: rows of what was erased, which stay away.
    """

    rows: pl.DataFrame
    offered: int
    edits: int = 0
    repeats: int = 0
    refused: int = 0

    @property
    def new(self) -> int:
        """How many rows it takes."""
        return self.rows.height


class Waiting:
    """What a table will hold once it is written.

    >>> Waiting().rows
    0
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget what is written by now."""
        self.table, self.rows = empty(0), 0

    def room_for(self, rows: int) -> None:
        """Make room for so many more."""
        if places_for(self.rows + rows) > self.table.shape[0]:
            larger = empty(2 * (self.rows + rows))
            pour(self.table, larger)
            self.table = larger


class Gate:
    """Where rows of one table come in.

    Arguments:
        table: which one.
        ids: what it holds.
        seed: of the lake.
    """

    def __init__(self, table: Table, ids: Ids, seed: int) -> None:
        self.table, self.ids, self.seed = table, ids, seed
        self.waiting = Waiting()

    def mentions(self, rows: pl.DataFrame) -> Admitted:
        """Admit mentions: new ones, other contents of those held as edits, deletions once.

        A mention is told by its id, or by `edit_of`; a content by title and text. An edit is named
        `id~<8 hex of its content>`, as everywhere in Parvis.
        """
        rows = rows.with_columns(
            content=pl.Series(contents_of(self.hashed(_said(rows))), dtype=pl.Int64)
        ).with_columns(pl.when(pl.col("deleted_at").is_null()).then("content").otherwise(DELETION))
        first = rows.select(pl.coalesce("edit_of", "id")).to_series()
        days = _days(rows["published_at"].dt.date())
        verdicts = self._admit(self.hashed(first), rows["content"].to_numpy(), days)
        taken = pl.Series(verdicts < REPEAT)
        is_edit = pl.Series(verdicts == OTHER) & rows["deleted_at"].is_null()
        named = _named(rows, first, is_edit).with_columns(_dated(days)).filter(taken)
        self._note_names(named, first.filter(taken), days[taken.to_numpy()])
        return _counted(named, verdicts, edits=int((is_edit & taken).sum()))

    def said(self, rows: pl.DataFrame, mentions: Gate) -> tuple[Admitted, list[str]]:
        """Admit what is said of mentions, once for each key of the table.

        Returns: what became of the rows, and the ids of mentions that are not in the lake: if
            there are any, nothing was admitted.
        """
        names = mentions.hashed(rows[FIRST])
        found, days = mentions.look_at(names)
        strangers = rows[FIRST].filter(pl.Series(found == NEW)).unique().to_list()
        if strangers:
            return Admitted(rows.clear(), rows.height), strangers
        rows = rows.with_columns(_dated(days))
        is_here = found != GONE
        known, here = _those(rows, is_here), days[is_here]
        keys = self._joined(names[is_here], known)
        verdicts = self._admit(keys, np.zeros(keys.size, np.int64), here)
        done = _counted(_those(known, verdicts < REPEAT), verdicts)
        refused = rows.height - known.height
        return Admitted(done.rows, rows.height, 0, done.repeats, refused), []

    def look(self, ids: pl.Series) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
        """Return the verdict on ids and the day of each; nothing is noted."""
        return self.look_at(self.hashed(ids))

    def look_at(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
        """Do as `look` does, with ids that are hashed already."""
        days, verdicts = np.zeros(keys.size, np.int64), np.zeros(keys.size, np.int8)
        look(self.ids.table, self.waiting.table, keys, days, verdicts)
        return verdicts, days

    def note(self, rows: pl.DataFrame) -> None:
        """Note rows that the table holds, with `day` and their key; of mentions, `content` too."""
        is_mention = "edit_of" in rows.columns
        days = _days(rows[DAY])
        if not is_mention:
            keys = self._joined(self.hashed(rows[FIRST]), rows)
            self.ids.note(keys, np.zeros(keys.size, np.int64), days)
            return
        first = rows.select(pl.coalesce("edit_of", "id")).to_series()
        self.ids.note(self.hashed(first), rows["content"].to_numpy(), days)
        named = (rows["id"] != first).to_numpy()
        aliases = self.hashed(rows["id"].filter(named))
        self.ids.note(aliases, np.full(aliases.size, ALIAS, np.int64), days[named])

    def _joined(self, names: NDArray[np.uint64], rows: pl.DataFrame) -> NDArray[np.uint64]:
        """By what each row is told from another, as one number; all keys begin with the mention."""
        others = self.table.key[1:]
        return joined([names, *(self.hashed(rows[name].cast(pl.String)) for name in others)])

    def settle(self) -> None:
        """What was waiting is on the disk."""
        self.ids.pour(self.waiting.table, self.waiting.rows)
        self.waiting.clear()

    def _admit(
        self, keys: NDArray[np.uint64], contents: NDArray[np.int64], days: NDArray[np.int64]
    ) -> NDArray[np.int8]:
        self.waiting.room_for(keys.size)
        verdicts = np.zeros(keys.size, np.int8)
        self.waiting.rows += admit(
            self.ids.table, self.waiting.table, keys, contents, days, verdicts
        )
        return verdicts

    def _note_names(self, rows: pl.DataFrame, first: pl.Series, days: NDArray[np.int64]) -> None:
        """Let an edit be found by its own name."""
        is_named = (rows["id"] != first).to_numpy()
        keys = self.hashed(rows["id"].filter(pl.Series(is_named)))
        self.waiting.room_for(keys.size)
        contents = np.full(keys.size, ALIAS, np.int64)
        self.waiting.rows += put_all(self.waiting.table, keys, contents, days[is_named])

    def hashed(self, texts: pl.Series) -> NDArray[np.uint64]:
        """Return the hashes of texts, as this lake makes them."""
        return hashes_of(texts, self.seed)


def _said(rows: pl.DataFrame) -> pl.Series:
    return rows.select(pl.concat_str("title", "text", separator=_BETWEEN, ignore_nulls=True)
                       ).to_series()  # fmt: skip


def _days(dates: pl.Series) -> NDArray[np.int64]:
    """Days since 1970; NO_DAY where there is none."""
    return dates.cast(pl.Int32).cast(pl.Int64).fill_null(NO_DAY).to_numpy().copy()


def _dated(days: NDArray[np.int64]) -> pl.Series:
    found = pl.Series(DAY, days)
    return found.set(found == NO_DAY, None).cast(pl.Int32).cast(pl.Date)


def _named(rows: pl.DataFrame, first: pl.Series, is_edit: pl.Series) -> pl.DataFrame:
    """Edits under their names; those that came with one keep it."""
    unnamed = is_edit & (rows["id"] == first)
    if not unnamed.any():
        return rows
    said = _said(rows.filter(unnamed)).to_list()
    of = first.filter(unnamed).to_list()
    names = [f"{id_}~{_short(text)}" for id_, text in zip(of, said, strict=True)]
    places = unnamed.arg_true()
    return rows.with_columns(rows["id"].scatter(places, names), rows["edit_of"].scatter(places, of))


def _those(rows: pl.DataFrame, are: NDArray[np.bool_]) -> pl.DataFrame:
    """Some of the rows; nearly always all of them, which need no copy."""
    return rows if are.all() else rows.filter(pl.Series(are))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _counted(rows: pl.DataFrame, verdicts: NDArray[np.int8], edits: int = 0) -> Admitted:
    return Admitted(
        rows=rows,
        offered=verdicts.size,
        edits=edits,
        repeats=int((verdicts == REPEAT).sum()),
        refused=int((verdicts == GONE).sum()),
    )
