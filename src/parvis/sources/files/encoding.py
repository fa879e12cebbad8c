"""Bytes become text: by their mark, else UTF-8, else what the other bytes look like."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from charset_normalizer import from_bytes

from parvis.normalise.text import mend

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_SAMPLE = 100_000
_MOSTLY = 0.3
_DOUBTFUL = 0.3  # part of the letters beyond ASCII above which no western language lies
_FEW = 50  # letters beyond ASCII too few to judge by
_TWICE_ENCODED = re.compile(
    "|".join(letter.encode().decode("cp1252") for letter in "àâçéèêëîïôùûüÉ«»°€\u2019\u201c\u2026")
)
_CONTROLS = re.compile(r"[\x00\x02-\x08\x0e-\x1a]")  # \x01 and \x1c to \x1f may separate columns
_BINARY = 0.02
_STRAY = 10


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was in.

    Arguments:
        text: the characters.
        encoding: its name, as Python knows it.
        notes: what a person should know, in sentences.

    >>> decode("été".encode("utf-16")).encoding
    'utf-16-le'
    """

    text: str
    encoding: str
    notes: list[str] = field(default_factory=list)


def decode(data: bytes) -> Decoded:
    """Decode a file of unknown encoding; no byte stops it, and what was guessed is noted.

    Lines that are not UTF-8 in a file that else is are read as Windows-1252.

    Arguments:
        data: the bytes of the whole file.

    >>> decode("dépêche".encode("windows-1252"))
    Decoded(text='dépêche', encoding='latin-1', notes=[])
    """
    decoded = _marked(data) or _utf_8(data) or _wide(data) or _single(data)
    found = len(_TWICE_ENCODED.findall(decoded.text[: 10 * _SAMPLE]))
    if found > 2:
        note = f"{found} places look encoded twice, as Ã© for é; they are kept as they stand."
        return Decoded(decoded.text, decoded.encoding, [*decoded.notes, note])
    return decoded


def is_binary(text: str) -> bool:
    r"""Tell whether a text is none: too many of its characters are controls.

    >>> is_binary("été\n"), is_binary("\x00\x05\x06\x07" * 9)
    (False, True)
    """
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) > max(_STRAY, _BINARY * len(sample))


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            if encoding == "utf-8":
                return _utf_8(data[len(mark) :], is_stated=True)
            text = data[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding, _replaced(text))
    return None


def _replaced(text: str) -> list[str]:
    count = text.count("\ufffd")
    return [f"{count} characters could not be decoded; U+FFFD stands for them."] if count else []


def _utf_8(data: bytes, *, is_stated: bool = False) -> Decoded | None:
    """UTF-8, whole or but for a few lines; None where most of what is not ASCII is no UTF-8."""
    if b"\x00" in data[:_SAMPLE] and _is_wide(data):
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        lines = data.split(b"\n")
    texts = [_line(line) for line in lines]
    odd = sum(is_odd for _, is_odd in texts)
    high = sum(not line.isascii() for line in lines)
    if odd > high / 2 and not is_stated:
        return None
    note = f"{odd} lines are not in UTF-8 and were read as Windows-1252."
    return Decoded("\n".join(text for text, _ in texts), "utf-8", [note])


def _line(line: bytes) -> tuple[str, bool]:
    """One line, and whether it is no UTF-8. Surrogates written as bytes are mended."""
    try:
        return line.decode("utf-8"), False
    except UnicodeDecodeError:
        pass
    try:
        return mend(line.decode("utf-8", "surrogatepass")), False
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace"), True


def _is_wide(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return max(sample[0::2].count(0), sample[1::2].count(0)) > _MOSTLY * len(sample) / 2


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: in western text every other byte is zero."""
    if not _is_wide(data):
        return None
    sample = data[:_SAMPLE]
    is_big = sample[0::2].count(0) > sample[1::2].count(0)
    encoding = "utf-16-be" if is_big else "utf-16-le"
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, _replaced(text))


def _single(data: bytes) -> Decoded:
    """One byte a character: western unless there are too many letters beyond ASCII for it."""
    sample = data[:_SAMPLE]
    high = sum(byte >= 0xC0 for byte in sample)
    letters = high + sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if high > max(_FEW, _DOUBTFUL * letters) and (guess := from_bytes(sample).best()):
        text = data.decode(guess.encoding, "replace")
        note = f"The encoding is not stated; {guess.encoding} is a guess."
        return Decoded(text, guess.encoding, [note, *_replaced(text)])
    if not any(0x80 <= byte <= 0x9F for byte in data):
        return Decoded(data.decode("latin-1"), "latin-1")
    text = data.decode("cp1252", "replace")
    return Decoded(text, "windows-1252", _replaced(text))
