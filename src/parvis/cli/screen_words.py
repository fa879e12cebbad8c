"""The words of the screen of `parvis listen`, in English and in French."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Final, Literal

import msgspec

Language = Literal["en", "fr"]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the screen says.

    Arguments:
        heads: of its columns.
        standing: by what a source does.
        next, again: a wait before the next visit, after none or some failure.
        failed, never, undated, ago, day: of a source, its last mention, and spans of time.
        failing, silent, full: a fault, a gap, a lake without room.
        parts: of the account at the end.
        nothing: where nothing came.
        stop: how it is ended.
        thousands, point: of numbers.
    """

    heads: tuple[str, ...]
    standing: Mapping[str, str]
    next: str
    again: str
    failed: str
    never: str
    undated: str
    ago: str
    day: str
    failing: str
    silent: str
    full: str
    parts: tuple[str, ...]
    nothing: str
    stop: str
    thousands: str
    point: str

    def number(self, value: float) -> str:
        """Write a number; a rate below ten with its tenths.

        >>> WORDS["fr"].number(1234), WORDS["fr"].number(0.25), WORDS["en"].number(12.4)
        ('1\u202f234', '0,2', '12')
        """
        is_rate = 0 < value < 10 and value % 1
        told = f"{value:,.1f}" if is_rate else f"{value:,.0f}"
        return told.translate({ord(","): self.thousands, ord("."): self.point})


WORDS: Final[Mapping[Language, Words]] = msgspec.toml.decode(
    files("parvis.cli").joinpath("screen_words.toml").read_bytes(), type=dict[Language, Words]
)
