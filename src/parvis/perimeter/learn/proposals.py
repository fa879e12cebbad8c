"""What to add to a query, or to leave out, and what that would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from parvis.frames import enter
from parvis.perimeter.language.parse import parse
from parvis.perimeter.language.writing import text_of
from parvis.perimeter.learn.measure import Measured, measure
from parvis.perimeter.learn.vocabulary import set_apart, uses
from parvis.perimeter.store.search import judge, matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from parvis.perimeter.language.tree import Query

SURE: Final = 1.96
FEWEST: Final = 2  # authors
MOST: Final = 10  # proposals of each kind
DOUBT: Final = 4.0
"""Mentions like the average that a term is supposed to have brought before any was counted."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One term to add to a query or to leave out.

    Arguments:
        kind: add (with OR) or exclude (with NOT).
        term: as it is written in a query.
        authors: who use it where it counts.
        score: from `set_apart`.
        predicted: what the query would then find of mentions like the sample.
    """

    kind: Literal["add", "exclude"]
    term: str
    authors: int
    score: float
    predicted: Measured

    def applied(self, query: Query) -> str:
        """Return the query with the proposal in it."""
        join = "OR" if self.kind == "add" else "NOT"
        return f"({text_of(query)}) {join} {self.term}"


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a labelled sample says of a query.

    Arguments:
        measured: of the query as it is.
        proposals: the best first, additions before exclusions.
        labelled: mentions of the sample.
        unread: of those, the ones the query cannot judge yet; they count as not found.
    """

    measured: Measured
    proposals: tuple[Proposal, ...]
    labelled: int
    unread: int


def learn(query: Query, labelled: pl.DataFrame) -> Lesson:
    """Measure a query on labelled mentions, and propose terms to add or to exclude.

    A term shows best in the very sample that suggested it. Its effect is therefore predicted as
    that of a term that had brought a few mentions like the average before (a beta prior).

    Arguments:
        query: the tree of a query.
        labelled: a frame with the columns `text` and `relevant` (booleans), and `author` and others
            where they are known; without some mentions the query does not find, recall is unknown.

    Raises:
        MissingColumnsError: the frame has no `text` or no `relevant`.

    >>> from parvis.perimeter import parse
    >>> texts = ["free box"] * 9 + ["wifi free"] * 9
    >>> sample = pl.DataFrame({"text": texts, "relevant": [True] * 9 + [False] * 9})
    >>> lesson = learn(parse("free"), sample)
    >>> lesson.measured.precision.value, lesson.proposals[0].kind, lesson.proposals[0].term
    (0.5, 'exclude', 'wifi')
    """
    enter(labelled, "text", "relevant")
    verdicts = judge(query, labelled)
    found = verdicts.fill_null(value=False)
    measured = measure(found, labelled["relevant"])
    used = uses(labelled)
    proposals = (
        *_worth_it(_additions(used, found, labelled, measured), measured),
        *_worth_it(_exclusions(used, found, labelled, measured), measured),
    )
    return Lesson(measured, proposals, labelled.height, int(verdicts.is_null().sum()))


def _worth_it(proposals: Iterator[Proposal], before: Measured) -> list[Proposal]:
    """Those that gain more than they lose, the best first."""
    better = [found for found in proposals if found.predicted.balance > before.balance]
    return sorted(better, key=lambda found: -found.predicted.balance)[:MOST]


def _additions(
    used: pl.DataFrame, found: pl.Series, labelled: pl.DataFrame, before: Measured
) -> Iterator[Proposal]:
    missed, left = (~found & labelled["relevant"]), (~found & ~labelled["relevant"])
    base = _rate(before.missed, before.left)
    for term, authors, score in _best(used, missed, left):
        holds = _holding(term, labelled)
        right, all_of_it = int((holds & missed).sum()), int((holds & ~found).sum())
        gained = all_of_it * _doubted(right, all_of_it, base)
        predicted = Measured(
            before.found_right + gained,
            before.found_wrong + all_of_it - gained,
            before.missed - gained,
            before.left - all_of_it + gained,
        )
        yield Proposal("add", term, authors, score, predicted)


def _exclusions(
    used: pl.DataFrame, found: pl.Series, labelled: pl.DataFrame, before: Measured
) -> Iterator[Proposal]:
    wrong, right = (found & ~labelled["relevant"]), (found & labelled["relevant"])
    base = _rate(before.found_wrong, before.found_right)
    for term, authors, score in _best(used, wrong, right):
        holds = _holding(term, labelled)
        noise, all_of_it = int((holds & wrong).sum()), int((holds & found).sum())
        cleared = all_of_it * _doubted(noise, all_of_it, base)
        predicted = Measured(
            before.found_right - all_of_it + cleared,
            before.found_wrong - cleared,
            before.missed + all_of_it - cleared,
            before.left + cleared,
        )
        yield Proposal("exclude", term, authors, score, predicted)


def _best(used: pl.DataFrame, here: pl.Series, there: pl.Series) -> list[tuple[str, int, float]]:
    """The terms that are more than chance; a pair only where it says more than its words."""
    scored = set_apart(used, _marks(here), _marks(there)).filter(
        (pl.col("score") >= SURE) & (pl.col("here") >= FEWEST)
    )
    ranked = scored.sort("score", "term", descending=[True, False]).select("term", "here", "score")
    kept: list[tuple[str, int, float]] = []
    for term, authors, score in ranked.iter_rows():
        if not any(_says_the_same(term, other) for other, *_ in kept):
            kept.append((term, authors, score))
    return kept[: 5 * MOST]


def _marks(series: pl.Series) -> NDArray[np.bool_]:
    return series.to_numpy()


def _says_the_same(term: str, other: str) -> bool:
    """A pair and one of its words."""
    words, others = set(term.strip('"').split()), set(other.strip('"').split())
    return words <= others or others <= words


def _holding(term: str, labelled: pl.DataFrame) -> pl.Series:
    return matches(parse(term), labelled)


def _rate(part: float, rest: float) -> float:
    return part / (part + rest) if part + rest else 0.5


def _doubted(part: int, whole: int, base: float) -> float:
    """A rate drawn towards that of all."""
    return (part + DOUBT * base) / (whole + DOUBT)
