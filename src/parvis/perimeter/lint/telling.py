"""What the linter found, in words, in French or English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.perimeter.lint.finding import Finding

Language = Literal["en", "fr"]


@cache
def _words(language: Language) -> dict[str, str]:
    text = resources.files("parvis.perimeter.lint").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)[language]


def told(finding: Finding, language: Language = "en") -> str:
    """Say one finding.

    >>> from parvis.perimeter.lint.lint import lint
    >>> told(lint("free or box")[0])
    'or is searched as a word. Write: OR'
    """
    words = _words(language)
    said = words[finding.rule].format(**_shown(finding.facts, language))
    return words["write"].format(said=said, write=finding.write) if finding.write else said


def _shown(facts: Mapping[str, Any], language: Language) -> dict[str, Any]:
    return {
        name: _percent(fact, language) if name == "share" else fact for name, fact in facts.items()
    }


def _percent(share: float, language: Language) -> str:
    text = f"{100 * share:.0f}" if share >= 0.095 else f"{100 * share:.2g}"
    return f"{text.replace('.', ',')} %" if language == "fr" else f"{text}%"
