"""Figures of answering: who was answered within what time, in what tone, by which macros."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from parvis.analyse import answers
from parvis.analyse.macros import answer_tones, macros
from parvis.analyse.multiple import holm
from parvis.analyse.threads import waits
from parvis.schema import TONALITIES
from parvis.study.figures.read import threads_of
from parvis.survival import after, kaplan_meier, log_rank, quantile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.study.figures.read import Read

TIMES: Final = (
    *(1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 960, 1440, 2160),
    *(2880, 4320, 7200, 10080, 14400, 20160, 30240, 43200, 64800, 86400),
)
"""Minutes at which the share answered is told: from one minute to sixty days."""

LEAST: Final = 10
"""Openings from which a brand's answering is compared with another's."""


def answering(read: Read) -> Iterator[Figure]:
    """Yield the share answered within each time, who is faster, the tone of answers, the macros."""
    tones = answer_tones(read.mentions)
    found = waits(threads_of(read))
    answerers = set(found.filter("is_answered")["brand"])
    why_not = {
        brand: None if brand in answerers else _why_not(read, own, tones)
        for brand, own in _accounts(read).items()
    }
    known = [brand for brand, why in why_not.items() if why is None]
    for brand, why in why_not.items():
        if why is None:
            yield from _curve(read, brand, found.filter(brand=brand))
        else:
            yield read.define("answers.openings", None, by={"brand": brand}, why=why)
    yield from _faster(read, found.filter(pl.col("brand").is_in(known)))
    yield from _told(read, tones)


def _why_not(read: Read, own: Mapping[str, str], tones: pl.DataFrame) -> str | None:
    """Why the answers of these accounts cannot be known; that none was collected proves nothing."""
    why = answers.can_pair(read.mentions, own)
    if why is None and not tones["brand"].is_in(list(own.values())).any():
        return "no answer collected"
    return why


def _accounts(read: Read) -> Mapping[str, Mapping[str, str]]:
    return {
        brand: {account: owner for account, owner in read.accounts.items() if owner == brand}
        for brand in read.brands
    }


def _curve(read: Read, brand: str, found: pl.DataFrame) -> Iterator[Figure]:
    """The share of a brand's openings answered within each time."""
    by = {"brand": brand}
    yield read.define("answers.openings", found.height, by=by)
    if not found.height:
        return
    curve = kaplan_meier(found["minutes"].to_numpy(), found["is_answered"].to_numpy())
    half, low, high = quantile(curve, 0.5)
    bounds = (low, high) if low is not None and high is not None else (None, None)
    why = None if half is not None else "half is not reached"
    yield read.define("answers.half", half, by=by, interval=bounds, why=why)
    for row in after(curve, TIMES).iter_rows(named=True):
        at: dict[str, str | int] = {**by, "minutes": int(row["time"])}
        share = {name: 100.0 * row[name] for name in ("share", "low", "high")}
        bounds = (share["low"], share["high"])
        yield read.define("answers.share", share["share"], by=at, interval=bounds)
        yield read.define("answers.at_risk", row["at_risk"], by=at)


def _faster(read: Read, found: pl.DataFrame) -> Iterator[Figure]:
    """How surely each brand answers in another time than the first."""
    brands = [brand for brand in read.brands if found.filter(brand=brand).height >= LEAST]
    first, others = brands[:1], brands[1:]
    p = np.array([_apart(found, first[0], other) for other in others])
    for other, adjusted in zip(others, holm(p).tolist(), strict=True):
        yield read.define("answers.apart", adjusted, by={"brand": first[0], "other": other})


def _apart(found: pl.DataFrame, brand: str, other: str) -> float:
    both = found.filter(pl.col("brand").is_in([brand, other]))
    minutes, is_answered = (both[name].to_numpy() for name in ("minutes", "is_answered"))
    return log_rank(minutes, is_answered, (both["brand"] == brand).to_numpy())


def _told(read: Read, tones: pl.DataFrame) -> Iterator[Figure]:
    """The tone of each brand's answers, and those it repeats."""
    for row in tones.iter_rows(named=True):
        yield from _tones(read, row)
    for row in macros(read.mentions).iter_rows(named=True):
        by = {name: row[name] for name in ("brand", "rank", "macro")}
        yield read.define("answers.macro", row["answers"], by=by)


def _tones(read: Read, row: dict[str, Any]) -> Iterator[Figure]:
    by, judged = {"brand": row["brand"]}, sum(row[name] for name in TONALITIES)
    yield read.define("answers.written", row["answers"], by=by)
    yield read.define("answers.macros", 100.0 * row["macros"] / row["answers"], by=by)
    for name in TONALITIES if judged else ():
        share = 100.0 * row[name] / judged
        yield read.define("answers.tone", share, by={**by, "tonality": name})
