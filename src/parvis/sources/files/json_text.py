"""JSON of any shape: whole documents, arrays with breaks in them, one object a line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from parvis.collect.dead_letters import Rejected
from parvis.errors import SourceError
from parvis.sources.files.bounds import MOST_REPAIRS

if TYPE_CHECKING:
    from parvis.sources.files.opening import Content
    from parvis.sources.payload import Json

_SAMPLE = 100
_NEXT_OBJECT = re.compile(r"\}\s*,\s*(?=\{)")
_BETWEEN = re.compile(r"[\s,]*")
_tolerant = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Values:
    """JSON values, each with the line or item it stands at.

    Arguments:
        values: pairs of line or item, from 1, and value.
        rejected: what is no JSON.
        notes: what a person should know, in sentences.

    >>> Values([(1, {"text": "oui"})]).rejected
    []
    """

    values: list[tuple[int, Json]]
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def is_lines(text: str, suffixes: list[str]) -> bool:
    r"""Tell whether a text is one JSON object a line, by its name or its first lines.

    Arguments:
        text: the characters of the file.
        suffixes: of its name, as [".jsonl", ".gz"].

    >>> is_lines('{"text": "oui"}\n{"text": "non"}\n', [".txt"])
    True
    """
    if {".jsonl", ".ndjson"} & {suffix.lower() for suffix in suffixes}:
        return True
    head = [line.strip() for line in text[: 10_000 * _SAMPLE].split("\n", _SAMPLE)[:_SAMPLE]]
    lines = [line for line in head if line]
    whole = sum(line.startswith("{") and line.endswith("}") for line in lines)
    return len(lines) > 1 and whole > len(lines) / 2


def read_lines(content: Content, text: str) -> Values:
    r"""Read one JSON value a line; a line that is none is rejected with its number.

    Arguments:
        content: the file.
        text: its characters.

    >>> from pathlib import Path
    >>> from parvis.sources.files.opening import Content
    >>> read_lines(Content(path=Path("posts.jsonl"), data=b"-"), '{"a": 1}\n{oops\n').rejected[
    ...     0
    ... ].line
    2
    """
    values, rejected = [], []
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            values.append((number, loads(line)))
        except ValueError as error:
            is_tail = content.is_cut and number == len(lines)
            reason = "cut off where the file ends too early" if is_tail else f"no JSON: {error}"
            rejected.append(Rejected.of(content.name, number, reason, line))
    return Values(values, rejected)


def read_whole(content: Content, text: str) -> Values:
    """Read one JSON document; of several, or of a broken one, every object that is whole.

    Arguments:
        content: the file.
        text: its characters.

    Raises:
        SourceError: no JSON, and no object to take from it.

    >>> from pathlib import Path
    >>> from parvis.sources.files.opening import Content
    >>> read_whole(Content(path=Path("posts.json"), data=b"-"), '[{"a": 1}, {"a":').values
    [(1, {'a': 1})]
    """
    try:
        return Values([(1, loads(text))])
    except ValueError:
        return _repaired(content, text)


def loads(text: str) -> Json:
    r"""Decode JSON fast; what only a tolerant reader takes (NaN, lone surrogates), by one.

    Raises:
        ValueError: no JSON, or nested too deep.

    >>> loads('{"text": "\\ud800", "score": NaN}')["text"] == "\ud800"
    True
    """
    try:
        return msgspec.json.decode(text)
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
        pass
    try:
        return _tolerant.decode(text.strip())
    except RecursionError:
        message = "nested too deep"
        raise ValueError(message) from None


def _repaired(content: Content, text: str) -> Values:
    """The objects of a broken text; reading is taken up again at the next object."""
    values: list[tuple[int, Json]] = []
    rejected: list[Rejected] = []
    start = text.lstrip("\ufeff \t\r\n")
    at = len(text) - len(start) + start.startswith("[")
    while (at := _after(_BETWEEN, text, at)) < len(text) and text[at] != "]":
        number = len(values) + len(rejected) + 1
        try:
            value, at = _tolerant.raw_decode(text, at)
            values.append((number, value))
        except (ValueError, RecursionError) as error:
            end = _next_object(text, at, len(rejected))
            reason = f"no JSON: {error}" if isinstance(error, ValueError) else "nested too deep"
            rejected.append(Rejected.of(content.name, number, reason, text[at:end]))
            at = end
    if not values:
        fault = f"it is broken ({rejected[0].reason if rejected else 'an array left open'})"
        raise SourceError.at(content.path, fault, "export it again")
    note = "The file is not one JSON document; the objects that are whole are read."
    return Values(values, rejected, [note])


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _next_object(text: str, at: int, repairs: int) -> int:
    found = _NEXT_OBJECT.search(text, at) if repairs < MOST_REPAIRS else None
    return found.end() if found else len(text)
