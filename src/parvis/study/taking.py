"""Where a study takes its mentions from: a file, or a lake as of a version."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

import narwhals.stable.v2 as nw
import polars as pl

from parvis import schema, sources
from parvis.analyse.reduction import begin, count
from parvis.engines.engine import PLACE
from parvis.errors import StudyError
from parvis.frames import enter, how_many, where
from parvis.sources import Harvest, Recognition
from parvis.store import is_lake, open_lake
from parvis.store.read import latest
from parvis.store.tables import ARRIVAL, ARRIVED_AT

if TYPE_CHECKING:
    from pathlib import Path

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.engines import Engine
    from parvis.store import Lake
    from parvis.study.plan import SourceFile

    Bounds = tuple[dt.datetime | None, dt.datetime | None]

_NOTHING: Final = schema.empty("normalise")
_STORED: Final = pl.Schema(
    {
        **schema.columns_of("normalise"),
        ARRIVAL: pl.Int64(),
        ARRIVED_AT: schema.UTC_TIME,
        "deleted_at": schema.UTC_TIME,
    }
)
"""What is read of the files of a lake."""


class Taken(NamedTuple):
    """What a source gave.

    Arguments:
        mentions: a frame of the engine.
        harvest: what the source was taken for; the mentions of a lake are not in it.
    """

    mentions: IntoFrame
    harvest: Harvest


def take(path: Path, source: SourceFile, bounds: Bounds, engine: Engine) -> Taken:
    """Return the mentions of a source, and what it was taken for.

    Arguments:
        path: of a file, which is read in this process, or of the folder of a lake, whose files the
            engine reads; of no matter for a table, which the engine knows by its name.
        source: what the study file says of it.
        bounds: the first instant of the study and the last; of a lake, no other days are read.
        engine: on which the study runs.

    Raises:
        StudyError: a version of what is no lake, or columns of what is one; a table that the engine
            does not have.
        MissingColumnsError: a table without the columns of a mention.
        SourceError: a file that cannot be read.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from parvis.engines import Local
    >>> from parvis.store import create_lake
    >>> from parvis.study.plan import SourceFile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with create_lake(folder).writing() as writer:
    ...     done = writer.append("mentions", pl.DataFrame({"id": ["x:1"], "text": ["Allô"]}))
    >>> take(folder, SourceFile(file="lake"), (None, None), Local()).harvest.recognition.format
    'lake'
    """
    if source.table:
        return taken_as(engine.table(source.table))
    if is_lake(path):
        return _of_lake(path, source, bounds, engine)
    if source.version is not None:
        raise StudyError(
            f"{path}: only a lake has versions. What to do: take `version` away, or name a lake."
        )
    read = sources.read(path, **source.options())
    return Taken(read.frame, read)


def taken_as(mentions: IntoFrame) -> Taken:
    """Return mentions that are there already, as what a source gave.

    Arguments:
        mentions: a frame of the engine, with the columns that `parvis.schema` says of "normalise".

    Raises:
        MissingColumnsError: one of them is not there.

    >>> taken_as(schema.empty("normalise")).harvest.rows_read
    0
    """
    frame = enter(mentions, *schema.columns_of("normalise"))
    recognition = Recognition(platform=_platforms(mentions), format="frame")
    return Taken(frame.to_native(), Harvest(_NOTHING, [], how_many(mentions), recognition))


def _of_lake(path: Path, source: SourceFile, bounds: Bounds, engine: Engine) -> Taken:
    given = [name for name, value in source.options().items() if value]
    if given:
        fault = f"{path}: the mentions of a lake are read already, and {given[0]} was given"
        raise StudyError(f"{fault}. What to do: take it away; it belongs to what fills the lake.")
    lake = open_lake(path)
    version = lake.version() if source.version is None else source.version
    files = lake.files(version=version, days=_days(bounds), undated=True)
    arrived = where(engine.files(files, _STORED), nw.col(ARRIVAL) < version)
    placed = enter(arrived).with_columns(place=nw.col(ARRIVAL)).to_native()
    told = engine.settled(engine.together(placed, nw.coalesce("edit_of", "id"), _last))
    notes = [f"Version {version} of the lake.", *_lost(lake, version)]
    recognition = Recognition(platform=_platforms(told) or "lake", format="lake", notes=notes)
    return Taken(told, Harvest(_NOTHING, [], how_many(told), recognition))


def _last(rows: pl.DataFrame) -> pl.DataFrame:
    """The last version of each mention, in the order in which they arrived."""
    found = latest(rows.sort(ARRIVAL).lazy()).with_columns(_never_null())
    return found.select(*schema.columns_of("normalise"), PLACE).collect()


def _platforms(mentions: IntoFrame) -> str:
    return ", ".join(sorted(count(begin(mentions, "source"), "source")["source"]))


def _days(bounds: Bounds) -> tuple[dt.date | None, dt.date | None]:
    """Days of UTC in which the study's instants lie."""
    first, last = (each.astimezone(dt.UTC).date() if each else None for each in bounds)
    return first, last


def _never_null() -> list[pl.Expr]:
    """What a mention always says, where what filled the lake did not."""
    lists = [
        name for name, dtype in schema.columns_of("normalise").items() if dtype == schema.WORDS
    ]
    said = {"source": "unknown", "kind": "post", "time_confidence": "none", "text": ""}
    return [
        *(pl.col(name).fill_null(pl.lit([], schema.WORDS)) for name in lists),
        *(pl.col(name).fill_null(value) for name, value in said.items()),
    ]


def _lost(lake: Lake, version: int) -> list[str]:
    """What the version held and holds no longer, in sentences."""
    why = {"erasure": "a person asked for it", "retention": "their time had come"}
    return [
        f"{lost.mentions:,} mentions of this version are gone since {lost.at:%Y-%m-%d}: "
        f"{why[lost.kind]}."
        for lost in lake.missing(version)
    ]
