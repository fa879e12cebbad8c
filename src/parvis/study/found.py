"""What a study found: its plan, its mentions with all marks, its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from parvis.analyse.talk import Talk
    from parvis.figures import Figure, Value
    from parvis.sources import Harvest
    from parvis.study.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What a study found.

    Arguments:
        plan: the study file.
        harvests: name of each source to what it gave, recognised and rejected.
        mentions: every mention read, with all columns of the schema.
        figures: every figure of the report.
        network: of who speaks to whom.
    """

    plan: Plan
    harvests: Mapping[str, Harvest]
    mentions: pl.DataFrame
    figures: Sequence[Figure]
    network: Talk

    @property
    def kept(self) -> pl.DataFrame:
        """The mentions that count."""
        return self.mentions.filter("kept")

    def value(self, key: str, **by: str | int) -> Value:
        """Return the value of one figure, by key and exact dimensions.

        Raises:
            KeyError: the study has no such figure.
        """
        for figure in self.figures:
            if figure.key == key and figure.by == by:
                return figure.value
        raise KeyError(f"no figure {key} by {by}")
