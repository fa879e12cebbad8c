"""What an explanation says: a verdict for every part, where it stands, what came near."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from parvis.perimeter.language.writing import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.perimeter.language.tree import Query

Kind = Literal[
    "accents", "capitals", "sign", "longer", "misspelt", "in_tag", "apart", "far", "order",
    "stretch", "texts", "elsewhere", "not_first", "not_last", "times", "letter", "value",
    "unsaid", "unread",
]  # fmt: skip
"""What came near: `words.toml` says each in words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a mention.

    Arguments:
        text: `title` or `text`.
        start, end: in characters from 0.
        quote: what stands there.
    """

    text: str
    start: int
    end: int
    quote: str

    def as_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {"in": self.text, "start": self.start, "end": self.end, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Miss:
    """What came near, and what would have found it.

    Arguments:
        kind: how it missed.
        facts: what to say of it: `found`, `count`, …
        write: a query that would have found it, where there is one.
    """

    kind: Kind
    facts: Mapping[str, Any]
    write: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {"kind": self.kind, **self.facts, "write": self.write or None}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One part of a query, judged on one mention.

    Arguments:
        query: the part.
        verdict: it holds, it does not, or (None) what is read later decides.
        places: where it stands.
        miss: what came near, where it does not hold.
        parts: of which it is made.
    """

    query: Query
    verdict: bool | None
    places: tuple[Place, ...] = ()
    miss: Miss | None = None
    parts: tuple[Explanation, ...] = field(default=())

    @property
    def said(self) -> str:
        """The part, as a query."""
        return text_of(self.query)

    def as_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "query": self.said,
            "verdict": self.verdict,
            "places": [place.as_dict() for place in self.places],
            "miss": self.miss.as_dict() if self.miss else None,
            "parts": [part.as_dict() for part in self.parts],
        }

    def leaves(self) -> Iterator[Explanation]:
        """Yield the parts that have no parts."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()
