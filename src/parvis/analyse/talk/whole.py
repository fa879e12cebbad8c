"""A network that one process holds: all of it is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from parvis.analyse.communities import Members, members
from parvis.analyse.hubs import Measured, measure
from parvis.analyse.network import PEOPLE, Kind, together

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a network is, all of it.

    Arguments:
        authors: whom a tie between people leads to or comes from.
        ties: how often there is a tie of each kind.
        leaders: those among whom it is measured; None where it is measured among all.
    """

    authors: int
    ties: Mapping[Kind, int]
    leaders: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A network and what is measured on it.

    Arguments:
        ties: by kind and day, as `network.ties` returns them.
        measured: every author, by all kinds of ties between people together.
        members: who is in which community.
        size: of all of it.
    """

    ties: pl.DataFrame
    measured: Measured
    members: Members
    size: Size

    @property
    def people(self) -> pl.DataFrame:
        """The ties between people."""
        return self.ties.filter(pl.col("kind").is_in(PEOPLE))


def whole(ties: pl.DataFrame, left_out: Collection[str]) -> Network:
    """Measure a network of which all ties are here.

    Arguments:
        ties: by kind and day, as `network.ties` returns them.
        left_out: authors, lower case, who are in no community.
    """
    edges = together(ties.filter(pl.col("kind").is_in(PEOPLE)))
    measured = measure(edges)
    by_kind = ties.group_by("kind").agg(pl.col("weight").sum()).sort("kind")
    return Network(
        ties=ties,
        measured=measured,
        members=members(edges, apart=left_out),
        size=Size(authors=measured.authors.height, ties=dict(by_kind.iter_rows())),
    )
