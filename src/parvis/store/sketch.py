"""Which words stand in a file: small sorted sets of hashes, so that a search opens few files.

A file of the wide table bears the hash of its bytes as its name, so what is said of it never goes
stale. A set that is lacking only makes a search slower.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from parvis.compiled import compiled
from parvis.features.characters import DROPPED, KNOWN, SPELLS, code_at, kinds, readings
from parvis.frames import utf8
from parvis.whole import sync

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import polars as pl
    from numpy.typing import NDArray

AT_ONCE: Final = 100_000
"""Texts whose words are in memory together."""

_BASIS, _PRIME = np.uint32(0x811C9DC5), np.uint32(0x01000193)
_AT: Final = ord("@")


class Sketches:
    """The words of files, in a folder beside them.

    Arguments:
        root: of the lake.
    """

    def __init__(self, root: Path) -> None:
        self.folder = root / "index" / "words"

    def keep(self, path: str, texts: Iterable[pl.Series]) -> None:
        """Note the words of a file.

        Arguments:
            path: of the file.
            texts: all of them, in pieces.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        known = np.zeros(0, np.uint32)
        for some in texts:
            known = np.union1d(known, words_of(some))
        partial = self.folder / "words.partial"
        with partial.open("wb") as file:
            np.save(file, known)
        sync(partial)
        partial.replace(self._of(path))

    def may_hold(self, path: str, words: NDArray[np.uint32]) -> bool:
        """Tell whether a file may hold all of these words; one without a set may hold any."""
        try:
            known = np.load(self._of(path), mmap_mode="r")
        except FileNotFoundError:
            return True
        places = np.searchsorted(known, words)
        return bool(known.size and (known[np.minimum(places, known.size - 1)] == words).all())

    def has(self, path: str) -> bool:
        """Tell whether the words of a file are noted."""
        return self._of(path).exists()

    def drop_all_but(self, paths: Iterable[str]) -> None:
        """Forget the words of files that are no more.

        Arguments:
            paths: of those that are.
        """
        kept = {self._of(path).name for path in paths}
        for file in self.folder.glob("*"):
            if file.name not in kept:
                file.unlink()

    def _of(self, path: str) -> Path:
        name = path.rpartition("/")[2].removesuffix(".parquet")
        return self.folder / f"{name}.npy"


def words_of(texts: pl.Series) -> NDArray[np.uint32]:
    """Return the hashes of the words of texts, each once, sorted.

    Case and accents are nothing; what is no letter, digit or low line parts words.

    Arguments:
        texts: strings, composed (NFC).

    >>> import polars as pl
    >>> words_of(pl.Series(["Été, ÉTÉ @été"])).size, words_of(pl.Series(["l'été 2026", None])).size
    (1, 3)
    """
    data, rows = utf8(texts)
    found = np.zeros(data.size // 2 + len(texts) + 1, np.uint32)
    count = _hash_words(data, rows, _letters(), found)
    return np.unique(found[:count])


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are hashed: in small letters, without accents.

    >>> words_in("L'ÉTÉ 2026 !")
    ['l', 'ete', '2026']
    """
    letters = _letters()
    read = (int(letters[ord(sign)]) if ord(sign) < KNOWN else ord(sign) for sign in text)
    return "".join(chr(letter) if letter else " " for letter in read if letter != 1).split()


def pattern_of(word: str) -> str:
    r"""Return a pattern of Rust's that a word meets, however it is accented.

    Arguments:
        word: one of `words_in`.

    >>> import polars as pl
    >>> pl.Series(["Un ÉTÉ.", "étés"]).str.contains(pattern_of("ete")).to_list()
    [True, False]
    """
    spelt = "".join(f"[{_alike()[letter]}]" if letter in _alike() else letter for letter in word)
    return rf"(?:^|\W|@){spelt}(?:\W|$)"


@cache
def _alike() -> dict[str, str]:
    """The characters that are read as each letter."""
    alike: dict[str, str] = {}
    for code, letter in enumerate(_letters().tolist()):
        if letter > 1:
            alike[chr(letter)] = alike.get(chr(letter), "") + f"\\x{{{code:x}}}"
    return alike


@cache
def _letters() -> NDArray[np.uint32]:
    """What the first characters are read as: nil parts words, one is a mark upon a letter."""
    read = np.where(kinds()[:KNOWN] == SPELLS, readings(), 0).astype(np.uint32)
    read[readings() == DROPPED] = 1
    digits = np.arange(ord("0"), ord("9") + 1)
    read[digits], read[_AT] = digits, 0
    return _settled(read)


def _settled(read: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Let what a letter is read as be read as itself, so that a word found is a word sought."""
    known = np.unique(read[(read > 1) & (read < KNOWN)])
    lost = [code for code in known.tolist() if read[code] <= 1 and chr(code).isalpha()]
    read[lost] = lost
    while True:
        further = np.where((read > 1) & (read < KNOWN), read[read % KNOWN], read)
        if (further == read).all():
            return read
        read = further


@compiled
def _hash_words(
    data: NDArray[np.uint8],
    rows: NDArray[np.int64],
    letters: NDArray[np.uint32],
    found: NDArray[np.uint32],
) -> int:
    """Hash each run of letters (FNV-1a over code points); return how many there are."""
    count = 0
    for row in range(rows.size - 1):
        hashed, size, place = _BASIS, 0, rows[row]
        while place < rows[row + 1]:
            code, place = code_at(data, place)
            letter = letters[code] if code < letters.size else code
            if letter > 1:
                hashed = np.uint32((hashed ^ letter) * _PRIME)
                size += 1
            elif letter == 0 and size:
                found[count] = hashed
                count += 1
                hashed, size = _BASIS, 0
        if size:
            found[count] = hashed
            count += 1
    return count
