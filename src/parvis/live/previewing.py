"""What an edited perimeter would change in the lake, before it is applied; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from parvis.live.pipeline import Marker
from parvis.live.remarking import Remarker, read_again
from parvis.store import open_lake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parvis.live.plan import Plan
    from parvis.perimeter.versions import Perimeter
    from parvis.store import Lake

_PAIR = ("mention", "query")


class Change(NamedTuple):
    """What becomes of a query.

    Arguments:
        perimeter: whose query it is.
        query: its name.
        before, after: how many mentions of the lake it marks.
        come, gone: mentions that gain its mark, and that lose it.
        samples_come, samples_gone: texts of some of them.

    >>> Change("listening", "Our brand", 4, 5, 2, 1, ["Oui"], ["Non"]).come
    2
    """

    perimeter: str
    query: str
    before: int
    after: int
    come: int
    gone: int
    samples_come: list[str]
    samples_gone: list[str]


def preview(
    plan: Plan,
    *,
    samples: int = 10,
    tell: Callable[[int, int], None] = lambda _done, _whole: None,
) -> list[Change]:
    """Say of each query what the listen file as it stands would change in its lake.

    Marks of the version that was applied last are held against those that this one would make,
    mention by mention.

    Arguments:
        plan: the listen file, as edited.
        samples: texts that are shown of those that come and of those that go.
        tell: told how many mentions are done, of how many.

    Returns: the changes, query by query; none of perimeters that are applied as they are.

    Raises:
        LakeError: nothing was ever listened to by this file.
    """
    lake, remarker = open_lake(plan.lake_folder), Remarker(plan.state_folder)
    return [
        change
        for perimeter in plan.perimeters
        if remarker.is_due(perimeter)
        for change in _changes(
            perimeter, lake, remarker.applied(perimeter), samples=samples, tell=tell
        )
    ]


def _changes(
    perimeter: Perimeter,
    lake: Lake,
    old: str | None,
    *,
    samples: int,
    tell: Callable[[int, int], None],
) -> Iterator[Change]:
    counts: dict[str, Change] = {}
    marker, version, done = Marker(perimeter), lake.version(), 0
    whole = lake.mentions(version=version).select(pl.len()).collect().item()
    was = lake.read("marks", version=version).filter(perimeter=perimeter.id, version=old or "")
    for mentions in read_again(lake, version):
        new = marker.marks(marker.match(mentions), mentions).select(_PAIR)
        held = was.filter(pl.col("mention").is_in(mentions["id"].implode())).select(_PAIR).collect()
        for change in _told(perimeter.id, mentions, held, new, samples):
            counts[change.query] = _sum(counts.get(change.query), change, samples)
        done += mentions.height
        tell(done, whole)
    for name in perimeter.queries:
        yield counts.pop(name, Change(perimeter.id, name, 0, 0, 0, 0, [], []))
    yield from counts.values()


def _told(
    perimeter: str, mentions: pl.DataFrame, was: pl.DataFrame, new: pl.DataFrame, samples: int
) -> Iterator[Change]:
    """What becomes of the queries in some mentions."""
    come, gone = (
        one.join(other, on=_PAIR, how="anti").join(
            mentions.select("id", "text"), left_on="mention", right_on="id"
        )
        for one, other in ((new, was), (was, new))
    )
    for name in pl.concat([was["query"], new["query"]]).unique().sort():
        before, after, won, lost = (frame.filter(query=name) for frame in (was, new, come, gone))
        yield Change(
            perimeter,
            name,
            before=before.height,
            after=after.height,
            come=won.height,
            gone=lost.height,
            samples_come=won["text"].head(samples).to_list(),
            samples_gone=lost["text"].head(samples).to_list(),
        )


def _sum(one: Change | None, other: Change, samples: int) -> Change:
    if one is None:
        return other
    return Change(
        one.perimeter,
        one.query,
        before=one.before + other.before,
        after=one.after + other.after,
        come=one.come + other.come,
        gone=one.gone + other.gone,
        samples_come=(one.samples_come + other.samples_come)[:samples],
        samples_gone=(one.samples_gone + other.samples_gone)[:samples],
    )
