"""What could be a name in a post: runs of capitalised words, and names known in any case."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import polars as pl

from parvis.enrich.entities.known import KINDS, names

TITLES: Final = (
    r"M\.|Mr\.?|Mrs\.?|Ms\.?|Mme|Mlle|Dr\.?|Pr|Prof\.?|Sir|Lady|Maître|Docteur|Doctor|[Pp]résidente?|"
    r"[Pp]resident|[Mm]inistre|[Mm]inister|PDG|CEO|[Mm]aire|[Mm]ayor|[Cc]oach"
)
_WORD: Final = (
    r"(?:[A-Z\p{Lu}][\p{L}\p{M}\d]*(?:['\x{2019}&.-][\p{L}\p{M}\d]+)*|[ie][A-Z][\p{L}\d]+|"
    r"[\p{Lu}]{2,}(?:&[\p{Lu}]+)?)"
)
_NUMBER: Final = r"\d{1,4}(?:[a-z]{1,2})?\b"
_BETWEEN: Final = r"(?:de la|de|du|des|d['\x{2019}]|of the|of|and|&|et|la|le|van|von)"
_NEXT: Final = rf"[ \x{{a0}}](?:{_BETWEEN}[ \x{{a0}}]?)?{_WORD}|[ \x{{a0}}]{_NUMBER}"
AT: Final = "[Cc]hez "  # what stands behind it is a firm, or a person with a first name
RUN: Final = rf"(?:(?:{TITLES})\s|{AT})?{_WORD}(?:{_NEXT})*"
_LINKS: Final = r"(?:https?://|www\.)\S*"


def runs(texts: pl.Series) -> pl.Series:
    """List the runs of capitalised words of each text; a post all in capitals has none.

    >>> runs(pl.Series(["Hier, Marie Dupont a quitté Renault."])).to_list()
    [['Hier', 'Marie Dupont', 'Renault']]
    """
    plain = texts.fill_null("").str.replace_all(_LINKS, " ")
    shouted = (plain == plain.str.to_uppercase()) | (
        plain.str.count_matches(r"\p{Lu}") > plain.str.count_matches(r"\p{Ll}")
    )
    said = plain.zip_with(~shouted, pl.repeat("", len(plain), eager=True))
    return said.str.extract_all(RUN)


def sure_names(texts: pl.Series) -> pl.Series:
    """List the names of each text that are known in any case, as they are folded.

    >>> sure_names(pl.Series(["la sncf à bruxelles"])).to_list()
    [['sncf', 'bruxelles']]
    """
    plain = texts.fill_null("").str.replace_all(_LINKS, " ").str.normalize("NFKD")
    plain = plain.str.replace_all(r"\p{M}+", "").str.to_lowercase()
    return plain.str.replace_all("\N{RIGHT SINGLE QUOTATION MARK}", "'").str.extract_all(_sure())


@cache
def _sure() -> str:
    listed = {name for kind in KINDS for name in names(kind).sure}
    return r"\b(?:" + "|".join(re.escape(name) for name in sorted(listed, key=_longest)) + r")\b"


def _longest(name: str) -> tuple[int, str]:
    return -len(name), name
