"""From a file to schema rows: taken apart, recognised, normalised, every row accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import polars as pl

from parvis import schema
from parvis.collect.dead_letters import Rejected
from parvis.errors import SourceError
from parvis.sources.files import encoding, excel, flatten, json_text, parquet, tabular
from parvis.sources.files.recognise import UNKNOWN, known_names, raw, recognise
from parvis.sources.files.shape import refused, shape_of
from parvis.sources.files.table import Table
from parvis.sources.harvest import Harvest, Recognition
from parvis.sources.payloads import Found, items_of_document, items_of_lines
from parvis.sources.rows import Rows, Wish, normalised, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.normalise.rows import Habits
    from parvis.sources.files.opening import Content
    from parvis.sources.payload import Json
    from parvis.sources.platform import Platform, Record

Format = Literal["csv", "json", "jsonl", "xlsx", "parquet"]
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A file taken apart: a table, or items of an API.

    >>> Parsed(format="csv").items
    []
    """

    format: Format
    table: Table | None = None
    items: list[Found] = field(default_factory=list)
    encoding: str | None = None
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def harvest(content: Content, wish: Wish, platforms: Sequence[Platform]) -> Harvest:
    r"""Read a file's posts into schema rows.

    Arguments:
        content: the file.
        wish: what the user says of it.
        platforms: those known, the most particular first.

    Raises:
        SourceError: no posts can be read from it.
        InputError: no such time zone.

    >>> from pathlib import Path
    >>> from parvis.sources.files.opening import Content
    >>> file = Content(path=Path("posts.csv"), data=b"Texte;Auteur\nMerci;free\n")
    >>> harvest(file, Wish(), []).frame["text"].to_list()
    ['Merci']
    """
    parsed = parse(content, wish, platforms)
    if parsed.table is None:
        rows, recognition = _of_items(content, parsed, wish)
    else:
        rows, recognition = _of_table(content, parsed, parsed.table, wish, platforms)
    rejected = sorted([*parsed.rejected, *rows.rejected], key=lambda one: one.line or 0)
    blank = [] if rows.frame.height else ["There is no post in the file."]
    notes = content.notes + parsed.notes + recognition.notes + rows.notes + blank
    recognition = replace(recognition, gzipped=content.gzipped, notes=notes)
    return Harvest(rows.frame, rejected, rows.frame.height + len(rejected), recognition)


def parse(content: Content, wish: Wish, platforms: Sequence[Platform]) -> Parsed:
    r"""Take a file apart, before its columns are recognised; `harvest` says what it raises.

    >>> from pathlib import Path
    >>> from parvis.sources.files.opening import Content
    >>> file = Content(path=Path("posts.csv"), data=b"Texte;Auteur\nMerci;free\n")
    >>> parse(file, Wish(), []).table.frame.columns
    ['Texte', 'Auteur']
    """
    shape = shape_of(content)
    known = known_names(platforms, wish.columns)
    if shape == "workbook":
        table = excel.read(content, known)
        return Parsed(format="xlsx", table=table, notes=table.notes)
    if shape == "parquet":
        return Parsed(format="parquet", table=parquet.read(content))
    decoded = encoding.decode(content.data)
    if encoding.is_binary(decoded.text):
        raise refused(content.path, "a binary file")
    parsed = _parse_json(content, decoded.text, platforms)
    if parsed is None:
        table = tabular.read(content, decoded.text, known)
        parsed = Parsed(format="csv", table=table, rejected=table.rejected, notes=table.notes)
    notes = decoded.notes + parsed.notes
    return replace(parsed, encoding=decoded.encoding, notes=notes)


def _parse_json(content: Content, text: str, platforms: Sequence[Platform]) -> Parsed | None:
    """Items of a platform's API, else a table of objects; None where the file is no JSON."""
    suffixes = content.path.suffixes
    is_lines = json_text.is_lines(text, suffixes)
    if not is_lines and not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return None
    try:
        read = json_text.read_lines if is_lines else json_text.read_whole
        values = read(content, text)
    except SourceError:
        if set(suffixes) & set(_TEXT_SUFFIXES):
            return None
        raise
    unpack = items_of_lines if is_lines else items_of_document
    items = unpack(values.values, platforms)
    parsed = Parsed(
        format="jsonl" if is_lines else "json", rejected=values.rejected, notes=values.notes
    )
    if any(found.platform for found in items):
        return replace(parsed, items=items)
    return _tabled(content, parsed, items)


