"""What was found of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

State: TypeAlias = Literal["well", "doubtful", "broken"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing.

    Arguments:
        what: was looked at, a name for programs.
        state: broken, where it must be mended; doubtful, where somebody should look at it.
        fact: in words.
        mend: what to do; empty where it is well.
    """

    what: str
    state: State
    fact: str
    mend: str = ""


def well(what: str, fact: str) -> Finding:
    return Finding(what, "well", fact)


def doubtful(what: str, fact: str, mend: str) -> Finding:
    return Finding(what, "doubtful", fact, mend)


def broken(what: str, fact: str, mend: str) -> Finding:
    return Finding(what, "broken", fact, mend)
