"""From a plan and its tables to figures, one module a part; a part left out yields none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.measuring.figures.approvals import approvals
from parvis.measuring.figures.attribution import attribution
from parvis.measuring.figures.capital import capital
from parvis.measuring.figures.churn import churn
from parvis.measuring.figures.contagion import carried
from parvis.measuring.figures.emv import equivalents
from parvis.measuring.figures.engagement import engagement
from parvis.measuring.figures.files import files
from parvis.measuring.figures.indices import indices
from parvis.measuring.figures.kpis import kpis
from parvis.measuring.figures.ledger import ledger
from parvis.measuring.figures.lift import lifts
from parvis.measuring.figures.maturity import matured
from parvis.measuring.figures.pilot import pilots
from parvis.measuring.figures.purchases import purchases
from parvis.measuring.figures.referrals import brought
from parvis.measuring.figures.retention import retention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parvis.figures import Figure
    from parvis.measuring.work import Work

PARTS: tuple[Callable[[Work], Iterator[Figure]], ...] = (
    kpis,
    ledger,
    engagement,
    attribution,
    retention,
    purchases,
    churn,
    indices,
    lifts,
    pilots,
    carried,
    brought,
    approvals,
    capital,
    matured,
    equivalents,
    files,
)


def figures_of(work: Work) -> Iterator[Figure]:
    """Yield every figure of a measure, in the order of docs/reference/measures.md."""
    for part in PARTS:
        yield from part(work)
