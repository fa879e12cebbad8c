"""What is measured on a network that no process could hold: plans of the engine it lies on.

One source text for every engine, worked out round by round where the ties are; only sums come to
this process. A smaller network is measured by the modules beside, which are far quicker.
"""

from __future__ import annotations

from parvis.analyse.network.plans.communities import Grouped, communities
from parvis.analyse.network.plans.rank import pagerank

__all__ = ["Grouped", "communities", "pagerank"]
