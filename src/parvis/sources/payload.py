"""Getters for payloads of any shape: a missing or misshapen part is None, never an error."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

# What a sender may send: nothing about its shape is sure.
Json: TypeAlias = Any


def dig(value: Json, *path: str) -> Json:
    """Follow keys into nested objects; None where the way ends.

    >>> dig({"user": {"name": "Free"}}, "user", "name"), dig({"user": 7}, "user", "name")
    ('Free', None)
    """
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def objects(value: Json) -> list[dict[str, Json]]:
    """Return the objects of a list; none where it is no list.

    >>> objects([{"a": 1}, 2]), objects(None)
    ([{'a': 1}], [])
    """
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def each(value: Json, *path: str) -> list[Json]:
    """Return what lies at a path in each object of a list, where something does.

    >>> each([{"tag": {"name": "fibre"}}, {"tag": None}], "tag", "name")
    ['fibre']
    """
    if not value or not isinstance(value, list):
        return []
    found = (dig(item, *path) for item in objects(value))
    return [part for part in found if part is not None]


def first(values: Iterable[Json]) -> Json:
    """Return the first value that is there and not empty.

    >>> first([None, "", "Free"])
    'Free'
    """
    for value in values:
        if value or isinstance(value, int | float):
            return value
    return None


def moment(value: Json) -> float | None:
    """Return a time in ISO 8601 as seconds since 1970, UTC where it names no zone.

    >>> moment("2026-11-29T06:00:00.000Z"), moment("yesterday")
    (1795932000.0, None)
    """
    try:
        at = dt.datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).timestamp()
