"""Objects without a platform become rows: nested keys joined by points, lists by lines."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING

from parvis.sources.files.bounds import MOST_COLUMNS
from parvis.sources.files.table import distinct, from_columns
from parvis.sources.payload import Json, first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import polars as pl

_DEEPEST = 4
_LONGEST_INTEGER = 256  # bits
# What stands for an object of a list: a hashtag's text, an account's handle, a link's address.
_SPEAKING = ("text", "tag", "name", "screen_name", "username", "expanded_url", "url", "uri")


def table_of(items: Iterable[dict[str, Json]]) -> pl.DataFrame:
    r"""Lay objects out as rows of strings, one column for each key.

    Arguments:
        items: objects; their keys may differ.

    >>> table_of([{"user": {"name": "Free"}, "tags": ["a", "b"]}, {"likes": 3}]).rows()
    [('Free', 'a\nb', None), (None, None, '3')]
    """
    rows = [_flat(item) if dict in set(map(type, item.values())) else item for item in items]
    keys = list(dict.fromkeys(chain.from_iterable(rows)))[:MOST_COLUMNS]
    columns = [cells([row.get(key) for row in rows]) for key in keys]
    return from_columns(distinct(keys)[0], columns)


def cell(value: Json) -> str | None:
    r"""Write one JSON value as a cell; None where it says nothing.

    >>> cell(True), cell([{"tag": "fibre"}, "free"]), cell(3.0), cell({})
    ('true', 'fibre\nfree', '3', None)
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return ("\n".join(filter(None, map(_part, value))) or None) if value else None
    if isinstance(value, dict):
        return _written(value) if value else None
    return _scalar(value)


def cells(values: Sequence[Json]) -> Sequence[str | None]:
    """Write the values of one column; most columns hold strings already, or whole numbers.

    >>> cells(["a", None]), cells([3, None]), cells([True, []])
    (['a', None], ['3', None], ['true', None])
    """
    types = set(map(type, values))
    if types <= {str, type(None)}:
        return values
    write = _whole if types <= {int, type(None)} else cell
    return [None if value is None else write(value) for value in values]


def _scalar(value: Json) -> str:
    """Python refuses to write integers of thousands of digits; no count or id is one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not value.is_integer():
        return str(value)
    return _whole(int(value))


def _whole(whole: int) -> str:
    return str(whole) if whole.bit_length() < _LONGEST_INTEGER else hex(whole)[:100]


def _flat(item: dict[str, Json], path: str = "", depth: int = 1) -> dict[str, Json]:
    """Keys of nested objects joined to their parents'."""
    found: dict[str, Json] = {}
    for key, value in item.items():
        if isinstance(value, dict) and value and depth < _DEEPEST:
            found |= _flat(value, f"{path}{key}.", depth + 1)
        else:
            found[path + key] = value
    return found


def _part(item: Json) -> str | None:
    if isinstance(item, str):
        return item
    spoken = first(item.get(key) for key in _SPEAKING) if isinstance(item, dict) else item
    if isinstance(spoken, dict | list) or spoken is None:
        return _written(item) if item else None
    return cell(spoken)


def _written(value: Json) -> str | None:
    try:
        return json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):
        return None
