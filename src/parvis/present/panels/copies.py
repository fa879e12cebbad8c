"""The figure of near-duplicates: how much of the talk repeats itself, and what is repeated most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.present.panels.panel import Finding, Panel, Repeated, how, unknown
from parvis.present.quotes import draw

if TYPE_CHECKING:
    from parvis.present.desk import Desk

_GROUPS = 5


def panel(desk: Desk) -> Panel:
    """Return the figure of near-duplicates, with the words of the largest groups."""
    kept, copies, groups, largest = (
        desk.ledger.number(key)
        for key in (
            "mentions.kept",
            "duplicates.mentions",
            "duplicates.groups",
            "duplicates.largest",
        )
    )
    keys = ("duplicates.groups", "duplicates.mentions", "duplicates.largest")
    if not kept or copies is None or groups is None or largest is None:
        return unknown(desk, "copies", *keys)
    share = desk.tongue.percent(100 * copies / kept)
    n, number = desk.tongue.number(copies), desk.tongue.number
    said = {"share": share, "n": n, "groups": number(groups), "largest": number(largest)}
    key = "some" if copies else "none"
    return Panel(
        anchor="figure-copies",
        name=desk.words("copies.name"),
        title=desk.words(f"copies.title.{key}", **said),
        subtitle=desk.words("copies.subtitle"),
        how=how(desk, *keys),
        repeated=_largest(desk),
        quotes=desk.reader.quotes(_quoted(desk)),
        quotes_about=desk.words("copies.quotes"),
        finding=Finding(number=share, sentence=desk.words(f"copies.finding.{key}", **said)),
    )


def _groups(desk: Desk) -> pl.DataFrame:
    """The groups among kept mentions, largest first."""
    return (
        desk.kept.drop_nulls("duplicate_group")
        .group_by("duplicate_group")
        .len("copies")
        .filter(pl.col("copies") > 1)
        .sort("copies", "duplicate_group", descending=[True, False])
    )


def _largest(desk: Desk) -> tuple[Repeated, ...]:
    groups = _groups(desk).head(_GROUPS)
    first = desk.kept.sort("published_at", nulls_last=True).unique(
        "duplicate_group", keep="first", maintain_order=True
    )
    told = groups.join(first, on="duplicate_group", how="inner", maintain_order="left")
    largest = max(1, groups["copies"].max() or 1)
    return tuple(
        Repeated(
            count=desk.words.counted("copies.count", copies),
            part=100 * copies / largest,
            quote=quote,
        )
        for copies, quote in zip(told["copies"], desk.reader.quotes(told), strict=True)
    )


def _quoted(desk: Desk) -> pl.DataFrame:
    groups = _groups(desk)
    said = desk.kept.filter(
        pl.col("duplicate_group").is_in(groups["duplicate_group"].head(10).implode())
    )
    return draw(said, across="duplicate_group")
