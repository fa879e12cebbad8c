"""Near-duplicates of mentions that come in batches: what was said lately is remembered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, Self

import numpy as np
import polars as pl

from parvis.errors import InputError
from parvis.filter.duplicates import links_of, reasons, where
from parvis.filter.grouping import CHUNK, LEADS, read_on
from parvis.filter.memory import CLOCK, NOBODY, forget, memory
from parvis.frames import enter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.filter.grouping import Leaders

MENTIONS: Final = 1_250_000
DAYS: Final = 7.0
_LONGER: Final = 1.25  # times the days after which all that is older is forgotten at once
_MARKS_OF_TIME: Final = 64  # a memory's length is told in so many steps
_DAY: Final = 86_400.0


class Recall:
    """What was said lately, so that a mention is known to repeat one of an earlier batch.

    A text is remembered once, however many say it, until neither it nor what repeats it has been
    met for some days; a group lives as long as it is met. Where there is no room left, the half
    that was met longest ago is forgotten. A mention that repeats what is forgotten leads anew.

    Arguments:
        mentions: that are remembered, at most; those of the same words count once.
        days: for which they are; a quarter longer at most, since it forgets in strides.

    Raises:
        InputError: fewer than two mentions, or no time.

    >>> said = "Le réseau est coupé à Lyon depuis ce matin"
    >>> recall = Recall(mentions=1_000)
    >>> recall.group(pl.DataFrame({"id": ["a"], "text": [said]}))["duplicate_of"].to_list()
    [None]
    >>> recall.group(pl.DataFrame({"id": ["b"], "text": [f"RT @x: {said}"]})).row(0)[2:]
    ('a', 'a', 'reposted')
    """

    def __init__(self, *, mentions: int = MENTIONS, days: float = DAYS) -> None:
        if mentions < 2 or days <= 0:
            raise InputError(
                f"{mentions} mentions of {days} days cannot be remembered. "
                "What to do: give two or more mentions, and more than no days."
            )
        self._room, self._days = mentions, days
        self._known = memory(mentions)
        self._names = pl.Series("name", [], pl.String)
        self._links = np.zeros(mentions, np.uint64)
        self._times: list[tuple[int, float]] = []  # of the clock, and seconds since 1970

    @classmethod
    def of(cls, mentions: pl.DataFrame, *, room: int = MENTIONS, days: float = DAYS) -> Self:
        """Remember again what arrived in the last days, as after a restart.

        Arguments:
            mentions: needs `id`, `text` and `arrived_at`; where `duplicate_of` is there, groups
                whose first is not among them keep its name.
            room: mentions that are remembered, at most.
            days: for which they are.

        Raises:
            InputError: room for fewer than two mentions, or no time.
            MissingColumnsError: a column is not there.

        >>> now = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
        >>> said = {"text": ["merci à vous tous"], "arrived_at": [now], "duplicate_of": ["a"]}
        >>> recall = Recall.of(pl.DataFrame({"id": ["b"], **said}))
        >>> recall.group(pl.DataFrame({"id": ["c"], "text": said["text"]}), at=now)[
        ...     0, "duplicate_of"
        ... ]
        'a'
        """
        enter(mentions, "id", "text", "arrived_at")
        recall = cls(mentions=room, days=days)
        known = [name for name in ("duplicate_of", "id") if name in mentions.columns]
        past = mentions.select(
            "text", "arrived_at", id=pl.coalesce(known), day=pl.col("arrived_at").dt.date()
        ).sort("arrived_at", maintain_order=True)
        for day in past.partition_by("day", maintain_order=True):
            recall.group(day, at=day["arrived_at"].item(-1))
        return recall

    def __len__(self) -> int:
        """How many texts are remembered."""
        return self._known.texts

    @property
    def nbytes(self) -> int:
        """How many bytes the memory takes."""
        return self._known.nbytes + self._links.nbytes + int(self._names.estimated_size())

    def group(self, mentions: pl.DataFrame, *, at: dt.datetime | None = None) -> pl.DataFrame:
        """Add what `group_duplicates` adds, over these mentions and all that is remembered.

        The first of a group is the one that arrived first. It bears the group's name only where
        another of the same batch repeats it: what comes later it cannot know, and `name_firsts`
        tells it. A mention that came before is no copy of itself.

        Arguments:
            mentions: a batch in order of arrival, with `id` and `text`.
            at: when it arrived, aware; now where it is left out.

        Returns: the mentions with `duplicate_group`, `duplicate_of` and `duplicate_reason`.

        Raises:
            MissingColumnsError: there is no `id` or no `text`.

        Source: row 40 of the capabilities; as `group_duplicates`.
        """
        enter(mentions, "id", "text")
        self._forget_old((at or dt.datetime.now(dt.UTC)).timestamp())
        size = min(CHUNK, self._room // 2)
        starts = range(0, max(1, mentions.height), size)
        marks = pl.concat([self._marked(mentions.slice(start, size)) for start in starts])
        is_first = mentions["id"].is_in(marks["duplicate_of"].drop_nulls().unique().implode())
        named = pl.coalesce("duplicate_of", where(is_first, mentions["id"]))
        return mentions.with_columns(marks.select(named.alias("duplicate_group"), pl.all()))

    def _marked(self, mentions: pl.DataFrame) -> pl.DataFrame:
        """What each mention repeats, and why."""
        if self._known.texts + mentions.height > self._room:
            self._forget_half()
        texts, before = mentions["text"], self._known.texts
        links = links_of(texts).to_numpy()
        self._known, found = read_on(self._known, texts)
        self._learn(mentions["id"], links, found, before)
        speaks = found.of != NOBODY
        of = pl.Series(np.where(speaks, found.of, 0))
        names = self._names.gather(of) if len(self._names) else mentions["id"].clear(len(of))
        repeats = pl.Series(found.how != LEADS) & (names != mentions["id"])
        is_of_links = pl.Series(self._links[of.to_numpy()] == links)
        why = reasons(texts, found.how, is_of_links=is_of_links)
        return pl.DataFrame(
            {"duplicate_of": where(repeats, names), "duplicate_reason": where(repeats, why)}
        )

    def _learn(
        self, ids: pl.Series, links: NDArray[np.uint64], found: Leaders, before: int
    ) -> None:
        """Remember the names and links of the texts that lead since now."""
        leads = np.flatnonzero((found.of >= before) & (found.how == LEADS))
        numbers = found.of[leads]
        named = pl.repeat(None, self._known.texts - before, dtype=pl.String, eager=True)
        self._names.extend(named.scatter(numbers - before, ids.gather(leads)))
        self._links[numbers] = links[leads]

    def _forget_half(self) -> None:
        seen = self._known.seen[: self._known.texts]
        middle = max(0, len(seen) - self._room // 2)
        self._forget(int(np.partition(seen, middle)[middle]) if middle < len(seen) else 0)

    def _forget_old(self, now: float) -> None:
        """Forget what was not met for the days of this memory, once some is older by a quarter."""
        lasting = self._days * _DAY
        if not self._times or now - self._times[-1][1] >= lasting / _MARKS_OF_TIME:
            self._times.append((int(self._known.counts[CLOCK]), now))
        if now - self._times[0][1] > _LONGER * lasting:
            self._times = [(clock, time) for clock, time in self._times if time >= now - lasting]
            self._forget(self._times[0][0])

    def _forget(self, before: int) -> None:
        self._known, kept = forget(self._known, before=before)
        self._names = self._names.gather(kept).rechunk()
        self._links[: len(kept)] = self._links[kept]


def name_firsts(mentions: pl.DataFrame) -> pl.DataFrame:
    """Give the first of each group the group's name, which it could not know when it arrived.

    Arguments:
        mentions: needs `id`, `duplicate_group` and `duplicate_of`.

    Raises:
        MissingColumnsError: a column is not there.

    >>> marks = {"id": ["a", "b"], "duplicate_group": [None, "a"], "duplicate_of": [None, "a"]}
    >>> name_firsts(pl.DataFrame(marks))["duplicate_group"].to_list()
    ['a', 'a']
    """
    enter(mentions, "id", "duplicate_group", "duplicate_of")
    is_first = pl.col("id").is_in(mentions["duplicate_of"].drop_nulls().unique().implode())
    name = pl.when(is_first).then("id")
    return mentions.with_columns(pl.coalesce("duplicate_group", name).alias("duplicate_group"))
