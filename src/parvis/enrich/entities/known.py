"""What is known of names: places, organisations, products, first names."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args

Kind: TypeAlias = Literal["person", "place", "organisation", "product"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_LEAST: Final = 4  # letters of a territory's name that is found in any case
_NO_PLACES: Final = frozenset(("world", "monde", "jersey", "turkey", "georgia", "chad", "guinea"))


class Names(NamedTuple):
    """Names of one kind.

    Arguments:
        sure: folded; found in any case.
        written: as written; found with their capitals alone, being plain words too.
    """

    sure: frozenset[str]
    written: frozenset[str]


@lru_cache(1 << 16)
def folded(name: str) -> str:
    """Return a name without case, accents and fancy apostrophes.

    >>> folded("Saint-Étienne")
    'saint-etienne'
    """
    apart = unicodedata.normalize("NFKD", name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()


@cache
def names(kind: Kind) -> Names:
    """Return the names known of a kind; places hold the countries of CLDR, in both languages.

    >>> "bruxelles" in names("place").sure, "Orange" in names("organisation").written
    (True, True)
    """
    mine = _file().get(kind, {})
    listed = frozenset(folded(name) for name in _listed(mine.get("sure", "")))
    sure = listed | _countries() if kind == "place" else listed
    return Names(sure, frozenset(_listed(mine.get("written", ""))))


@cache
def first_names() -> frozenset[str]:
    """Return first names, folded.

    >>> "chloe" in first_names()
    True
    """
    return frozenset(folded(name) for name in _listed(_file()["person"]["first"]))


@cache
def opening_words() -> frozenset[str]:
    """Return words that often open a sentence and are no part of a name, folded.

    >>> "merci" in opening_words()
    True
    """
    return frozenset(folded(word) for word in _listed(_file()["words"]["opening"]))


@cache
def _countries() -> frozenset[str]:
    from babel import Locale

    territories = [Locale(code).territories for code in ("en", "fr")]
    found = {
        folded(name)
        for listed in territories
        for code, name in listed.items()
        if re.fullmatch("[A-Z]{2}", code) and "(" not in name
    }
    return frozenset(name for name in found if len(name) >= _LEAST) - _NO_PLACES


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.replace("\n", " ").split(",") if name.strip()]


@cache
def _file() -> dict[str, Any]:
    text = (files("parvis.enrich.entities") / "known.toml").read_text("utf-8")
    return tomllib.loads(text)
