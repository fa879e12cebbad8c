"""Topics that are known from earlier runs: their names stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.enrich.topics.table import TABLE
from parvis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMS: Final[dict[str, Callable[[Path], pl.DataFrame]]] = {
    ".parquet": pl.read_parquet,
    ".jsonl": pl.read_ndjson,
}


class KnownTopics:
    """Topics of earlier runs, by which a later one calls the same thing by the same name.

    Give the same object to each run, or keep it in a file between them. A name may be changed in
    the file: the topic is then called by the new one.

    Arguments:
        table: as `parvis.enrich.topics.topics` makes it; None where there is none yet.

    Raises:
        InputError: the table is none of topics.

    >>> KnownTopics().table.height
    0
    """

    def __init__(self, table: pl.DataFrame | None = None) -> None:
        self.table = _checked(pl.DataFrame(schema=TABLE) if table is None else table)

    def learn(self, table: pl.DataFrame) -> None:
        """Take in the topics of a run; those it did not find stay, with no post.

        Arguments:
            table: as `parvis.enrich.topics.topics` makes it.

        >>> centre = [[1.0] + [0.0] * 383]
        >>> known = KnownTopics(pl.DataFrame({"topic": "card", "posts": 5, "centre": centre}))
        >>> known.learn(pl.DataFrame({"topic": "app", "posts": 7, "centre": centre}))
        >>> known.table.select("topic", "posts").rows()
        [('app', 7), ('card', 0)]
        """
        found = _checked(table)
        gone = self.table.join(found, on="topic", how="anti", maintain_order="left")
        nobody = gone.with_columns(posts=0, people=None, share=0.0)
        self.table = pl.concat([found, _checked(nobody)])

    @classmethod
    def load(cls, path: Path) -> KnownTopics:
        """Read what `save` has written; nothing is known where there is no such file.

        Raises:
            InputError: the file is none of topics.
        """
        read = _form(path)
        if not path.exists():
            return cls()
        try:
            return cls(read(path))
        except (pl.exceptions.PolarsError, InputError) as error:
            raise InputError(
                f"{path}: no table of topics ({error}). What to do: name one that was written "
                "with --topics, or a new file."
            ) from error

    def save(self, path: Path) -> None:
        """Write the table, as .parquet or .jsonl.

        Raises:
            InputError: another form of file.
        """
        _form(path)
        if path.suffix == ".parquet":
            self.table.write_parquet(path)
        else:
            self.table.write_ndjson(path)


def _form(path: Path) -> Callable[[Path], pl.DataFrame]:
    if path.suffix not in FORMS:
        raise InputError(f"{path}: topics are .parquet or .jsonl. What to do: name it so.")
    return FORMS[path.suffix]


def _checked(table: pl.DataFrame) -> pl.DataFrame:
    """The columns of a table, null where they are missing; a topic has a name and a centre."""
    if missing := {"topic", "centre"} - set(table.columns):
        raise InputError(f"a table of topics without {min(missing)!r}. What to do: give both.")
    absent = [pl.lit(None, t).alias(name) for name, t in TABLE.items() if name not in table.columns]
    try:
        return table.with_columns(absent).select(pl.col(n).cast(t) for n, t in TABLE.items())
    except pl.exceptions.PolarsError as error:
        raise InputError(
            f"a column that is none of topics ({str(error).splitlines()[0]})."
        ) from error
