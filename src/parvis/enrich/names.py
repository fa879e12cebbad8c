"""Find whole words and names in texts, whatever their case and accents."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from parvis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LAST = 0x3000  # beyond it no letter has a case or an accent to lose
_GAP = r"[\s'-]+"


class Name(NamedTuple):
    """A name in a text.

    Arguments:
        start, end: its characters, the last one excluded.
        owners: whose name it is.
    """

    start: int
    end: int
    owners: tuple[str, ...]


class Names:
    """Words that name somebody, ready to be found.

    Spaces, hyphens and apostrophes between the words of a name are alike.

    Arguments:
        words: for each owner, the words, phrases or handles that name it.

    Raises:
        InputError: a word with no letter or digit in it.

    >>> found = Names({"Orange": ["orange", "@Orange_conseil"]})
    >>> [(name.start, name.end) for name in found.within("Chez ORANGE, @orange_conseil !")]
    [(5, 11), (13, 28)]
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.owners = tuple(words)
        self._owners = _owners(words)
        self._pattern = re.compile(rf"(?<!\w)(?:{_any_of(self._owners)})(?!\w)")

    def named(self, folded: pl.Expr) -> pl.Expr:
        """List the owners that a text names, in their own order; an empty list where none is.

        Arguments:
            folded: a column that went through `folded_text`.

        >>> posts = pl.DataFrame({"text": ["Bouygues-Telecom ou SFR ?", None]})
        >>> found = Names({"SFR": ["sfr"], "Bouygues": ["bouygues telecom"]})
        >>> posts.select(found.named(folded_text(pl.col("text")))).to_series().to_list()
        [['SFR', 'Bouygues'], []]
        """
        none = pl.lit(None, dtype=pl.String)
        found = [
            pl.when(folded.str.contains(rf"(?:^|\W)(?:{mine})(?:\W|$)")).then(pl.lit(owner))
            for owner, mine in self._by_owner()
        ]
        return pl.concat_list(*found, none).list.drop_nulls()

    def compared(self, folded: pl.Expr) -> pl.Expr:
        """Tell which texts could set a name against something: a quick look that misses none.

        Arguments:
            folded: a column that went through `folded_text`.
        """
        before = r"than|qu(?:e|')|unlike|contrairement|difference|compare|rapport"
        near = rf"(?:^|\W)(?:{before})[^.!?\n]{{0,40}}?\W(?:{_any_of(self._owners)})(?:\W|$)"
        return folded.str.contains(near)

    def within(self, text: str) -> Iterator[Name]:
        """Yield the names of a text, from its start to its end; the longest, where several begin.

        Arguments:
            text: composed (NFC), as it was written otherwise.
        """
        for found in self._pattern.finditer(fold(text)):
            yield Name(found.start(), found.end(), self._owners[_spaced(found.group())])

    def _by_owner(self) -> Iterator[tuple[str, str]]:
        for owner in self.owners:
            mine = [word for word, owners in self._owners.items() if owner in owners]
            yield owner, _any_of(mine)


def _any_of(words: Sequence[str] | Mapping[str, object]) -> str:
    """A pattern of any of these words, the longest first; one that nothing meets, for none."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(_GAP.join(map(re.escape, word.split())) for word in longest) or r"[^\s\S]"


def _owners(words: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    owners: dict[str, tuple[str, ...]] = {}
    for owner, spellings in words.items():
        for spelling in spellings:
            word = _spaced(fold(unicodedata.normalize("NFC", spelling)))
            if not re.search(r"\w", word):
                raise InputError(
                    f"{owner}: {spelling!r} names nothing. "
                    "What to do: give words with a letter or a digit."
                )
            owners[word] = tuple(dict.fromkeys((*owners.get(word, ()), owner)))
    return owners


def _spaced(words: str) -> str:
    return " ".join(re.sub(_GAP, " ", words).split())


def folded_text(text: pl.Expr) -> pl.Expr:
    r"""Write a column in small letters without accents, with straight apostrophes; null is empty.

    Arguments:
        text: a column of strings.

    >>> pl.DataFrame({"t": ["C\u2019est l'ÉTÉ"]}).select(folded_text(pl.col("t"))).item()
    "c'est l'ete"
    """
    bare = text.fill_null("").str.normalize("NFD").str.replace_all(r"\p{Mn}", "")
    return bare.str.to_lowercase().str.replace_all("[\u2018\u2019]", "'")


def fold(text: str) -> str:
    r"""Write a text in small letters without accents, character for character.

    Arguments:
        text: composed (NFC).

    Returns: as many characters; curly apostrophes are straight.

    >>> fold("Ça, c\u2019est l'Été")
    "ca, c'est l'ete"
    """
    return text.translate(_folded())


@cache
def _folded() -> dict[int, str]:
    plain = {code: _plain(chr(code)) for code in range(_LAST) if chr(code).isalpha()}
    differ = {code: letter for code, letter in plain.items() if letter != chr(code)}
    return differ | {0x2018: "'", 0x2019: "'"}


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.lower())[0]
