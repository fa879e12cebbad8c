"""The tables of the lake: what each holds, and by what its rows are told apart.

Four hold the truth, narrow, only ever added to. One, `wide`, is derived from them for reading.
Beside its own columns each has `day`, by which its files lie in folders: the day, in UTC, on which
the mention a row speaks of was published, as its first version said. All versions of a mention
and all that is said of it share that day, so that what belongs together is found together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.schema import UTC_TIME, columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.store.types import Types

DAY: Final = "day"
ARRIVAL: Final = "arrival"
ARRIVED_AT: Final = "arrived_at"
FIRST: Final = "mention"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the truth.

    Arguments:
        name: of its folder.
        meaning: what a row says.
        columns: its own columns to begin with; later rows may bring more.
        key: the columns by which a row is told from another; a second row alike is not kept.

    >>> TRUTH["marks"].key
    ('mention', 'perimeter', 'version', 'query')
    """

    name: str
    meaning: str
    columns: Mapping[str, pl.DataType | type[pl.DataType]]
    key: tuple[str, ...]

    @property
    def types(self) -> Types:
        """All its columns, those of the lake first, `day` last.

        >>> list(TRUTH["judgements"].types)[:3]
        ['arrival', 'arrived_at', 'mention']
        """
        return {ARRIVAL: pl.Int64, ARRIVED_AT: UTC_TIME, **self.columns, DAY: pl.Date}


_READ: Final = {
    name: dtype
    for name, dtype in columns_of("filter", "enrich").items()
    if name not in ("kept", "filter_reason")
}

# Mentions last: a batch counts as arrived once they are there, and what was said of them in the
# same batch is there before.
_DECLARED: Final = (
    Table(
        "readings",
        "what a version of a model read in a mention",
        {FIRST: pl.String, "read_at": UTC_TIME, **_READ},
        (FIRST, "tier", "model_version"),
    ),
    Table(
        "marks",
        "that a version of a perimeter matched a mention by one of its queries",
        {
            FIRST: pl.String,
            "perimeter": pl.String,
            "version": pl.String,
            "query": pl.String,
            "matches": pl.Boolean,
        },
        (FIRST, "perimeter", "version", "query"),
    ),
    Table(
        "judgements",
        "what a person said of a mention",
        {
            FIRST: pl.String,
            "judge": pl.String,
            "criterion": pl.String,
            "value": pl.String,
            "judged_at": UTC_TIME,
        },
        (FIRST, "judge", "criterion", "value", "judged_at"),
    ),
    Table(
        "mentions",
        "what arrived: a post, an edit of it (`edit_of`), or that it was taken down (`deleted_at`)",
        {**columns_of("normalise"), "deleted_at": UTC_TIME, "content": pl.Int64},
        ("id",),
    ),
)

TRUTH: Final[dict[str, Table]] = {table.name: table for table in _DECLARED}
MENTIONS: Final = "mentions"
WIDE: Final = "wide"

MEANINGS: Final = {
    ARRIVAL: "number of the row, in the order of writing; no two rows of a lake share one",
    ARRIVED_AT: "when it was given to the lake",
    DAY: "day of publication of the mention, as its first version said; null where it has no date",
    "deleted_at": "when the source said it was taken down; null: the row is a post or an edit",
    "content": "hash of title and text, by which a repeat is known",
    FIRST: "id of the mention that is spoken of, an edit by its own id",
    "read_at": "when it was read",
    "perimeter": "id of the perimeter",
    "version": "of the perimeter",
    "query": "name of the query",
    "matches": "whether it matched; null where what is read later decides",
    "judge": "who judged",
    "criterion": "on what",
    "value": "what they said",
    "judged_at": "when they said it",
}
