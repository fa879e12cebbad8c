"""What a reader of one's own answers, and how its words become tonalities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from parvis.schema import TONALITIES

if TYPE_CHECKING:
    import polars as pl

    from parvis.enrich.model import Floats


class Outside(Protocol):
    """What reads tonality in place of the shipped readers."""

    @property
    def version(self) -> str:
        """Which model it is: written beside each reading."""

    def tonality(self, texts: pl.Series) -> Floats:
        """Read posts.

        Returns: a row a post, the probability of each of `TONALITIES`; a row of nulls (NaN) where
            there is no answer, and one class of 1 where the model names it without a probability.
        """


def place_of(label: str) -> int:
    """Return the place of a tonality named by a model, or -1.

    >>> place_of(" Positive. "), place_of("LABEL_0")
    (2, -1)
    """
    named = label.strip().strip(".\"'`").lower()
    return TONALITIES.index(named) if named in TONALITIES else -1
