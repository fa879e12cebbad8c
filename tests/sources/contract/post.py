"""A post as any source could have it, from which each peer makes what its API would say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

BEGIN = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Post:
    """A post.

    Arguments:
        number: by which it is told from others; its id is made of it.
        text: what it says.
        at: when it was published.
    """

    number: int
    text: str
    at: dt.datetime

    @classmethod
    def of(cls, number: int, text: str | None = None) -> Post:
        """Make the post of a number, a minute after the one before."""
        return cls(number, text or f"Post {number} says so", BEGIN + dt.timedelta(minutes=number))
