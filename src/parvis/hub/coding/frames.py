"""What coders said of a sample, as the library takes it, and what the library finds in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.codebook import agreement, final_codes
from parvis.codebook.adjudication import DECIDED
from parvis.codebook.sheets import CODES
from parvis.hub.coding.books import book_of
from parvis.hub.coding.models import Code, Decision

if TYPE_CHECKING:
    from collections.abc import Collection

    from parvis.codebook import Agreement
    from parvis.hub.coding.models import Sample


def codes(sample: Sample) -> pl.DataFrame:
    """Return every code given: id, coder (their letter), criterion, code."""
    rows = Code.objects.filter(drawn__sample=sample).values_list(
        "drawn__mention", "coder__letter", "criterion", "value"
    )
    return pl.DataFrame(list(rows), schema=CODES, orient="row")


def decisions(sample: Sample) -> pl.DataFrame:
    """Return what was decided: id, criterion, final."""
    rows = Decision.objects.filter(drawn__sample=sample).values_list(
        "drawn__mention", "criterion", "value"
    )
    return pl.DataFrame(list(rows), schema=DECIDED, orient="row")


def agreements(sample: Sample) -> list[Agreement]:
    """Return how far the coders agree on each criterion, before anything is decided."""
    return agreement(codes(sample), book_of(sample.criteria))


def finals(sample: Sample) -> pl.DataFrame:
    """Return one code a mention and criterion: id, criterion, code, settled."""
    return final_codes(codes(sample), decisions(sample))


def open_disagreements(sample: Sample, criteria: Collection[str]) -> int:
    """Return how many disagreements on some criteria are undecided."""
    found = finals(sample).filter(settled="open")
    return found.filter(pl.col("criterion").is_in(list(criteria))).height


def coded(sample: Sample, criterion: str) -> pl.DataFrame:
    """Return the final codes of a criterion for every mention drawn, null where there is none.

    Returns: id, code, inclusion, stratum, as `parvis.analyse.coded.coded_shares` takes them.
    """
    rows = sample.drawn.values_list("mention", "inclusion", "stratum")
    schema = {"id": pl.String, "inclusion": pl.Float64, "stratum": pl.String}
    drawn = pl.DataFrame(list(rows), schema=schema, orient="row")
    settled = finals(sample).filter(criterion=criterion).select("id", "code")
    return drawn.join(settled, on="id", how="left", maintain_order="left")
