"""The hubs through which the talk passes, beside the naive measure of popularity.

`measure` measures every author of a network, `leading` lists who leads; `hubs` is PageRank alone,
`popular` the baseline. Sites, accounts that post together and windows of time have their own.
"""

from __future__ import annotations

from parvis.analyse.hubs.apart import coordinated, sites
from parvis.analyse.hubs.measured import MEASURES, Measure, Measured, leading, measure
from parvis.analyse.hubs.popular import hubs, popular
from parvis.analyse.hubs.windows import Window, hubs_by_window, window_of

__all__ = [
    "MEASURES",
    "Measure",
    "Measured",
    "Window",
    "coordinated",
    "hubs",
    "hubs_by_window",
    "leading",
    "measure",
    "popular",
    "sites",
    "window_of",
]
