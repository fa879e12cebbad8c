"""The spellings of a vocabulary as bytes, for compiled loops.

Each spelling stands between two signs of its form, so that one run of bytes holds the form with the
beginning of a word, and with its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import numpy as np

from parvis.compiled import compiled, step
from parvis.perimeter.words.folding import spellings
from parvis.perimeter.words.signs import Sign, parted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.perimeter.language.tree import Form
    from parvis.perimeter.words.strings import Strings
    from parvis.perimeter.words.vocabulary import Vocabulary

T = TypeVar("T", bound=np.generic)

FORMS: Final[tuple[Form, ...]] = ("cased", "accented", "bare")
FORM_SIGNS: Final = (1, 2, 3)  # control characters: no word holds one
NO_SIGN, TAG, HANDLE = 0, 1, 2
SIGN_NUMBERS: Final[dict[Sign, int]] = {"": NO_SIGN, "#": TAG, "@": HANDLE}


class Spelt(NamedTuple):
    """Spellings of numbered words.

    Arguments:
        bytes: all spellings, each between two signs of its form.
        starts, ends: of each spelling without its signs, three a word in the order of `FORMS`.
        signs: what each word begins with: NO_SIGN, TAG or HANDLE.
    """

    bytes: NDArray[np.uint8]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    signs: NDArray[np.uint8]


class Spellings:
    """The spellings of a vocabulary, kept up with it.

    >>> from parvis.perimeter.words.vocabulary import Vocabulary
    >>> from parvis.perimeter.words import strings
    >>> vocabulary = Vocabulary()
    >>> vocabulary.table, _ = strings.put_all(vocabulary.table, ["#Été".encode()])
    >>> spelt = Spellings(vocabulary).kept_up()
    >>> [spelt.bytes[a:b].tobytes().decode() for a, b in zip(spelt.starts[:3], spelt.ends[:3])]
    ['Été', 'été', 'ete']
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary, self._known, self._used = vocabulary, 0, 0
        self._spelt = Spelt(
            np.empty(0, np.uint8),
            np.empty(0, np.int64),
            np.empty(0, np.int64),
            np.empty(0, np.uint8),
        )

    def kept_up(self) -> Spelt:
        """Return the spellings of all words met so far."""
        count = len(self._vocabulary)
        if self._known < count:
            self._make_room(count)
            self._used = int(
                _spell_plain(self._vocabulary.table, self._known, self._used, self._spelt)
            )
            self._spell_others(self._known, count)
            self._known = count
        return self._spelt

    def _make_room(self, count: int) -> None:
        """For words in ASCII: three times their bytes, each time between two signs."""
        starts = self._vocabulary.table.starts
        size = 3 * int(starts[count] - starts[self._known]) + 6 * (count - self._known)
        spelt = self._spelt
        self._spelt = Spelt(
            _of_size(spelt.bytes, self._used + size),
            _of_size(spelt.starts, 3 * count),
            _of_size(spelt.ends, 3 * count),
            _of_size(spelt.signs, count),
        )

    def _spell_others(self, first: int, last: int) -> None:
        """Words that are not all ASCII, one by one: the loop has left their start at -1."""
        others = first + np.flatnonzero(self._spelt.starts[3 * first : 3 * last : 3] < 0)
        if not others.size:
            return
        pieces: list[bytes] = []
        place = self._used
        for number in others.tolist():
            sign, body = parted(self._vocabulary.word(number))
            self._spelt.signs[number] = SIGN_NUMBERS[sign]
            for offset, (form_sign, text) in enumerate(
                zip(FORM_SIGNS, spellings(body), strict=True)
            ):
                encoded = text.encode()
                pieces.append(bytes([form_sign, *encoded, form_sign]))
                self._spelt.starts[3 * number + offset] = place + 1
                self._spelt.ends[3 * number + offset] = place + 1 + len(encoded)
                place += len(encoded) + 2
        data = np.frombuffer(b"".join(pieces), np.uint8)
        self._spelt = self._spelt._replace(bytes=_of_size(self._spelt.bytes, place))
        self._spelt.bytes[self._used : place] = data
        self._used = place


def _of_size(array: NDArray[T], size: int) -> NDArray[T]:
    """The array with room for so much, twice what it had if it has to grow."""
    if array.size >= size:
        return array
    grown = np.empty(max(size, 2 * array.size), array.dtype)
    grown[: array.size] = array
    return grown


@compiled
def _spell_plain(words: Strings, first: int, used: int, spelt: Spelt) -> int:
    """Spell words that are all ASCII; return how many bytes are used."""
    for number in range(first, words.used[0]):
        start, end = words.starts[number], words.starts[number + 1]
        is_plain = True
        for place in range(start, end):
            is_plain &= words.bytes[place] < 0x80
        if not is_plain:
            spelt.starts[3 * number] = -1
            continue
        lead = words.bytes[start]
        spelt.signs[number] = (lead == ord("#")) * TAG + (lead == ord("@")) * HANDLE
        start += spelt.signs[number] > 0
        for form in range(3):
            used = _write(words.bytes, start, end, form, used, spelt)
            spelt.starts[3 * number + form] = used - 1 - (end - start)
            spelt.ends[3 * number + form] = used - 1
    return used


@step
def _write(
    word: NDArray[np.uint8], start: int, end: int, form: int, used: int, spelt: Spelt
) -> int:
    """Write one spelling between its signs; all but the first are in small letters."""
    sign = form + 1
    spelt.bytes[used] = sign
    for place in range(start, end):
        letter = word[place]
        is_capital = form > 0 and 65 <= letter <= 90
        spelt.bytes[used + 1 + place - start] = letter + 32 if is_capital else letter
    spelt.bytes[used + 1 + end - start] = sign
    return used + 2 + end - start
