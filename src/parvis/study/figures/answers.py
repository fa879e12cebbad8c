"""Figures of answers: how often and how fast brands and their accounts answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.analyse import answers
from parvis.study.figures.read import or_why

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.study.figures.read import Read

ANSWER_KEYS = {
    "answers.customer_posts": "customer_posts",
    "answers.answered": "answered",
    "answers.first_minutes.median": "median",
    "answers.first_minutes.p75": "p75",
    "answers.first_minutes.p90": "p90",
    "answers.within_24h": "within_24h",
}


def answer_times(read: Read) -> Iterator[Figure]:
    """Yield how often and how fast brands and their accounts answer, or why it cannot be known."""
    pairs = answers.pair_answers(read.mentions, read.accounts)
    replies = answers.replies_of(read.mentions, read.accounts)
    for brand in read.brands:
        own = {account: owner for account, owner in read.accounts.items() if owner == brand}
        for some, by in _dimensions(brand, own):
            why_not = answers.why_unpaired(replies, some)
            theirs = pairs.filter(pl.col("account").is_in(list(some)))
            yield from _answering(read, theirs, by, why_not)


def _dimensions(
    brand: str, own: Mapping[str, str]
) -> Iterator[tuple[Mapping[str, str], Mapping[str, str]]]:
    """The accounts of a brand together, then each apart where there are several."""
    yield own, {"brand": brand}
    for account in own if len(own) > 1 else ():
        yield {account: brand}, {"brand": brand, "account": account}


def _answering(
    read: Read, pairs: pl.DataFrame, by: Mapping[str, str], why_not: str | None
) -> Iterator[Figure]:
    """Yield the answers of some accounts of one brand."""
    times = answers.answer_times(pairs, by=("brand",)).rows(named=True)
    known = times[0] if times else {"customer_posts": 0, "answered": 0}
    row = {} if why_not else known
    for key, column in ANSWER_KEYS.items():
        yield or_why(read.define, key, row.get(column), why_not or "no answer", by=by)
