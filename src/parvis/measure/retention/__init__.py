"""Who stays, who buys again, who leaves: told so that engagement is not flattered."""

from __future__ import annotations

from parvis.measure.retention.buying import Buying, bought, fit_buying
from parvis.measure.retention.churn import Churn, learn_churn
from parvis.measure.retention.cohort import ever, landmarked, matched
from parvis.measure.retention.foretelling import Foretold, foretell
from parvis.measure.retention.staying import Staying, staying

__all__ = [
    "Buying",
    "Churn",
    "Foretold",
    "Staying",
    "bought",
    "ever",
    "fit_buying",
    "foretell",
    "landmarked",
    "learn_churn",
    "matched",
    "staying",
]
