"""Words that mean something else in a brand's world: "malade" may be praise there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
import numpy as np
import polars as pl

from parvis.errors import InputError
from parvis.schema import INTERACTIONS, TONALITIES

if TYPE_CHECKING:
    from parvis.enrich.model import Floats

WEIGHT: Final = 2.0
"""Log-odds that a word adds to what it means: it outweighs a reader that is not sure."""

_TONE: Final = {"praise": "positive", "complaint": "negative"}
_MARKS: Final = r"\p{M}+"
_NEGATED: Final = (
    r"(?:\b(?:not|no|never|isn t|wasn t|aren t|don t|doesn t|didn t|can t|without|pas|jamais|plus|"
    r"aucun|aucune|ni|sans|rien de)\W+(?:\w+\W+){0,2})"
)


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One word of the file, as it stands there."""

    says: str
    means: str
    brand: str | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    word: list[_Entry]


class Heard(NamedTuple):
    """What the words of a brand change in posts.

    Arguments:
        texts: without those words, as the readers get them.
        tonality, interaction: log-odds to add, a row a post.
        said: which word means what, null where none is.
    """

    texts: pl.Series
    tonality: Floats
    interaction: Floats
    said: pl.Series


@dataclass(frozen=True, slots=True)
class Overrides:
    """Words and what they mean.

    Arguments:
        entries: word or phrase, what it means, the brand it is meant of (None for any).
    """

    entries: tuple[tuple[str, str, str | None], ...]

    def heard(self, mentions: pl.DataFrame) -> Heard:
        """Find the words in mentions.

        A word is found whole, whatever its case and accents; `*` at its end stands for any
        ending. Within three words of a negation it changes nothing. A word of a brand is looked
        for where `brands` holds the brand.

        Arguments:
            mentions: with `text`, and `brands` where a word belongs to a brand.
        """
        texts = mentions["text"].cast(pl.String)
        said = pl.repeat(None, mentions.height, dtype=pl.String, eager=True)
        tonality = np.zeros((mentions.height, len(TONALITIES)), np.float32)
        interaction = np.zeros((mentions.height, len(INTERACTIONS)), np.float32)
        folded = _folded(texts)
        for word, means, brand in self.entries:
            is_here = folded.str.contains(_pattern(word)) & _is_of(mentions, brand)
            is_here &= ~folded.str.contains(_NEGATED + _pattern(word))
            rows = np.flatnonzero(is_here.fill_null(value=False).to_numpy())
            tone = _TONE.get(means, means)
            if tone in TONALITIES:
                tonality[rows, TONALITIES.index(tone)] += WEIGHT
            if means in INTERACTIONS:
                interaction[rows, INTERACTIONS.index(means)] += WEIGHT
            texts = texts.scatter(rows, _without(texts.gather(rows), word))
            told = said.gather(rows).fill_null("")
            added = pl.select(
                pl.when(told == "").then(pl.lit("")).otherwise(told + "; ") + f"{word} → {means}"
            ).to_series()
            said = said.scatter(rows, added)
        return Heard(texts, tonality, interaction, said)


def load_words(path: Path | str) -> Overrides:
    r"""Read a file of words.

    Arguments:
        path: TOML, a `[[word]]` each: `says`, a word or phrase; `means`, a tonality or an
            interaction (praise is positive too, a complaint negative); `brand`, where it is meant
            of one brand alone.

    Raises:
        InputError: no such file, not such a file, or a meaning that is none.

    Source: row 57 of the capabilities.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "words.toml")
    >>> _ = file.write_text('[[word]]\nsays = "malade"\nmeans = "praise"\n')
    >>> load_words(file).heard(pl.DataFrame({"text": ["Un concert malade"]})).said.to_list()
    ['malade → praise']
    """
    try:
        file = msgspec.toml.decode(Path(path).read_bytes(), type=_File)
    except OSError as fault:
        raise InputError(f"{path}: {fault.strerror}. What to do: check the path.") from fault
    except msgspec.MsgspecError as fault:
        raise InputError(
            f"{path}: {fault}. What to do: see docs/how-to/teach-a-word.md."
        ) from fault
    for entry in file.word:
        if not re.search(r"\w", entry.says):
            raise InputError(f"{path}: {entry.says!r} is no word. What to do: take it away.")
        if entry.means not in (*TONALITIES, *INTERACTIONS):
            known = ", ".join((*TONALITIES, *INTERACTIONS))
            raise InputError(
                f"{path}: {entry.says!r} means {entry.means!r}. What to do: write one of {known}."
            )
    return Overrides(tuple((entry.says, entry.means, entry.brand) for entry in file.word))


def _folded(texts: pl.Series) -> pl.Series:
    plain = texts.fill_null("").str.normalize("NFKD").str.replace_all(_MARKS, "")
    return plain.str.to_lowercase().str.replace_all("['\N{RIGHT SINGLE QUOTATION MARK}]", " ")


def _pattern(word: str) -> str:
    """A word or phrase, whole, in folded text."""
    folded = _folded(pl.Series([word.removesuffix("*")])).item()
    parts = [re.escape(part) for part in folded.split()]
    return _whole(folded, r"\W+".join(parts) + (r"\w*" if word.endswith("*") else ""))


def _whole(word: str, pattern: str) -> str:
    """Ask for an edge of a word on the sides where the pattern begins or ends with a letter."""
    before, after = (r"\b" if re.match(r"\w", side) else "" for side in (word, word[::-1]))
    return before + pattern + after


def _without(texts: pl.Series, word: str) -> pl.Series:
    """Take a word out of texts as they were written, accents or none."""
    spelt = "".join(
        rf"{re.escape(letter)}\p{{M}}*" for letter in _bare(word.removesuffix("*")).lower()
    )
    ending = r"[\w\p{M}]*" if word.endswith("*") else ""
    pattern = _whole(word.removesuffix("*"), spelt + ending)
    apart = texts.str.normalize("NFKD").str.replace_all(f"(?i){pattern}", " ")
    return apart.str.normalize("NFC")


def _bare(word: str) -> str:
    apart = pl.Series([word]).str.normalize("NFKD").str.replace_all(_MARKS, "")
    return str(apart.item())


def _is_of(mentions: pl.DataFrame, brand: str | None) -> pl.Series:
    if brand is None:
        return pl.repeat(value=True, n=mentions.height, eager=True)
    if "brands" not in mentions.columns:
        return pl.repeat(value=False, n=mentions.height, eager=True)
    return mentions["brands"].list.contains(brand).fill_null(value=False)
