"""A score of a reader on labelled posts, and the line of the table that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tools import measures

if TYPE_CHECKING:
    from tools.measures import Counts, Measure

HEADER = (
    f"{'':28}{'data':32}{'measure':18}{'posts':>5}{'ours':>6}  "
    f"{'95 %':13}{'floor':>5}{'goal':>5}{'best':>6}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well the reader did one thing on posts it had not seen, 0 to 100."""

    key: str
    language: str
    data: str
    measure: str
    value: float
    posts: int
    low: float | None = None
    high: float | None = None


def accuracy(counts: Counts) -> np.ndarray:
    """Part read rightly, 0 to 100, of counts of right and wrong."""
    return 100 * counts[..., 0, 0] / counts.sum(axis=(-1, -2))


def score_of(
    key: str, data: str, tables: list[Counts], measure: Measure = measures.macro_f1
) -> Score:
    """Measure tables of counts; the score is their mean, with its interval."""
    low, high = measures.interval(tables, measure)
    code = key.split(".")[1]
    return Score(
        key=key,
        language=code if len(code) == 2 else "all",
        data=data,
        measure=NAMES[measure],
        value=float(np.mean([measure(counts) for counts in tables])),
        posts=sum(int(counts.sum()) for counts in tables),
        low=low,
        high=high,
    )


NAMES = {
    measures.macro_f1: "macro-F1",
    measures.macro_recall: "macro-recall",
    measures.f1_of_last: "F1 of yes",
    accuracy: "accuracy",
}


def is_kept(score: Score, floor: dict[str, float]) -> bool:
    """Tell whether a score keeps to its floor, or its ceiling; one without either does."""
    return floor.get("floor", -np.inf) <= score.value <= floor.get("ceiling", np.inf)


def line(score: Score, floor: dict[str, float]) -> str:
    """Write one row of the table: data, measure, ours, floor (or ceiling), goal, best published."""
    bounds = "" if score.low is None else f"{score.low:.1f} to {score.high:.1f}"
    bar = f"≤ {floor['ceiling']}" if "ceiling" in floor else floor.get("floor", "")
    verdict = "" if is_kept(score, floor) else "BELOW ITS FLOOR"
    what = f"{score.key:28}{score.data:32}{score.measure:18}{score.posts:>5}"
    goal, best = floor.get("goal", ""), floor.get("best", "")
    return f"{what}{score.value:>6.1f}  {bounds:13}{bar:>5}{goal:>5}{best:>6}  {verdict}".rstrip()
