"""How much of a network one process measures, and where the rest of it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from parvis.engines import Local

if TYPE_CHECKING:
    from parvis.engines import Engine

MOST_TIES: Final = 20_000_000
MOST_LEADERS: Final = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How much of a network comes to this process; the same whatever the engine.

    Arguments:
        engine: where the ties are counted, and a network of more is ranked and grouped.
        ties: rows of ties (author, author, kind, quarter of an hour) up to which all is measured
            in this process.
        leaders: authors of a larger network who come to it, those who lead by PageRank.
    """

    engine: Engine = field(default_factory=Local)
    ties: int = MOST_TIES
    leaders: int = MOST_LEADERS
