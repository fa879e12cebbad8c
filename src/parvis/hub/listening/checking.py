"""What somebody writes is held against the library, which is imported only where it is asked."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from parvis.errors import ParvisError
from parvis.hub.common.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OF_THE_SERVER: Final = frozenset({"files", "webhook", "mail"})
"""Kinds that touch the machine of the hub, or what lies near it: for owners of the organisation."""


def require_query(text: str) -> None:
    """Refuse a query that cannot be understood, and point at why.

    Raises:
        RefusedError: it cannot.
    """
    from parvis.perimeter import Brand

    try:
        Brand("query", text, (), is_own=False)
    except ParvisError as fault:
        raise RefusedError(str(fault), code="query", field="query") from fault


def settings_of(kind: str, told: str | Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a source, held against its connector.

    Arguments:
        kind: of the source.
        told: its settings by name, or as a listen file has them.

    Raises:
        RefusedError: there is no such kind, or its connector does not take them.
    """
    import msgspec

    from parvis.sources.connectors import CONNECTORS

    if kind not in CONNECTORS:
        raise RefusedError(_("There is no such kind of source."), code="kind", field="kind")
    try:
        said = tomllib.loads(told) if isinstance(told, str) else dict(told)
        msgspec.convert({**said, "name": "it"}, CONNECTORS[kind].settings)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise RefusedError(str(fault), code="settings", field="settings") from fault
    for why in _faults(kind, said):
        raise RefusedError(why, code="settings", field="settings")
    return said


def needs_owner(kind: str, said: Mapping[str, Any]) -> bool:
    """Tell whether a source touches the machine of the hub, or a key that was kept in it.

    >>> (
    ...     needs_owner("feed", {"url": "https://example.org/rss"}),
    ...     needs_owner("mastodon", {"key": "m"}),
    ... )
    (False, True)
    """
    return kind in OF_THE_SERVER or "key" in said


def text_of(said: Mapping[str, Any]) -> str:
    """Return settings as a listen file has them.

    >>> text_of({"url": "https://example.org/rss", "every": 60.0})
    'url = "https://example.org/rss"\\nevery = 60.0\\n'
    """
    return "".join(f"{name} = {_written(value)}\n" for name, value in said.items())


def example(kind: str) -> str:
    """Return what may be said of a kind: what must be, and, behind #, what may."""
    import msgspec

    from parvis.sources.connectors import CONNECTORS

    lines = []
    fields = msgspec.structs.fields(CONNECTORS[kind].settings)
    for field in sorted(fields, key=lambda one: not one.required):
        if field.name == "name":
            continue
        if field.required:
            lines.append(f"{field.name} = {'0' if field.type is int else _empty(field.type)}")
        elif field.default not in {None, msgspec.NODEFAULT}:
            lines.append(f"# {field.name} = {_written(field.default)}")
        else:
            lines.append(f"# {field.name} = ")
    return "\n".join(lines) + "\n"


def _faults(kind: str, said: Mapping[str, Any]) -> Iterator[str]:
    if not _is_plain(said):
        yield _("It holds a date, or a character that cannot be kept: write it as a plain text.")
    if "name" in said or "kind" in said:
        yield _("Name and kind have their own fields.")
    path = str(said.get("path", ""))
    if kind == "files" and (path.startswith(("/", "~")) or ".." in path.split("/")):
        yield _("The path is one within the folder “files” of the hub.")
    if kind == "webhook" and said.get("inbox", "inbox") != "inbox":
        yield _("The inbox of a webhook is that of the hub.")


def _is_plain(said: Mapping[str, Any]) -> bool:
    """Whether every database takes it: no date, no null character, no half of a character."""
    try:
        return b"\\u0000" not in json.dumps(said, ensure_ascii=False).encode()
    except (TypeError, UnicodeEncodeError):
        return False


def _written(value: object) -> str:
    """JSON of texts, numbers and lists is TOML too; a table is written in one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {_written(v)}" for k, v in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def _empty(kind: Any) -> str:
    return '""' if kind is str else '[""]'
