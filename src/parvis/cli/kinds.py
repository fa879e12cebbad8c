"""What a listen file may say of each kind of source, as `parvis listen --kind` prints it."""

from __future__ import annotations

import inspect
import re
import sys
from typing import TYPE_CHECKING, Final

import msgspec

from parvis.sources.connector import Settings
from parvis.sources.connectors import CONNECTORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.sources.connector import Connector

_SAID: Final = re.compile(r"^ {4}([a-z_, ]+): (.+(?:\n {8,}.+)*)", re.MULTILINE)


def told(kind: str) -> str:
    """Say what a kind of source is, and what a listen file may say of it.

    Arguments:
        kind: one of `parvis.sources.connectors`.

    >>> print(told("firehose").splitlines()[3])
    server (needed): as wss://pds.example.
    """
    connector = CONNECTORS[kind]
    own = (sys.modules[connector.pages.__module__].__doc__ or "").partition("\n")[0]
    return "\n".join([f'kind = "{kind}"', own, "", *_fields(connector)])


def _fields(connector: Connector) -> Iterator[str]:
    """Its own fields first, then those of all sources."""
    common = {field.name for field in msgspec.structs.fields(Settings)}
    fields = msgspec.structs.fields(connector.settings)
    meaning = {**_meanings(Settings), **_meanings(connector.settings)}
    for field in sorted(fields, key=lambda field: field.name in common):
        yield f"{field.name} ({_usual(field)}): {meaning.get(field.name, '')}"


def _usual(field: msgspec.structs.FieldInfo) -> str:
    """Whether it must be said, and what counts if it is not."""
    if field.required:
        return "needed"
    value = field.default
    if value is msgspec.NODEFAULT or value is None or value in ("", ()):
        return "may be left out"
    return f"usually {msgspec.json.encode(value).decode()}"


def _meanings(settings: type[Settings]) -> dict[str, str]:
    """What the docstring of settings says of each."""
    return {
        name.strip(): " ".join(words.split())
        for names, words in _SAID.findall(inspect.getdoc(settings) or "")
        for name in names.split(",")
    }
