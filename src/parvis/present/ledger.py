"""The figures of a study, found by key and dimensions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.figures import Figure


class Ledger:
    """Looks figures up; what the study does not have is None or an empty list, never zero.

    >>> from parvis.figures import Figure
    >>> figure = Figure(
    ...     key="mentions.volume",
    ...     value=3,
    ...     unit="mentions",
    ...     definition="Said.",
    ...     by={"day": "2024-10-22"},
    ... )
    >>> Ledger([figure]).table("mentions.volume", "day")[0].value
    3
    >>> Ledger([figure]).find("mentions.volume", day="2024-10-23") is None
    True
    """

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.figures = tuple(figures)
        self._tables: dict[tuple[str, frozenset[str]], list[Figure]] = defaultdict(list)
        for figure in self.figures:
            self._tables[figure.key, frozenset(figure.by)].append(figure)

    def table(self, key: str, *dimensions: str) -> list[Figure]:
        """Return the figures of a key that have exactly these dimensions, in the study's order."""
        return self._tables.get((key, frozenset(dimensions)), [])

    def find(self, key: str, **by: str | int) -> Figure | None:
        """Return the one figure of this key and exactly these dimensions and values."""
        return next((row for row in self.table(key, *by) if row.by == by), None)

    def number(self, key: str, **by: str | int) -> float | None:
        """Return the value of that figure as a number; None where it is unknown or no number."""
        figure = self.find(key, **by)
        return number_of(figure) if figure else None


def number_of(figure: Figure) -> float | None:
    """Return the value of a figure where it is a number.

    >>> from parvis.figures import Figure
    >>> number_of(
    ...     Figure(key="mentions.first", value="2024-10-01", unit="time", definition="First.")
    ... )
    """
    return figure.value if isinstance(figure.value, int | float) else None
