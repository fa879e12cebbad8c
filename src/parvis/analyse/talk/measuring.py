"""From mentions to their network, measured: counted where they are, then by its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.analyse.communities import (
    Map,
    Members,
    cards,
    draw_map,
    keep_numbers,
    own_words,
    words_said,
)
from parvis.analyse.communities.mapping import SHOWN
from parvis.analyse.hubs import Measured, coordinated, measure
from parvis.analyse.network import KINDS, PEOPLE, Kind, together
from parvis.analyse.network.capacity import Capacity
from parvis.analyse.network.ties import counted, fetched
from parvis.analyse.talk.led import led
from parvis.analyse.talk.whole import Network, Size, whole
from parvis.engines.settling import settled
from parvis.frames import how_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narwhals.stable.v2.typing import IntoFrame

ROUGH: Final = 0.02  # of betweenness on one kind of ties
HEARD: Final = 200  # members of a community whose words are heard, the best ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The network of a talk.

    Arguments:
        ties: by kind and day, links to sites among them, as `network.ties` returns them, without
            those that accounts of one hand made; those among the leaders where it is too large.
        apart: those accounts, as `hubs.coordinated` returns them.
        measured: every author, by all kinds of ties between people together.
        by_kind: the same by each kind of tie alone.
        members: who is in which community.
        cards: what each community of some size is called and known by.
        map: where its hubs stand.
        size: of all of it, and among how many it is measured.
    """

    ties: pl.DataFrame
    apart: pl.DataFrame
    measured: Measured
    by_kind: Mapping[Kind, Measured]
    members: Members
    cards: pl.DataFrame
    map: Map
    size: Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What an earlier run is remembered by.

    Arguments:
        authors: author and community.
        names: of the communities, by number.
        places: author, x and y on its map.
    """

    authors: pl.DataFrame
    names: Mapping[int, str]
    places: pl.DataFrame


def network_of(
    mentions: IntoFrame,
    *,
    own: Iterable[str] = (),
    heard: IntoFrame | None = None,
    days_in: str = "UTC",
    before: Before | None = None,
    capacity: Capacity | None = None,
) -> Talk:
    """Measure the network of a talk: hubs, communities, a map.

    The ties are counted where the mentions are. Up to a number of them all is measured in this
    process; a larger network is ranked and grouped where it is, and measured here among those who
    lead it (see `led`). It is the size that decides, whatever the engine.

    Arguments:
        mentions: with the columns of `network.ties`, `hubs.coordinated` and
            `communities.words_said`; a site that is linked to is named with `//` before it.
        own: accounts of the brands, lower case: hubs like others, but in no community, since
            everybody addresses them.
        heard: the mentions whose words may name communities; all where None.
        days_in: time zone of the days.
        before: an earlier run, whose communities keep their numbers, names and places.
        capacity: how much this process measures, and where the ties are counted.

    Raises:
        MissingColumnsError: a column is not there.

    Source: rows 24 and 27 of the capabilities.

    >>> from parvis.schema import empty
    >>> network_of(empty()).measured.authors.height
    0
    """
    apart = coordinated(mentions)
    room, names = capacity or Capacity(), apart["author"].to_list()
    counts = settled(counted(mentions, kinds=KINDS, with_time=True), room.engine)
    if how_many(counts.to_native()) <= room.ties:
        ties = fetched(counts, days_in=days_in).filter(~pl.col("source").is_in(names))
        network = whole(ties, {*own, *names})
    else:
        network = led(counts, apart=names, own=own, days_in=days_in, capacity=room)
    found = _numbered(network.members, before)
    told = _described(mentions if heard is None else heard, found.authors, before)
    return _talk(network, apart, found, told, before.places if before else None)


def _talk(
    network: Network,
    apart: pl.DataFrame,
    found: Members,
    told: pl.DataFrame,
    places: pl.DataFrame | None,
) -> Talk:
    """What is measured by kind of tie, and the map, beside what is known."""
    people, shown = network.people, told["community"].head(SHOWN)
    return Talk(
        ties=network.ties,
        apart=apart,
        measured=network.measured,
        by_kind={kind: measure(together(people.filter(kind=kind)), error=ROUGH) for kind in PEOPLE},
        members=found,
        cards=told,
        map=draw_map(found.authors, together(people), shown=shown, before=places),
        size=network.size,
    )


def _numbered(found: Members, before: Before | None) -> Members:
    """The communities under the numbers they had."""
    if before is None:
        return found
    return Members(
        authors=keep_numbers(found.authors, before.authors),
        modularity=found.modularity,
        resolution=found.resolution,
    )


def _described(mentions: IntoFrame, authors: pl.DataFrame, before: Before | None) -> pl.DataFrame:
    """Name the communities after their hubs and words, unless they had a name."""
    heard = authors.filter(pl.int_range(pl.len()).over("community") < HEARD)
    words = own_words(words_said(mentions, heard["author"].to_list()), authors)
    return cards(authors, words, names=before.names if before else None)
