"""A figure: a value with its unit, class, interval, definition and the query that reproduces it.

Rule 8 of the house: no number leaves Parvis without them (rows 6 and 13 of the capabilities).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Class = Literal["measured", "estimated", "judged"]
Value = float | int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a study, with all that is needed to defend it.

    Arguments:
        key: what it is, as `mentions.volume`; every key is described in docs/reference/summary.md.
        value: the number (a text for times and names); None where it cannot be known.
        unit: mentions, people, minutes, %, …
        kind: measured (counted), estimated (read by a model), judged (said by a person).
        by: its dimensions, as {"brand": "Free"}.
        low, high: bounds of its 95 % interval, where it is estimated.
        definition: what was counted, in a sentence.
        query: SQL over mentions.parquet, or a call, that gives the same number.
        reason: why the value is None.
        judge: who said it, of a judged figure; None where nobody is named.

    >>> Figure(key="rows.read", value=3, unit="rows", definition="Rows of the files.").as_dict()[
    ...     "class"
    ... ]
    'measured'
    """

    key: str
    value: Value
    unit: str
    definition: str
    kind: Class = "measured"
    by: dict[str, str | int] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    query: str | None = None
    reason: str | None = None
    judge: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return it as it stands in summary.json."""
        return {
            "key": self.key,
            "by": self.by,
            "value": self.value,
            "unit": self.unit,
            "class": self.kind,
            "judge": self.judge,
            "low": self.low,
            "high": self.high,
            "definition": self.definition,
            "query": self.query,
            "reason": self.reason,
        }
