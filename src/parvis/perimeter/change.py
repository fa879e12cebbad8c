"""What a new version of a query brings in, and what it lets go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from parvis.perimeter.store.search import judge_all

if TYPE_CHECKING:
    from parvis.perimeter.language.tree import Query

SAMPLE = 10


@dataclass(frozen=True, slots=True)
class Change:
    """Mentions that two queries find.

    Arguments:
        before: how many the old one finds.
        both: how many of those the new one finds too.
        come: how many only the new one finds.
        gone: how many only the old one finds.
        undecided: how many the new one cannot judge until they are read.
        samples_come, samples_gone: some of them, with their columns; the same ones each time.
    """

    before: int
    both: int
    come: int
    gone: int
    undecided: int
    samples_come: pl.DataFrame
    samples_gone: pl.DataFrame

    @property
    def after(self) -> int:
        """How many the new query finds."""
        return self.both + self.come


def compare(old: Query, new: Query, mentions: pl.DataFrame, *, samples: int = SAMPLE) -> Change:
    """Match two queries to the same mentions, and say what changes.

    Arguments:
        old: the tree of a query.
        new: the tree of the query to take its place.
        mentions: a frame with the column `text`, and others the queries ask about.
        samples: of each kind, at most.

    Raises:
        MissingColumnsError: the frame has no `text`.

    >>> from parvis.perimeter import parse
    >>> posts = pl.DataFrame({"text": ["Free", "Freebox", "Orange"]})
    >>> change = compare(parse("free"), parse("free*"), posts)
    >>> change.before, change.after, change.samples_come["text"].to_list()
    (1, 2, ['Freebox'])
    """
    was, is_now = judge_all([old, new], mentions)
    was, undecided = was.fill_null(value=False), is_now.is_null()
    is_now = is_now.fill_null(value=False)
    come, gone = is_now & ~was, was & ~is_now & ~undecided
    return Change(
        before=int(was.sum()),
        both=int((was & is_now).sum()),
        come=int(come.sum()),
        gone=int(gone.sum()),
        undecided=int(undecided.sum()),
        samples_come=_sample(mentions.filter(come), samples),
        samples_gone=_sample(mentions.filter(gone), samples),
    )


def _sample(mentions: pl.DataFrame, size: int) -> pl.DataFrame:
    """Mentions by chance, the same ones each time: those whose text hashes lowest."""
    return mentions.sort(pl.col("text").hash(seed=2010), maintain_order=True).head(size)
