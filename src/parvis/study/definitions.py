"""What each figure of a study is: declared once in declared/, used by figures and docs."""

from __future__ import annotations

from typing import Any, Final

from parvis import definitions
from parvis.definitions import Definer

ROOM: Final = "parvis.study"


def declared() -> dict[str, dict[str, Any]]:
    """Return every declared figure by key.

    >>> declared()["share_of_voice"]["unit"]
    '%'
    """
    return definitions.declared(ROOM)


def reasons() -> dict[str, dict[str, str]]:
    """Return why a figure may be unknown, in each language.

    >>> reasons()["no date"]["fr"]
    "aucune mention comptée n'a de date utilisable"
    """
    return definitions.reasons(ROOM)


def definer(language: str, timezone: str) -> Definer:
    """Return what makes the figures of a study in its language and time zone.

    >>> definer("fr", "Europe/Paris")("mentions.volume", 12).value
    12
    """
    return Definer(room=ROOM, language=language, said={"timezone": timezone})