def _tabled(content: Content, parsed: Parsed, items: Sequence[Found]) -> Parsed:
    """Objects that no platform knows, laid out as a table."""
    rows = [found for found in items if isinstance(found.value, dict)]
    others = [
        Rejected.of(
            content.name, found.line, "a JSON value, but no object", flatten.cell(found.value)
        )
        for found in items
        if not isinstance(found.value, dict)
    ]
    frame = flatten.table_of(_opened(found.value) for found in rows)
    table = Table(frame=frame, lines=[found.line for found in rows])
    return replace(parsed, table=table, rejected=parsed.rejected + others)


def _opened(item: dict[str, Json]) -> dict[str, Json]:
    """Tools wrap what they collected in "data"; its keys are the ones that speak."""
    data = item.get("data")
    if not isinstance(data, dict):
        return item
    return {key: of for key, of in item.items() if key != "data"} | data


def _of_table(
    content: Content, parsed: Parsed, table: Table, wish: Wish, platforms: Sequence[Platform]
) -> tuple[Rows, Recognition]:
    """Rows of an export, its columns recognised by their names."""
    if not table.frame.width:
        if parsed.rejected:
            fault = f"none of its {len(parsed.rejected)} lines is a JSON object"
            raise SourceError.at(content.path, fault, "export it again")
        empty = [Rejected.of(content.name, line, "empty row", "{}") for line in table.lines]
        return Rows(schema.empty("normalise"), empty, []), _recognition(parsed, wish)
    known = recognise(
        table.frame, platforms, path=content.path, mapping=wish.columns, platform=wish.platform
    )
    told = raw(table.frame, known.columns).with_columns(pl.Series("line", table.lines, pl.Int64))
    recognition = replace(
        _recognition(parsed, wish),
        platform=known.platform.name,
        columns=known.main,
        unused=known.unused,
        notes=known.notes,
    )
    return normalised(content.name, told, known.platform.habits, wish), recognition


def _of_items(content: Content, parsed: Parsed, wish: Wish) -> tuple[Rows, Recognition]:
    """Rows of an API's items, each platform's by its own habits, in the order of the file."""
    records, rejected = _records(content, parsed.items)
    parts = [normalised(content.name, said(of), habits, wish) for habits, of in records.items()]
    frame = pl.concat([schema.empty("normalise"), *(part.frame for part in parts)])
    rejected += [reject for part in parts for reject in part.rejected]
    notes = [note for part in parts for note in part.notes]
    names = dict.fromkeys(found.platform.name for found in parsed.items if found.platform)
    recognition = replace(_recognition(parsed, wish), platform=", ".join(names))
    return Rows(frame.sort("line", maintain_order=True), rejected, notes), recognition


def _records(
    content: Content, items: Sequence[Found]
) -> tuple[dict[Habits, list[tuple[int, Record]]], list[Rejected]]:
    """What each platform's posts say, and the items that are no posts."""
    records: dict[Habits, list[tuple[int, Record]]] = {}
    rejected = []
    for found in items:
        record = _record(found)
        if isinstance(record, str) or found.platform is None:
            told = flatten.cell(found.value) or ""
            rejected.append(Rejected.of(content.name, found.line, str(record), told))
        else:
            records.setdefault(found.platform.habits, []).append((found.line, record))
    return records, rejected


def _recognition(parsed: Parsed, wish: Wish) -> Recognition:
    return Recognition(
        platform=wish.platform or UNKNOWN,
        format=parsed.format,
        encoding=parsed.encoding,
        delimiter=parsed.table.delimiter if parsed.table else None,
    )


def _record(found: Found) -> Record | str:
    """The values of an item, or why it is no post."""
    if not (found.platform and found.platform.api):
        is_object = isinstance(found.value, dict)
        return "an object of no known kind" if is_object else "a JSON value, but no object"
    record = found.platform.api.record(found.value)
    if isinstance(record, str):
        return record
    return {**record, "collected_at": found.collected_at}
