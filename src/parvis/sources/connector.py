"""What a source that is listened to is: its settings, how its items read, how it is walked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import msgspec
import polars as pl

from parvis.collect.dead_letters import Rejected
from parvis.errors import SourceError
from parvis.schema import UTC_TIME
from parvis.sources.files import flatten
from parvis.sources.rows import Wish, normalised, said

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    from parvis.collect.page import Cursor, Item, Page
    from parvis.collect.web import Web
    from parvis.normalise.rows import Habits
    from parvis.sources.platform import Record

Keep: TypeAlias = Literal["all", "matching"]
Days: TypeAlias = Annotated[int, msgspec.Meta(ge=1)]
Seconds: TypeAlias = Annotated[float, msgspec.Meta(gt=0)]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a listen file says of any source; each connector adds its own.

    Arguments:
        name: by which it is known on the screen and in the lake; two sources never share one.
        every: seconds between two visits; of a stream, the longest silence before it is doubted.
        keep: all that comes, or what a query matches; as the connector usually does, if None.
        key: the name under which its credentials are kept (`parvis keys set`).
        medium: of its mentions, where neither they nor the platform tell.
        history: whether what lies before the first visit is fetched too, as far as it is given.
        days: for how many its mentions are kept, counted from when they were published; as the
            listen file says of its platform, if None.
    """

    name: str
    every: Seconds = 300.0
    keep: Keep | None = None
    key: str | None = None
    medium: str | None = None
    history: bool = False
    days: Days | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a connector has in hand when it walks a source.

    Arguments:
        web: fetches, within bounds.
        since: the cursor of the last page kept; None the first time.
        secret: its credentials; None where the listen file names none.
        folder: that of the listen file, from which files are found.
        saved: tells the cursor that is on the disk, of which what lies before it is kept.
    """

    web: Web
    since: Cursor = None
    secret: str | None = None
    folder: str = "."
    saved: Callable[[], Cursor] = lambda: None

    def needed(self, settings: Settings, what: str) -> str:
        """Return its credentials.

        Raises:
            SourceError: there are none; the message says what is wanted.
        """
        if self.secret is None:
            way_out = 'keep it with `parvis keys set NAME`, and write key = "NAME"'
            raise SourceError.at(settings.name, f"it needs {what}", way_out)
        return self.secret


Walk: TypeAlias = "Callable[[Any, Visit], AsyncIterator[Page]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """A kind of source that can be listened to.

    Arguments:
        kind: its name in a listen file.
        habits: how it speaks; `habits.source` begins every id.
        record: an item → its values under the schema's names, or why it is no post.
        settings: what a listen file may say of it.
        pages: walks it from a cursor; of a stream, without end.
        history: walks what lies before, as far as it gives it; None where it gives none.
        is_stream: whether it tells of posts as they come.
        keep: what is kept of it where the listen file does not say.
        polite: seconds between two visits that its owner asks for at the least.
    """

    kind: str
    habits: Habits
    record: Callable[[Item], Record | str]
    settings: type[Settings]
    pages: Walk
    history: Walk | None = None
    is_stream: bool | Callable[[Any], bool] = False
    keep: Keep = "all"
    polite: float = 0.0

    def streams(self, settings: Settings) -> bool:
        """Tell whether a source of these settings tells of posts as they come."""
        return self.is_stream(settings) if callable(self.is_stream) else self.is_stream


@dataclass(frozen=True, slots=True)
class Read:
    """A page read: schema rows, and what was none; together they are all its items."""

    frame: pl.DataFrame
    rejected: list[Rejected]


def rows_of(connector: Connector, settings: Settings, page: Page, at: dt.datetime) -> Read:
    """Turn the items of a page into rows of the schema.

    Arguments:
        connector: of its source.
        settings: of its source.
        page: as the source gave it.
        at: when, aware.
    """
    if page.rows is not None:
        return Read(frame=page.rows, rejected=list(page.rejected))
    origin = page.origin or settings.name
    rejected: list[Rejected] = []
    raw = said(_records(connector, page.items, origin, rejected))
    rows = normalised(origin, raw, connector.habits, Wish(medium=settings.medium))
    collected = pl.col("collected_at").fill_null(pl.lit(at, UTC_TIME))
    return Read(
        frame=rows.frame.with_columns(collected),
        rejected=[*page.rejected, *rejected, *_whole(rows.rejected, page.items)],
    )


def _records(
    connector: Connector, items: Sequence[Item], origin: str, rejected: list[Rejected]
) -> Iterator[tuple[int, Record]]:
    """The values of each item; those that are no post are added to the rejected."""
    for line, item in enumerate(items, start=1):
        record = connector.record(item) if isinstance(item, dict) else "no JSON object"
        if isinstance(record, str):
            rejected.append(Rejected.of(origin, None, record, flatten.cell(item) or ""))
        else:
            yield line, record


def _whole(rejected: Sequence[Rejected], items: Sequence[Item]) -> list[Rejected]:
    """What was refused as a row, told as the item it was: a page has no lines to look up."""
    return [
        Rejected.of(
            row.origin, None, row.reason, flatten.cell(items[row.line - 1]) if row.line else ""
        )
        for row in rejected
    ]
