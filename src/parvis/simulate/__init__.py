"""A simulated market with planted truth, and how far the findings of a study are from it.

Its words come from a grammar. What a reader scores on them says nothing of how it reads people,
and no reader may be trained on them.
"""

from parvis.simulate.brands import BRANDS, SimulatedBrand
from parvis.simulate.compare import CAVEAT, Comparison, compare, describe
from parvis.simulate.making import Market, market, write

__all__ = [
    "BRANDS",
    "CAVEAT",
    "Comparison",
    "Market",
    "SimulatedBrand",
    "compare",
    "describe",
    "market",
    "write",
]
