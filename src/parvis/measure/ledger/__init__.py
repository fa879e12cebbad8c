"""Costs against value: a ledger checked to the cent, payback, return, and when none is given."""

from __future__ import annotations

from parvis.measure.ledger.entries import costs, values
from parvis.measure.ledger.payback import Payback, Split, payback, split
from parvis.measure.ledger.roe import return_on_engagement
from parvis.measure.ledger.roi import returns

__all__ = [
    "Payback",
    "Split",
    "costs",
    "payback",
    "return_on_engagement",
    "returns",
    "split",
    "values",
]
