"""The sentences of a report, in the language of the study."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from parvis.present.tongue import HARD, NARROW, Tongue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from parvis.present.story import Language

_THIN_BEFORE = re.compile(r" ([;!?%])")


class Words:
    """Gives the sentence of a key, its fields filled in.

    Arguments:
        tongue: the language.
        kind: of the report, whose own sentences stand before those of a study.

    >>> Words(Tongue("en"))("voice.own", brand="Free", rank="2", share="30%")
    'Free comes at rank 2, with 30%.'
    """

    def __init__(self, tongue: Tongue, *, kind: str = "study") -> None:
        self._tongue = tongue
        every = catalogue(tongue.language)
        own = {key: f"{kind}.{key}" for key in every if f"{kind}.{key}" in every}
        self._forms = every | {key: every[ours] for key, ours in own.items()}

    def __call__(self, key: str, /, **fields: str) -> str:
        """Return the sentence.

        Raises:
            KeyError: there is no such key, or one of its fields is missing.
        """
        return self._forms[key].format(**fields)

    def counted(self, key: str, count: float, /, **fields: str) -> str:
        """Return the sentence in the singular or the plural of a count, which is the field `n`.

        >>> Words(Tongue("fr")).counted("copies.count", 1)
        '1 mention'
        """
        form = f"{key}.{self._tongue.plural(count)}"
        return self(form, **{"n": self._tongue.number(count)} | fields)

    def name(self, group: str, value: str) -> str:
        """Return the name of a value, as `medium.blog`, or the value where it has no name.

        >>> Words(Tongue("fr")).name("medium", "review"), Words(Tongue("fr")).name("medium", "fax")
        ('avis', 'fax')
        """
        return self._forms.get(f"{group}.{value}", value)

    def typeset(self, text: str) -> str:
        """Return a text from elsewhere, as a definition, set as the language sets its own.

        >>> Words(Tongue("fr")).typeset("l'un : oui") == f"l\u2019un{HARD}: oui"
        True
        """
        return _typeset_french(text) if self._tongue.language == "fr" else text


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return every sentence of a language by its dotted key, set as the language sets it.

    >>> catalogue("fr")["tonality.negative"]
    'négative'
    """
    typeset = _typeset_french if language == "fr" else _curl
    chapters = [tomllib.loads(file.read_text("utf-8")) for file in word_files(language)]
    return {key: typeset(form) for chapter in chapters for key, form in flat(chapter)}


def word_files(language: Language) -> list[Traversable]:
    """Return the files of sentences of a language, one a chapter."""
    folder = resources.files("parvis.present.words") / language
    return sorted(folder.iterdir(), key=lambda file: file.name)


def flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield each sentence of a table with its dotted key."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _curl(text: str) -> str:
    return text.replace("'", "\u2019")


def _typeset_french(text: str) -> str:
    """Set no-break spaces inside guillemets and before double punctuation, curl apostrophes."""
    text = _curl(text).replace("« ", f"«{HARD}").replace(" »", f"{HARD}»")
    return _THIN_BEFORE.sub(rf"{NARROW}\1", text).replace(" :", f"{HARD}:")
