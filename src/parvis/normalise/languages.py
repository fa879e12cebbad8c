"""Languages as sources state them ("French", "fra", "fr-FR") as ISO 639-1 codes."""

from __future__ import annotations

from functools import cache

import polars as pl
from babel import Locale
from babel.core import get_global

_SPOKEN = ("en", "fr", "es", "de", "it", "pt", "nl")
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro"}
_CODE_LENGTH = 2


def codes(column: str) -> pl.Expr:
    """Read a column of languages as two-letter codes; what names no language is null.

    Names are known in English, French, Spanish, German, Italian, Portuguese and Dutch, from the
    Unicode CLDR that Babel carries.

    Arguments:
        column: name of a column of strings.

    >>> said = pl.DataFrame({"lang": ["French", "fra", "fr-FR", "anglais", "und", "in"]})
    >>> said.select(codes("lang"))["lang"].to_list()
    ['fr', 'fr', 'fr', 'en', None, 'id']
    """
    low = pl.col(column).str.to_lowercase().str.strip_chars()
    return pl.coalesce(
        low.replace_strict(_names(), default=None, return_dtype=pl.String),
        low.str.extract(r"^([a-z]{2,3})(?:[-_][a-z0-9]+)*$").replace_strict(
            _codes(), default=None, return_dtype=pl.String
        ),
    ).alias(column)


@cache
def _names() -> dict[str, str]:
    """Name of each language in the spoken ones, lower case → its code."""
    return {
        name.lower(): code
        for spoken in reversed(_SPOKEN)
        for code, name in Locale(spoken).languages.items()
        if len(code) == _CODE_LENGTH
    }


@cache
def _codes() -> dict[str, str]:
    """Two- and three-letter codes, renamed ones included → the two-letter code."""
    two = {code: code for code in _names().values()}
    aliases = get_global("language_aliases").items()
    others = {str(alias): str(code) for alias, code in aliases if code in two}
    return others | two | _RENAMED
