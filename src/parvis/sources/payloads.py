"""What an API answered, or a tool recorded: unpacked into items, each with whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.sources.payload import Json, objects
from parvis.sources.platform import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parvis.sources.platform import Platform

_WORDS = frozenset({"text", "fulltext", "message", "body", "content", "texte", "comment", "review"})
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Found:
    """One item.

    Arguments:
        line: line or item of the file, from 1.
        platform: whose API gave it; None where no platform knows it.
        value: the item.
        collected_at: when it was recorded, if the recording says so.

    >>> Found(1, None, {"text": "oui"}).collected_at is None
    True
    """

    line: int
    platform: Platform | None
    value: Json
    collected_at: Json = None


def items_of_lines(
    values: Iterable[tuple[int, Json]], platforms: Sequence[Platform]
) -> list[Found]:
    """Unpack values that stand one on a line; their items carry the line.

    Arguments:
        values: pairs of line and JSON value.
        platforms: those with an API, in the order they are asked.

    >>> [found.line for found in items_of_lines([(3, {"text": "oui"})], [])]
    [3]
    """
    return [
        Found(line, *found)
        for line, value in values
        for found in _unpacked(value, platforms)
    ]  # fmt: skip


def items_of_document(
    values: Iterable[tuple[int, Json]], platforms: Sequence[Platform]
) -> list[Found]:
    """Unpack one document, or the objects rescued of one; its items are numbered.

    An object that no platform knows is looked into for the list it holds.

    Arguments:
        values: pairs of item and JSON value.
        platforms: those with an API, in the order they are asked.

    >>> document = {"meta": {"count": 2}, "data": [{"text": "oui"}, {"text": "non"}]}
    >>> [found.line for found in items_of_document([(1, document)], [])]
    [1, 2]
    """
    unpacked = (
        found for _, value in values for found in _unpacked(value, platforms, looks_inside=True)
    )
    return [Found(number, *found) for number, found in enumerate(unpacked, start=1)]


@dataclass(frozen=True, slots=True)
class _Node:
    """A part of a payload; `may_hold` where it could be the shell around the items."""

    value: Json
    collected_at: Json = None
    may_hold: bool = False


def _unpacked(
    value: Json, platforms: Sequence[Platform], *, looks_inside: bool = False
) -> Iterator[tuple[Platform | None, Json, Json]]:
    """Items in order, without recursion: payloads may be nested as deep as their sender likes."""
    waiting = [_Node(value, may_hold=looks_inside)]
    while waiting:
        node = waiting.pop()
        if (below := _below(node)) is not None:
            waiting += reversed(below)
        elif known := _known(node.value, platforms):
            yield from ((known[0], item, node.collected_at) for item in known[1])
        elif node.may_hold and (held := _held(node.value)) is not None:
            waiting.append(_Node(held, node.collected_at))
        else:
            yield None, node.value, node.collected_at


def _below(node: _Node) -> list[_Node] | None:
    """The parts of a list, and what a recorder wrapped; None in what stands for itself."""
    value = node.value
    if isinstance(value, list):
        return [_Node(part, node.collected_at) for part in value]
    if not isinstance(value, dict):
        return None
    if "endpoint" in value and "body" in value:
        return [_Node(value["body"], node.collected_at, may_hold=True)]
    if isinstance(value.get("data"), dict) and "source_platform" in value:
        return [_Node(value["data"], value.get("timestamp_collected"))]
    return None


def _known(value: Json, platforms: Sequence[Platform]) -> tuple[Platform, list[Json]] | None:
    if not isinstance(value, dict) or _is_flat(value):
        return None
    for platform in platforms:
        if platform.api and (items := platform.api.unfold(value)) is not None:
            return platform, items
    return None


def _is_flat(value: dict[str, Json]) -> bool:
    """Tell whether an object holds no other: no platform sends posts so."""
    lists = [part for part in value.values() if type(part) is list]
    return dict not in set(map(type, value.values())) and not any(map(objects, lists))


def _held(value: Json) -> list[Json] | None:
    """The longest list of objects within, not too deep; None in what is a row itself."""
    if not isinstance(value, dict) or _speaks(value):
        return None
    lists: list[list[Json]] = []
    level: list[Json] = [value]
    for _ in range(_DEEPEST):
        parts = [of for one in level for of in one.values()]
        lists += [part for part in parts if part == [] or objects(part)]
        level = [part for part in parts if isinstance(part, dict)]
    return max(lists, key=len, default=None)


def _speaks(value: dict[str, Json]) -> bool:
    return any(isinstance(of, str) and fold(key) in _WORDS for key, of in value.items())
