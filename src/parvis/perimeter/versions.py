"""A perimeter: named, versioned text, of which every version can be played again."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
import polars as pl

from parvis.errors import PerimeterError
from parvis.perimeter.language.parse import parse
from parvis.perimeter.language.shelf import Shelf
from parvis.perimeter.stream.matcher import Matcher
from parvis.whole import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.perimeter.language.tree import Query

EXAMPLE = """\
id = "telecom"
name = "Télécom grand public"

[lists]
rivals = ["Orange", "SFR", "Bouygues Telecom"]

[queries]
brand = 'free OR freebox OR "free mobile"'
outage = '@query:brand AND (panne OR coupure) NOT @list:rivals'
"""


class _Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in the file of a perimeter."""

    id: str
    queries: dict[str, str]
    name: str = ""
    lists: dict[str, list[str]] = msgspec.field(default_factory=dict)


@dataclass(frozen=True)
class Perimeter:
    """The queries that serve an objective, with the lists they name.

    Arguments:
        text: of its file, in TOML: `id`, `name`, `[lists]`, `[queries]`.

    Raises:
        PerimeterError: the file is not TOML, or lacks an id or queries.
        QueryError: a query cannot be understood; a note names it.

    >>> telecom = Perimeter(EXAMPLE)
    >>> telecom.id, telecom.version[:8], list(telecom.queries)
    ('telecom', '43ed09f0', ['brand', 'outage'])
    """

    text: str

    def __post_init__(self) -> None:
        _ = self.queries

    @classmethod
    def load(cls, path: Path) -> Perimeter:
        """Read a perimeter from its file."""
        try:
            return cls(path.read_text("utf-8-sig"))
        except UnicodeDecodeError as error:
            fault = f"{path}: not UTF-8. What to do: save the perimeter as UTF-8."
            raise PerimeterError(fault) from error

    @property
    def id(self) -> str:
        """What stays when the perimeter is renamed."""
        return self._read.id

    @property
    def name(self) -> str:
        """What people call it."""
        return self._read.name or self._read.id

    @property
    def version(self) -> str:
        """The SHA-256 of its text: two texts are two versions."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def shelf(self) -> Shelf:
        """Its lists and queries, for a query to refer to."""
        return Shelf(self._read.lists, self._read.queries)

    @cached_property
    def queries(self) -> dict[str, Query]:
        """Its queries by name, understood."""
        return {name: self._query(name, text) for name, text in self._read.queries.items()}

    def _query(self, name: str, text: str) -> Query:
        try:
            return parse(text, self.shelf)
        except Exception as error:
            error.add_note(f"in the query {name!r} of the perimeter {self.id!r}")
            raise

    @cached_property
    def _read(self) -> _Text:
        try:
            read = msgspec.convert(tomllib.loads(self.text), _Text)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            raise PerimeterError(f"no perimeter: {error}.\n{_COPY_THIS}") from error
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,62}", read.id) or not read.queries:
            fault = "an id is small letters, digits and dashes, and there is one query at least"
            raise PerimeterError(f"no perimeter: {fault}.\n{_COPY_THIS}")
        return read

    def match(self, mentions: pl.DataFrame) -> pl.DataFrame:
        """Match every query to mentions, and record by what.

        Arguments:
            mentions: a frame with the columns `id` and `text`, and others of the schema.

        Returns:
            One row a match: `mention` (its id), `query`, `matches` (null where what is read later
            decides), `perimeter`, `version`.

        >>> Perimeter(EXAMPLE).match(pl.DataFrame({"id": ["x:1"], "text": ["Free"]})).row(0)[:3]
        ('x:1', 'brand', True)
        """
        found = Matcher(self.queries).match(mentions)
        return found.with_columns(
            mention=mentions["id"].gather(found["mention"]),
            perimeter=pl.lit(self.id),
            version=pl.lit(self.version),
        )


_COPY_THIS = "What to do: start from this one.\n\n" + EXAMPLE


class Version(msgspec.Struct, frozen=True):
    """One version of a perimeter, as its history tells of it.

    Arguments:
        number: from 1.
        version: the SHA-256 of its text.
        parent: that of the version before.
        saved_at: when, in UTC.
        note: why.
    """

    number: int
    version: str
    parent: str | None
    saved_at: dt.datetime
    note: str = ""


class History:
    """Every version of some perimeters, in a folder; none is ever changed.

    Arguments:
        folder: in which each perimeter has a folder of its own, named by its id.

    >>> import tempfile
    >>> from pathlib import Path
    >>> history = History(Path(tempfile.mkdtemp()))
    >>> history.save(Perimeter(EXAMPLE), note="to begin with").number
    1
    >>> history.load("telecom").name
    'Télécom grand public'
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(
        self, perimeter: Perimeter, *, note: str = "", now: dt.datetime | None = None
    ) -> Version:
        """Keep a version; the same text as the last one is kept once.

        The text is on the disk, under its own hash, before the list of versions names it.
        """
        known = self.versions(perimeter.id)
        if known and known[-1].version == perimeter.version:
            return known[-1]
        version = Version(
            number=len(known) + 1,
            version=perimeter.version,
            parent=known[-1].version if known else None,
            saved_at=now or dt.datetime.now(dt.UTC),
            note=note,
        )
        folder = self._folder / perimeter.id
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / f"{perimeter.version}.toml", perimeter.text)
        lines = [msgspec.json.encode(one).decode() for one in (*known, version)]
        write_whole(folder / "versions.jsonl", "\n".join(lines) + "\n")
        return version

    def versions(self, perimeter_id: str) -> list[Version]:
        """Return the versions of a perimeter, the oldest first."""
        path = self._folder / perimeter_id / "versions.jsonl"
        if not path.exists():
            return []
        return [msgspec.json.decode(line, type=Version) for line in path.read_bytes().splitlines()]

    def load(self, perimeter_id: str, which: str | int | None = None) -> Perimeter:
        """Return a version as it was saved.

        Arguments:
            perimeter_id: of the perimeter.
            which: its number, the beginning of its hash, or None for the last one.

        Raises:
            PerimeterError: there is none such.
        """
        known = self.versions(perimeter_id)
        chosen = (
            [one for one in known if _is_chosen(one, which)] if which is not None else known[-1:]
        )
        if len({one.version for one in chosen}) != 1:
            names = ", ".join(f"{one.number} ({one.version[:8]})" for one in known) or "none"
            fault = f"no version {which or ''} of the perimeter {perimeter_id!r} in {self._folder}"
            raise PerimeterError(f"{fault}. What to do: name one of {names}.")
        path = self._folder / perimeter_id / f"{chosen[-1].version}.toml"
        return Perimeter(path.read_text("utf-8"))


def _is_chosen(version: Version, which: str | int) -> bool:
    return str(version.number) == str(which) or (
        len(str(which)) >= 6 and version.version.startswith(str(which))
    )
