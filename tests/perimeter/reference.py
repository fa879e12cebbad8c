"""The query language again, slowly and obviously: character by character, word by word."""

# ruff: noqa: RUF001

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from parvis.perimeter import And, Not, Or, Phrase

if TYPE_CHECKING:
    from parvis.perimeter import Query

Word = tuple[str, str]  # its # or @, or neither; its body

# Pictures of the ranges where every sign is one, and a few of the others.
PICTURES = {
    chr(code)
    for first, last in (
        (0x1F300, 0x1F3FA),
        (0x1F400, 0x1F64F),
        (0x1F680, 0x1F6C5),
        (0x1F6CB, 0x1F6FF),
        (0x1F910, 0x1F93A),
        (0x1F947, 0x1F9FF),
        (0x1FA70, 0x1FAFF),
    )
    for code in range(first, last + 1)
} | set("↔⌚⏱⏳▶☀☎☕☠☹☺♀♂♥♻⚖⚠⚡⚽⛄⛓✂✅✈✋✌✔✨❄❌❓❗❤➕➡⤴⤵⬅⬇⭐🆖🆘")
FLAG_LETTERS = {chr(code) for code in range(0x1F1E6, 0x1F200)}
SKIN_TONES = {chr(code) for code in range(0x1F3FB, 0x1F400)}
FLAG_TAGS = {chr(code) for code in range(0xE0020, 0xE0080)}
JOINER = "\u200d"
ADORNED = ("COMBINING ", "VARIATION SELECTOR-", "ARABIC ", "HEBREW ")
NOT_ADORNMENTS = ("COMBINING KATAKANA-HIRAGANA",)
LETTERS = {"æ": "ae", "œ": "oe", "ß": "ss", "đ": "d", "ł": "l", "ø": "o", "ı": "i", "ς": "σ"}


def evaluate(query: Query, *texts: str) -> bool:
    """Say whether a query matches a mention of these texts: a title, a text."""
    match query:
        case Phrase():
            return any(stands_in(query, cut(text)) for text in texts)
        case Not(part):
            return not evaluate(part, *texts)
        case And(parts):
            return all(evaluate(part, *texts) for part in parts)
        case Or(parts):
            return any(evaluate(part, *texts) for part in parts)


def stands_in(phrase: Phrase, text: tuple[Word, ...]) -> bool:
    """Lay the phrase on every place of the text."""
    wanted = tuple((w[0], w[1:]) if w[0] in "#@" else ("", w) for w in phrase.words)
    with_signs = any(sign for sign, _ in wanted)
    found = text if with_signs else tuple(("", body) for _, body in text)
    return any(
        fits(wanted, found[start : start + len(wanted)], is_prefix=phrase.is_prefix)
        for start in range(len(found))
    )


def fits(wanted: tuple[Word, ...], found: tuple[Word, ...], *, is_prefix: bool) -> bool:
    if len(found) < len(wanted) or wanted[:-1] != found[:-1]:
        return False
    (sign, body), (found_sign, found_body) = wanted[-1], found[-1]
    return sign == found_sign and (found_body.startswith(body) if is_prefix else found_body == body)


def fold(text: str) -> str:
    text = text.replace("™", " ").replace("℠", " ")
    text = unicodedata.normalize("NFKD", text).lower()
    return "".join(LETTERS.get(character, character) for character in text if not adorns(character))


def adorns(character: str) -> bool:
    """Marks of the scripts where a mark is no letter, and what is not seen or not said."""
    if character in SKIN_TONES or character in "\u00ad\u0640":
        return True
    name = unicodedata.name(character, "")
    return (
        unicodedata.category(character)[0] == "M"
        and name.startswith(ADORNED)
        and not name.startswith(NOT_ADORNMENTS)
    )


def is_letter(character: str) -> bool:
    return character == "_" or unicodedata.category(character)[0] in "LMN"


@lru_cache(maxsize=10_000)
def cut(text: str) -> tuple[Word, ...]:
    """Read a text from left to right."""
    rest, words, before = fold(text), [], " "
    while rest:
        sign, word = next_word(rest, before)
        if word:
            words.append((sign, word))
        read = len(sign) + len(word) or 1
        before, rest = rest[read - 1], rest[read:]
    return tuple(words)


def next_word(rest: str, before: str) -> Word:
    """The word that begins right here, or nothing."""
    if rest[0] in "#@" and not is_letter(before):
        body = run_of_letters(rest[1:])
        return (rest[0], body) if body else ("", "")
    if rest[0] in FLAG_LETTERS:
        return "", rest[: 1 + (rest[1:2] in FLAG_LETTERS)]
    if rest[0] in PICTURES:
        return "", sequence(rest)
    return "", run_of_letters(rest)


def run_of_letters(rest: str) -> str:
    end = 0
    while end < len(rest) and is_letter(rest[end]):
        end += 1
    return rest[:end]


def sequence(rest: str) -> str:
    """A picture, and what is tied to it by joiners and tags."""
    end = 1
    while end < len(rest):
        if rest[end] in FLAG_TAGS:
            end += 1
        elif rest[end] == JOINER and rest[end + 1 : end + 2] in PICTURES:
            end += 2
        else:
            break
    return rest[:end]
