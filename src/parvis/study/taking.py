"""Where a study takes its mentions from: a file, or a lake as of a version."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl

from parvis import schema, sources
from parvis.errors import StudyError
from parvis.sources import Harvest, Recognition
from parvis.store import is_lake, open_lake

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.store import Lake
    from parvis.study.plan import SourceFile

    Bounds = tuple[dt.datetime | None, dt.datetime | None]


def take(path: Path, source: SourceFile, bounds: Bounds) -> Harvest:
    """Return the mentions of a source, and what it was taken for.

    Arguments:
        path: of a file, or of the folder of a lake.
        source: what the study file says of it.
        bounds: the first instant of the study and the last; of a lake, no other days are read.

    Raises:
        StudyError: a version of what is no lake, or columns of what is one.
        SourceError: a file that cannot be read.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from parvis.store import create_lake
    >>> from parvis.study.plan import SourceFile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with create_lake(folder).writing() as writer:
    ...     done = writer.append("mentions", pl.DataFrame({"id": ["x:1"], "text": ["Allô"]}))
    >>> take(folder, SourceFile(file="lake"), (None, None)).recognition.format
    'lake'
    """
    if is_lake(path):
        return _of_lake(path, source, bounds)
    if source.version is not None:
        raise StudyError(
            f"{path}: only a lake has versions. What to do: take `version` away, or name a lake."
        )
    return sources.read(path, **source.options())


def _of_lake(path: Path, source: SourceFile, bounds: Bounds) -> Harvest:
    given = [name for name, value in source.options().items() if value]
    if given:
        fault = f"{path}: the mentions of a lake are read already, and {given[0]} was given"
        raise StudyError(f"{fault}. What to do: take it away; it belongs to what fills the lake.")
    lake = open_lake(path)
    version = lake.version() if source.version is None else source.version
    types = schema.columns_of("normalise")
    rows = lake.mentions(version=version, days=_days(bounds), undated=True)
    frame = rows.select(types.keys()).collect()
    told = frame.with_columns(_never_null())
    platforms = ", ".join(told["source"].unique().sort().to_list())
    notes = [f"Version {version} of the lake.", *_lost(lake, version)]
    recognition = Recognition(platform=platforms or "lake", format="lake", notes=notes)
    return Harvest(told, [], told.height, recognition)


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
