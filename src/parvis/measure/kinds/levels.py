"""What a KPI tells of: what was done, what people took from it, what they did, what changed."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parvis.measure.kinds.families import Level

MOST: Final = 7  # KPIs of one objective that people still look at
_FARTHEST_FIRST: Final[tuple[Level, ...]] = ("impact", "outcome", "out-take", "output")


def level_of(name: str) -> Level | None:
    """Say what a KPI tells of, from the words of its name in French or English.

    Arguments:
        name: of the KPI, as "Likes per post" or "Ventes issues des messages".

    Returns: the level farthest from our own doing that its words tell of; None where they tell
        nothing.

    Source: AMEC, "Integrated Evaluation Framework" (2016): outputs, out-takes, outcomes, impact.

    >>> level_of("Nombre de fans"), level_of("Chiffre d'affaires par message"), level_of("Zeal")
    ('output', 'impact', None)
    """
    plain = _plain(name)
    return next((level for level in _FARTHEST_FIRST if _words()[level].search(plain)), None)


def warnings(levels: Iterable[Level | None]) -> Iterator[str]:
    """Yield what is wrong with the KPIs of one objective.

    Arguments:
        levels: what each tells of; None where it is not known.

    Returns: `all outputs` where none tells what came of it, `too many` over seven, `unknown level`
        where one tells nothing.

    Source: Barcelona Principles (AMEC): measure outcomes, not only outputs; row 3 of the
        capabilities: at most seven.

    >>> list(warnings(["output", "output"])), list(warnings(["output", "impact"]))
    (['all outputs'], [])
    """
    known = list(levels)
    if known and all(level == "output" for level in known):
        yield "all outputs"
    if len(known) > MOST:
        yield "too many"
    if None in known:
        yield "unknown level"


def _plain(name: str) -> str:
    """Small letters without accents."""
    apart = unicodedata.normalize("NFD", name.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """The words of each level, as one pattern; a star stands for the rest of a word."""
    file = resources.files("parvis.measure.kinds") / "levels.toml"
    told = tomllib.loads(file.read_text("utf-8"))
    return {level: re.compile("|".join(map(_pattern, words))) for level, words in told.items()}


def _pattern(word: str) -> str:
    return rf"\b{re.escape(_plain(word)).replace(re.escape('*'), '[a-z]*')}\b"
