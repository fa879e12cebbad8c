"""Figures of near-duplicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.analyse import duplicates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.study.figures.read import Read


def near_duplicates(read: Read) -> Iterator[Figure]:
    """Yield how many groups of near-duplicates there are, how many mentions, and the largest."""
    groups = duplicates.duplicate_groups(read.kept)
    yield read.define("duplicates.groups", groups.height)
    yield read.define("duplicates.mentions", int(groups["mentions"].sum()))
    yield read.define("duplicates.largest", int(groups["mentions"].head(1).sum()))
