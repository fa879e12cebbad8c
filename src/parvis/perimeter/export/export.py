"""From a query to the searches a network is sent, and what of it is left to match here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from parvis.errors import InputError
from parvis.perimeter.export.networks import NETWORKS, Network
from parvis.perimeter.export.weakening import MOST_SEARCHES, alternatives, weakened
from parvis.perimeter.export.wording import searches_of
from parvis.perimeter.language.tree import And, Between, Field, Named, Not, Or, Query, Weighted
from parvis.perimeter.language.writing import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Where = Literal["there", "there, as they judge", "there, wider", "here"]
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """A clause of the query, and where it is decided.

    Arguments:
        clause: as our language writes it.
        where: the network filters by it; it does so by its own judgement; it searches for more, and
            the rest is matched here; or it is matched here alone.
        at: where it stands in the query.
    """

    clause: str
    where: Where
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Export:
    """What to send a network; what it finds is matched here against the whole query.

    Arguments:
        network: its name.
        searches: to be sent one after the other; what two of them find counts once.
        parameters: to be sent with each.
        lines: every clause, and where it is decided.
        caution: what is not known to hold there.
    """

    network: str
    searches: tuple[str, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    caution: str = ""


def export(query: Query, network: str) -> Export:
    """Translate a query for a network's own search.

    Arguments:
        query: its tree.
        network: `x`, `bluesky`, `mastodon`, `youtube`, `reddit` or `lucene`.

    Raises:
        InputError: no such network, or nothing of the query that its search could look for.

    >>> from parvis.perimeter import parse
    >>> export(parse("free (panne OR coupure) -is:repost"), "x").searches
    ('free (panne OR coupure) -is:retweet',)
    >>> export(parse("free (panne OR coupure)"), "bluesky").searches
    ('free panne', 'free coupure')
    """
    known = _network(network)
    weak = weakened(query, known)
    if weak is None or not _can_be_sent(weak, known):
        raise InputError(
            f"{text_of(query)}: {known.name} needs a word to look for in each alternative, and can "
            f"be told none of these. What to do: add a word or a phrase without wildcards."
        )
    searches, sent = searches_of(weak, known)
    return Export(
        network=known.name,
        searches=searches,
        parameters=_parameters(query, known),
        lines=tuple(_lines(query, known, sent | set(_days(query, known)))),
        caution=known.caution,
    )


def _network(name: str) -> Network:
    if name not in NETWORKS:
        raise InputError(
            f"{name!r} is no network. What to do: choose one of {', '.join(NETWORKS)}."
        )
    return NETWORKS[name]


def _can_be_sent(weak: Query, network: Network) -> bool:
    return all(
        any(_stands_alone(part, network) for part in parts)
        for parts in alternatives(weak, MOST_SEARCHES)
    )


def _stands_alone(part: Query, network: Network) -> bool:
    if isinstance(part, Field):
        return part.name in network.alone
    return not isinstance(part, Not)


def _parameters(query: Query, network: Network) -> dict[str, str]:
    """The first and the last instant, where the whole query is bound by them."""
    if network.between is None:
        return {}
    found: dict[str, str] = {}
    for part in _days(query, network):
        if isinstance(part.test, Between):
            ends = (part.test.low, part.test.high)
            said = {
                name: _instant(end, later=name == network.between[1])
                for name, end in zip(network.between, ends, strict=True)
                if end is not None
            }
            found = {**said, **found}
    return found


def _days(query: Query, network: Network) -> list[Field]:
    """The clauses on days that bind the whole query, where the network takes some."""
    parts = query.parts if isinstance(query, And) else (query,)
    days = [part for part in parts if isinstance(part, Field) and part.name == "date"]
    return days if network.between else []


def _instant(microseconds: float, *, later: bool) -> str:
    """An instant; the last one a second later, for a search that leaves its end out."""
    time = _EPOCH + dt.timedelta(microseconds=microseconds, seconds=int(later))
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def _lines(query: Query, network: Network, sent: frozenset[Query]) -> Iterator[Line]:
    """Every clause the query is made of, down to what proximity joins as a whole."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _lines(part, network, sent)
        case Named(_, _, part) | Weighted(part):
            yield from _lines(part, network, sent)
        case Not(Or(parts)):
            for part in parts:
                yield from _lines(Not(part, query.at), network, sent)
        case _:
            yield Line(text_of(query), _where(query, network, sent), query.at)


def _where(clause: Query, network: Network, sent: frozenset[Query]) -> Where:
    if isinstance(clause, Field) and clause.name == "date":
        return "there, wider" if clause in sent else "here"
    weak = weakened(clause, network)
    asked = weak.parts if isinstance(weak, And | Or) else (weak,) if weak else ()
    if not any(part in sent for part in asked):
        return "here"
    bare = clause.part if isinstance(clause, Not) else clause
    if not isinstance(bare, Field):
        return "there, wider"
    return "there, as they judge" if bare.name in network.judged else "there"
