"""What a measure found: its plan and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.figures import Figure, Value
    from parvis.measuring.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a measure found.

    Arguments:
        plan: the measure file.
        figures: every figure of the report.
    """

    plan: Plan
    figures: Sequence[Figure]

    def value(self, key: str, **by: str | int) -> Value:
        """Return the value of one figure, by key and exact dimensions.

        Raises:
            KeyError: there is no such figure.
        """
        for figure in self.figures:
            if figure.key == key and figure.by == by:
                return figure.value
        raise KeyError(f"no figure {key} by {by}")
