"""Reads what is new in files and folders, each file again when it has changed."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from parvis.collect.dead_letters import Rejected
from parvis.collect.page import Page
from parvis.errors import SourceError
from parvis.normalise.rows import Habits
from parvis.sources import read
from parvis.sources.connector import Connector, Seconds, Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from parvis.sources.connector import Visit
    from parvis.sources.harvest import Harvest

AT_ONCE: Final = 2_000
"""Rows of a page."""

SETTLED: Final = 2.0
"""Seconds a file must have been left alone: one that is being written is read when it is whole."""


class Watched(Settings, frozen=True, kw_only=True):
    """What a listen file says of files that are watched.

    Arguments:
        path: a file, a folder, or a pattern as exports/*.csv, from the folder of the listen file.
        columns: schema name → the file's column, where its name does not show it.
        platform: whose export it is, where its columns do not show it.
        timezone: of times that name none, as Europe/Paris; UTC if None.
        day_first: whether 03/04 is in April, where the file does not settle it.
    """

    path: str
    every: Seconds = 10.0
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    platform: str | None = None
    timezone: str | None = None
    day_first: bool | None = None


async def pages(settings: Watched, visit: Visit) -> AsyncIterator[Page]:
    """Yield the rows of each file that is new or has changed since it was read.

    A file that cannot be read is told once, as a dead letter, until it changes. One that is gone is
    forgotten, so that a folder in which files come and go does not make the cursor grow.

    Arguments:
        settings: of the source.
        visit: whose cursor holds the stamp of each file that was read.
    """
    files = await asyncio.to_thread(_files, settings, visit.folder)
    there = {str(path) for path in files}
    past: dict[str, Any] = visit.since or {}
    seen = {path: stamp for path, stamp in past.items() if path in there}
    for path in files:
        stamp = _stamp(path)
        if stamp is None or seen.get(str(path)) == stamp:
            continue
        try:
            harvest = await asyncio.to_thread(_read, path, settings)
        except SourceError as fault:
            letter = Rejected.of(path.name, None, str(fault), f"{path} {stamp}")
            seen = {**seen, str(path): stamp}
            yield Page(origin=path.name, rejected=[letter], cursor=seen)
            continue
        for page in _slices(harvest, path, seen, {**seen, str(path): stamp}):
            yield page
        seen = {**seen, str(path): stamp}


def _files(settings: Watched, folder: str) -> list[Path]:
    """The files meant, those longest unchanged first; none yet in a folder is no fault."""
    root = Path(folder)
    target = root / settings.path
    if target.is_dir():
        found = [path for path in target.rglob("*") if _is_meant(path, target)]
    elif target.exists():
        found = [target]
    else:
        found = [path for path in root.glob(settings.path) if _is_meant(path, root)]
        if not found:
            raise SourceError.at(target, "no file is there", "put one there, or mend the path")
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, str(path)))


def _is_meant(path: Path, root: Path) -> bool:
    return path.is_file() and not any(
        part.startswith((".", "~")) for part in path.relative_to(root).parts
    )


def _stamp(path: Path) -> list[int] | None:
    """Size and time of a file; None while it is being written."""
    about = path.stat()
    is_settled = time.time() - about.st_mtime >= SETTLED
    return [about.st_size, about.st_mtime_ns] if is_settled else None


def _read(path: Path, settings: Watched) -> Harvest:
    return read(
        path,
        columns=settings.columns,
        platform=settings.platform,
        medium=settings.medium,
        timezone=settings.timezone,
        day_first=settings.day_first,
    )


def _slices(harvest: Harvest, path: Path, before: object, after: object) -> Iterator[Page]:
    """The rows a page at a time; only the last says that the file was read."""
    last = max(0, harvest.frame.height - 1) // AT_ONCE
    for place in range(last + 1):
        is_last = place == last
        yield Page(
            origin=path.name,
            rows=harvest.frame.slice(place * AT_ONCE, AT_ONCE),
            rejected=harvest.rejected if is_last else (),
            cursor=after if is_last else before,
        )


CONNECTOR: Final = Connector(
    kind="files",
    habits=Habits(source="file"),
    record=lambda _: "an item, where rows were expected",
    settings=Watched,
    pages=pages,
)
