"""What people ask for: the words that ask, the thing asked for, who asks, and whether more do."""

from parvis.analyse.demand.asking import ASKED, HEARD, asked
from parvis.analyse.demand.counting import DEMANDS, by_period, demands
from parvis.analyse.demand.grouping import grouped

__all__ = ["ASKED", "DEMANDS", "HEARD", "asked", "by_period", "demands", "grouped"]
