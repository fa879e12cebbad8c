"""What a study found: its plan, its mentions with all marks, its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.sample import drawn
from parvis.frames import where
from parvis.present.ledger import Ledger
from parvis.study.brief import Case, options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.analyse.talk import Talk
    from parvis.figures import Figure, Value
    from parvis.measuring import Measured
    from parvis.sources import Harvest
    from parvis.study.brief import Option
    from parvis.study.plan import Plan

QUOTED: Final = 20_000
"""Mentions of a cluster that its driver is given to quote from."""

_EXAMPLES: Final = ("vocabulary.example", "demand.example", "bursts.first", "answers.macro")


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What a study found.

    Arguments:
        plan: the study file.
        harvests: name of each source to what it gave, recognised and rejected.
        mentions: every mention read, with all columns of the schema.
        figures: every figure of the report, those of the measure last.
        network: of who speaks to whom.
        measured: what came of it; None where the study names no measure file.
    """

    plan: Plan
    harvests: Mapping[str, Harvest]
    mentions: IntoFrame
    figures: Sequence[Figure]
    network: Talk
    measured: Measured | None = None

    @property
    def kept(self) -> IntoFrame:
        """The mentions that count."""
        return where(self.mentions, nw.col("kept"))

    @property
    def quoted(self) -> pl.DataFrame:
        """The mentions a report may quote: all of them, or so many drawn by lot from a cluster."""
        if isinstance(self.mentions, pl.DataFrame):
            return self.mentions
        named = {figure.value for figure in self.figures if figure.key in _EXAMPLES}
        shown = where(self.mentions, nw.col("id").is_in(sorted(map(str, named))))
        both = [drawn(self.mentions, n=QUOTED), drawn(shown, n=QUOTED)]
        return pl.concat(both).unique("id", keep="first", maintain_order=True)

    @property
    def options(self) -> tuple[Option, ...]:
        """What could be done, by the figures, the strongest of each question first."""
        brands = self.plan.brand
        case = Case(
            ledger=Ledger(self.figures),
            own=[brand.name for brand in brands if brand.own],
            others=[brand.name for brand in brands if not brand.own],
            accounts=frozenset(self.plan.accounts()),
        )
        return options(case, self.plan.objective.family)

    def value(self, key: str, **by: str | int) -> Value:
        """Return the value of one figure, by key and exact dimensions.

        Raises:
            KeyError: the study has no such figure.
        """
        for figure in self.figures:
            if figure.key == key and figure.by == by:
                return figure.value
        raise KeyError(f"no figure {key} by {by}")
