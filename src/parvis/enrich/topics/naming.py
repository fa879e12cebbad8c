"""What groups of texts are called: by their own words, those that other groups use less."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.enrich.topics.stop_words import STOP_WORDS
from parvis.features.text import prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    import numpy as np
    from numpy.typing import NDArray

TERMS: Final = 8
"""Words kept of a group, the most telling first."""

WORDS_OF_A_NAME: Final = 3
LONGEST_NAME: Final = 40
_WORD: Final = r"\pL[\pL\pN]*(?:-[\pL\pN]+)*"
_INVERTED: Final = r"(?:-t)?-(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|moi)\b"  # « livrez-vous »
_LONGEST_WORD, _SHORTEST_WORD, _SHORTEST_STEM = 24, 3, 4


def terms_of(texts: pl.Series, groups: NDArray[np.int64]) -> dict[int, list[str]]:
    """Return the words that tell each group from the others, the most telling first.

    A word weighs by how many texts of the group hold it, and the more the fewer hold it elsewhere
    (class-based TF-IDF). Stop words of French and English are left out.

    Arguments:
        texts: strings, each once.
        groups: number of the group of each text; texts of negative numbers count as elsewhere.

    Returns: up to `TERMS` words of each group; none where it has no word.

    Source: Grootendorst, "BERTopic" (2022).

    >>> import numpy as np
    >>> said = pl.Series(["la carte est bloquée", "carte bloquée", "le virement tarde"])
    >>> terms_of(said, np.array([0, 0, 1]))
    {0: ['bloquée', 'carte'], 1: ['tarde', 'virement']}
    """
    words = _words(texts, groups)
    inside = words.group_by("group", "word").agg(inside=pl.len())
    a_group = pl.col("inside").sum() / pl.col("group").n_unique()
    weighed = inside.with_columns(
        weight=pl.col("inside") * (1 + a_group / pl.col("inside").sum().over("word")).log()
    )
    ranked = weighed.filter(pl.col("group") >= 0).sort(
        "group", pl.col("weight").round(9), "word", descending=[False, True, False]
    )
    best = ranked.group_by("group", maintain_order=True).agg(pl.col("word").head(TERMS))
    return dict(best.iter_rows())


def name_groups(
    terms: Iterable[Sequence[str]], examples: Iterable[str], taken: Set[str]
) -> list[str]:
    """Return a name for each group: its first terms, or its example where it has none.

    Arguments:
        terms: of each group, the most telling first.
        examples: a text of each group.
        taken: names that must not be given again.

    Returns: names, each once, in the order of the groups.

    >>> name_groups([["carte", "cartes", "bloquée"], ["carte"], []], ["", "", "😀"], {"carte"})
    ['carte · bloquée', 'carte (2)', '😀']
    """
    given = set(taken)
    names = []
    for words, example in zip(terms, examples, strict=True):
        plain = " · ".join(islice(_unlike(words), WORDS_OF_A_NAME)) or _clipped(example)
        name = next(name for name in _numbered(plain) if name not in given)
        given.add(name)
        names.append(name)
    return names


def _words(texts: pl.Series, groups: NDArray[np.int64]) -> pl.DataFrame:
    """Each word of each text once, with the group of the text."""
    lowered = prepare(pl.col("text")).str.to_lowercase()
    rows = pl.DataFrame({"text": texts, "group": pl.Series(groups, dtype=pl.Int64)})
    said = lowered.str.replace_all(_INVERTED, "")
    words = rows.select("group", word=said.str.extract_all(_WORD).list.unique()).explode("word")
    letters = pl.col("word").str.len_chars()
    is_telling = letters.is_between(_SHORTEST_WORD, _LONGEST_WORD)
    return words.filter(is_telling & ~pl.col("word").is_in(list(STOP_WORDS)))


def _unlike(words: Iterable[str]) -> Iterator[str]:
    """Leave out forms of words that were already there: plurals, other endings."""
    chosen: list[str] = []
    for word in words:
        if not any(_is_form(word, other) for other in chosen):
            chosen.append(word)
            yield word


def _is_form(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    return longer.startswith(shorter[: max(_SHORTEST_STEM, len(shorter) - 2)])


def _clipped(example: str) -> str:
    plain = " ".join(example.split())
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 1]}…"


def _numbered(plain: str) -> Iterator[str]:
    yield plain
    number = 2
    while True:
        yield f"{plain} ({number})"
        number += 1
