"""The few forms to which every query comes down.

What stands somewhere is a *spot*; what holds of a mention is a *claim*.

    Spot                                Claim
    ├── Leaf     in title, text, both   ├── Here    a spot stands, so many times
    ├── Either   of several             ├── Holds   what a field says
    ├── Close    two, near each other   ├── No, All, Some
    ├── Chain    several, in order
    └── Away     one, with another nowhere near

A spot names *hits*: runs of words. `docs/reference/query.md` says which; the reference evaluator of
the tests says it again, word by word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from parvis.perimeter.language.tree import Exact, Phrase, Window
from parvis.perimeter.meaning.exacts import phrase_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.perimeter.language.tree import Field, Regex, Term, Unit

Text = Literal["title", "text", "both"]


@dataclass(frozen=True, slots=True)
class Step:
    """How far from one thing to the next: in words, or within a sentence or a paragraph."""

    unit: Unit
    distance: int = 0


@dataclass(frozen=True, slots=True)
class Leaf:
    """Words that stand where a phrase, a window or a pattern says."""

    what: Phrase | Window | Exact | Regex
    text: Text = "both"


@dataclass(frozen=True, slots=True)
class Either:
    """The hits of all parts."""

    parts: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Close:
    """The hits of each side that have one of the other side near."""

    left: Spot
    right: Spot
    step: Step


@dataclass(frozen=True, slots=True)
class Chain:
    """The hits that stand on a path from a hit of the first part to one of the last, in order.

    Arguments:
        parts: two or more.
        steps: from each part to the next.
    """

    parts: tuple[Spot, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Away:
    """The hits of a leaf that have none of another spot near."""

    leaf: Spot
    other: Spot
    step: Step


Spot: TypeAlias = Leaf | Either | Close | Chain | Away


@dataclass(frozen=True, slots=True)
class Here:
    """A spot has hits that begin at so many places."""

    spot: Spot
    times: int = 1


@dataclass(frozen=True, slots=True)
class Holds:
    """A field passes its test."""

    field: Field


@dataclass(frozen=True, slots=True)
class No:
    """A claim does not hold."""

    part: Claim


@dataclass(frozen=True, slots=True)
class All:
    """Every claim holds."""

    parts: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One claim holds at least."""

    parts: tuple[Claim, ...]


Claim: TypeAlias = Here | Holds | No | All | Some


def spots_of(claim: Claim) -> Iterator[Spot]:
    """Yield the spots of a claim."""
    match claim:
        case Here(spot):
            yield spot
        case No(part):
            yield from spots_of(part)
        case All(parts) | Some(parts):
            for part in parts:
                yield from spots_of(part)
        case Holds():
            pass


def leaves_of(spot: Spot) -> Iterator[Leaf]:
    """Yield the leaves of a spot."""
    match spot:
        case Leaf():
            yield spot
        case Either(parts) | Chain(parts):
            for part in parts:
                yield from leaves_of(part)
        case Close(left, right) | Away(left, right):
            yield from leaves_of(left)
            yield from leaves_of(right)


def terms_of(claim: Claim) -> Iterator[Term]:
    """Yield the words a claim asks about, those of exact texts too.

    >>> from parvis.perimeter.language.tree import Word
    >>> list(terms_of(Here(Leaf(Phrase((Word("free"),))))))
    [Word(text='free')]
    """
    for spot in spots_of(claim):
        for leaf in leaves_of(spot):
            match leaf.what:
                case Phrase(terms) | Window(terms):
                    yield from terms
                case Exact() as exact:
                    yield from phrase.terms if (phrase := phrase_of(exact)) else ()
