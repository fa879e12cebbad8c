"""The network of a talk, wholly measured: hubs of every kind, communities, a map."""

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
    members,
    own_words,
    words_said,
)
from parvis.analyse.communities.mapping import SHOWN
from parvis.analyse.hubs import Measured, coordinated, measure
from parvis.analyse.network import KINDS, PEOPLE, Kind, ties, together

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
            those that accounts of one hand made.
        apart: those accounts, as `hubs.coordinated` returns them.
        measured: every author, by all kinds of ties between people together.
        by_kind: the same by each kind of tie alone.
        members: who is in which community.
        cards: what each community of some size is called and known by.
        map: where its hubs stand.
    """

    ties: pl.DataFrame
    apart: pl.DataFrame
    measured: Measured
    by_kind: Mapping[Kind, Measured]
    members: Members
    cards: pl.DataFrame
    map: Map


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
) -> Talk:
    """Measure the network of a talk: hubs, communities, a map.

    Arguments:
        mentions: with the columns of `network.ties`, `hubs.coordinated` and
            `communities.words_said`; a site that is linked to is named with `//` before it.
        own: accounts of the brands, lower case: hubs like others, but in no community, since
            everybody addresses them.
        heard: the mentions whose words may name communities; all where None.
        days_in: time zone of the days.
        before: an earlier run, whose communities keep their numbers, names and places.

    Raises:
        MissingColumnsError: a column is not there.

    Source: rows 24 and 27 of the capabilities.

    >>> from parvis.schema import empty
    >>> network_of(empty()).measured.authors.height
    0
    """
    apart = coordinated(mentions)
    all_ = ties(mentions, kinds=KINDS, days_in=days_in)
    counted = all_.filter(~pl.col("source").is_in(apart["author"].implode()))
    people = counted.filter(pl.col("kind").is_in(PEOPLE))
    edges, left_out = together(people), {*own, *apart["author"]}
    found = _numbered(members(edges, apart=left_out), before)
    told = _described(mentions if heard is None else heard, found.authors, before)
    return Talk(
        ties=counted,
        apart=apart,
        measured=measure(edges),
        by_kind={kind: measure(together(people.filter(kind=kind)), error=ROUGH) for kind in PEOPLE},
        members=found,
        cards=told,
        map=draw_map(
            found.authors,
            edges,
            shown=told["community"].head(SHOWN),
            before=before.places if before else None,
        ),
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
