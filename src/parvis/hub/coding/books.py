"""What people are asked, as the hub keeps it, and the library's codebook of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypedDict

import msgspec
from django.utils.text import slugify

from parvis.analyse.coded import CLASSES
from parvis.codebook import Codebook, checked
from parvis.hub.coding.words import STARTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

RELEVANCE: Final = "relevance"
RELEVANT: Final = "relevant"
TARGETS: Final[Mapping[str, Sequence[str]]] = {**CLASSES, RELEVANCE: (RELEVANT,)}
"""What of the dashboards a criterion puts right, and what its values may stand for there."""
MOST: Final = 9
"""Values of a criterion: a digit chooses each."""


class Value(TypedDict):
    """A value: its code, what it means, examples, and the classes of the target that it is."""

    code: str
    means: str
    examples: list[str]
    read: list[str]


class Asked(TypedDict):
    """A criterion: of `parvis.codebook.Criterion`, with a title and what it puts right.

    `target` is one of `TARGETS`, or empty.
    """

    name: str
    title: str
    question: str
    level: str
    target: str
    rules: list[str]
    value: list[Value]


def book_of(criteria: Iterable[Asked]) -> Codebook:
    """Return criteria as the library has them.

    Raises:
        CodebookError: one of them cannot be coded.
    """
    plain = {"criterion": [_plain(one) for one in criteria]}
    return checked(msgspec.convert(plain, Codebook))


def name_of(title: str, taken: Iterable[str]) -> str:
    """Return the name of a column for a title, unlike those that are taken.

    >>> name_of("Ton du message", []), name_of("Ton", ["ton"]), name_of("2 mots", [])
    ('ton_du_message', 'ton_2', 'c_2_mots')
    """
    plain = slugify(title).replace("-", "_")[:50] or "c"
    plain = plain if plain[0].isalpha() else f"c_{plain}"
    held, number, name = {"id", "text", "brands", "stratum", "inclusion", *taken}, 2, plain
    while name in held:
        name, number = f"{plain}_{number}", number + 1
    return name


def classes_of(asked: Asked) -> dict[str, str]:
    """Return, for each code that stands for a class of the target, that class."""
    return {value["code"]: value["read"][0] for value in asked["value"] if value["read"]}


def starter() -> Asked:
    """Return the criterion that most codebooks begin with, in the words of whoever reads."""
    values = [
        Value(code=str(code), means=str(means), examples=[str(example)], read=[read])
        for read, code, means, example in STARTER["values"]
    ]
    return Asked(
        name="tonality", title=str(STARTER["title"]), question=str(STARTER["question"]),
        level="nominal", target="tonality", rules=[str(rule) for rule in STARTER["rules"]],
        value=values,
    )  # fmt: skip


def _plain(asked: Asked) -> dict[str, Any]:
    """A criterion without what the library does not know."""
    is_read = asked["target"] in CLASSES
    values = [
        dict(value) | {"read": value["read"] if is_read else None} for value in asked["value"]
    ]
    told = {key: held for key, held in asked.items() if key not in ("title", "target")}
    return told | {"value": values, "reads": asked["target"] if is_read else None}
