"""An explanation in words, in French or English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.perimeter.explain.explanation import Explanation, Miss

Language = Literal["en", "fr"]
_SIGNS: Final = {True: "✓", False: "✗", None: "?"}
_VERDICTS: Final = {True: "yes", False: "no", None: "later"}


@cache
def _words(language: Language) -> dict[str, str]:
    text = resources.files("parvis.perimeter.explain").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)[language]


def verdict_of(explanation: Explanation, language: Language = "en") -> str:
    """Say the verdict in words.

    >>> from parvis.perimeter import parse
    >>> from parvis.perimeter.explain.explain import explain
    >>> verdict_of(explain(parse("free"), {"text": "Free"}), "fr")
    'correspond'
    """
    return _words(language)[_VERDICTS[explanation.verdict]]


def told(explanation: Explanation, language: Language = "en", *, depth: int = 0) -> Iterator[str]:
    r"""Yield a line for each part: its sign, the part, where it stands or what came near.

    >>> from parvis.perimeter import parse
    >>> from parvis.perimeter.explain.explain import explain
    >>> print(*told(explain(parse("free NOT mobile"), {"text": "Free fixe"})), sep="\n")
    ✓ free AND NOT mobile
      ✓ free  “Free” 0-4
      ✓ NOT mobile
        ✗ mobile
    """
    line = f"{'  ' * depth}{_SIGNS[explanation.verdict]} {explanation.said}"
    beside = _places(explanation) or (
        miss_in_words(explanation.miss, language) if explanation.miss else ""
    )
    yield f"{line}  {beside}" if beside else line
    for part in explanation.parts:
        yield from told(part, language, depth=depth + 1)


def _places(explanation: Explanation) -> str:
    shown = [
        f"“{place.quote}” {'title ' * (place.text == 'title')}{place.start}-{place.end}"
        for place in explanation.places[:3]
    ]
    more = len(explanation.places) - len(shown)
    return ", ".join(shown) + (f", +{more}" if more else "")


def miss_in_words(miss: Miss, language: Language = "en") -> str:
    """Say what came near, and what would have found it.

    >>> from parvis.perimeter.explain.explanation import Miss
    >>> miss_in_words(Miss("longer", {"found": "pannes"}, "panne*"))
    'the text has “pannes”: panne* would match'
    """
    words = _words(language)
    said = words[miss.kind].format(**miss.facts)
    return words["would"].format(said=said, write=miss.write) if miss.write else said
