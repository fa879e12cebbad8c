"""When mentions of a source are expected, which silence is beyond that, and what is missing.

`law` learns from past arrivals what is usual of a source at each hour of the week, and how long it
is ever silent by itself; `Law` tells what is expected and from when silence is beyond it;
`coverage` sets what came against what was expected, by source and day.
"""

from __future__ import annotations

from parvis.analyse.arrivals.coverage import coverage
from parvis.analyse.arrivals.law import Law
from parvis.analyse.arrivals.learning import law

__all__ = ["Law", "coverage", "law"]
