"""Small words that betray a language: frequent in it, rare in the languages close to it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import compiled, step
from parvis.frames import utf8

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from parvis.compiled import Whole

_BASIS: Final = np.uint64(0xCBF29CE484222325)
_PRIME: Final = np.uint64(0x100000001B3)
_SPACE: Final = 32

_BETRAYING: Final = {
    "en": "the and you that this have my are your but just what from they not of with was it been "
    "who would will thanks thank thx hello please yes sure done sent why how great good nice love "
    "okay i i'm i've it's don't can't",
    "fr": "le les et est pas pour dans une vous je qui sur avec ce au nous il mais ne ça cette aux "
    "des du elle ont merci bonjour bonsoir salut oui ouais c'est j'ai d'un n'est qu'il très bien "
    "trop quoi rien",
    "es": "el los las y para con lo muy pero más este está cuando hay sin sus también esta del por "
    "gracias hola buenos buenas qué sí",
    "de": "der das und ist nicht ich zu mit ein eine auf für sie wir auch dem den bei noch nur "
    "oder wenn aber danke hallo bitte ja nein guten",
    "it": "il che di e non per sono è gli della mi ho ma dei alla nel anche più questo grazie ciao "
    "buongiorno perché",
    "pt": "os e não do da um uma em com ao pelo mais foi você na isso pela mas muito ou são "
    "obrigado obrigada olá bom",
    "nl": "een ik niet je voor zijn er naar deze wordt heeft het maar wat bij nog mijn bedankt "
    "dank hoi goed",
}

SMALL_WORDS: Final = frozenset(" ".join(_BETRAYING.values()).split())

LANGUAGES: Final = tuple(_BETRAYING)


class _Known(NamedTuple):
    """The small words, by their hash.

    Arguments:
        hashes: of each, in order.
        betrays: bits of the languages that each betrays.
    """

    hashes: NDArray[np.uint64]
    betrays: NDArray[np.uint8]


def betraying_words(texts: pl.Series) -> NDArray[np.int64]:
    """Count the distinct betraying words of each language in each text.

    Arguments:
        texts: words between single spaces; without null.

    Returns:
        one row a text, one column a language of `LANGUAGES`.

    >>> import polars as pl
    >>> dict(zip(LANGUAGES, betraying_words(pl.Series(["Merci pour le café"]))[0].tolist()))
    {'en': 0, 'fr': 3, 'es': 0, 'de': 0, 'it': 0, 'pt': 0, 'nl': 0}
    """
    straight = texts.str.replace_all("\N{RIGHT SINGLE QUOTATION MARK}", "'", literal=True)
    counts = np.zeros((len(texts), len(LANGUAGES)), dtype=np.int64)
    met = np.full(len(SMALL_WORDS), -1, dtype=np.int64)
    _count(utf8(straight.str.to_lowercase()), _known(), met, counts)
    return counts


@cache
def _known() -> _Known:
    words = sorted(SMALL_WORDS, key=_hash_of)
    lists = [set(listed.split()) for listed in _BETRAYING.values()]
    betrays = [sum(1 << bit for bit, own in enumerate(lists) if word in own) for word in words]
    hashes = np.array([_hash_of(word) for word in words], dtype=np.uint64)
    return _Known(hashes, np.array(betrays, dtype=np.uint8))


def _hash_of(word: str) -> int:
    """Return the 64-bit FNV-1a hash of a word (Fowler, Noll and Vo)."""
    hashed = int(_BASIS)
    for byte in word.encode():
        hashed = ((hashed ^ byte) * int(_PRIME)) % (1 << 64)
    return hashed


@compiled
def _count(
    texts: tuple[NDArray[np.uint8], NDArray[np.int64]],
    known: _Known,
    met: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> None:
    """Count each small word once a text; `met` holds the last text that had it."""
    data, starts = texts
    for text in range(counts.shape[0]):
        hashed = _BASIS
        for place in range(starts[text], starts[text + 1]):
            if data[place] == _SPACE:
                _end_word(hashed, known, met, counts, text)
                hashed = _BASIS
            else:
                hashed = (hashed ^ np.uint64(data[place])) * _PRIME
        _end_word(hashed, known, met, counts, text)


@step
def _end_word(
    hashed: Whole, known: _Known, met: NDArray[np.int64], counts: NDArray[np.int64], text: Whole
) -> None:
    at = np.searchsorted(known.hashes, hashed)
    if at < met.size and known.hashes[at] == hashed and met[at] != text:
        met[at] = text
        for column in range(counts.shape[1]):
            counts[text, column] += known.betrays[at] >> column & 1
