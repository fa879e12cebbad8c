"""Where a study runs: in this process, or on a Spark cluster.

An engine says how mentions are gathered and how far a step sees. The steps and their order are the
study's, and the reductions are `parvis.analyse`'s, whose Narwhals runs on either.
"""

from parvis.engines.engine import Engine, Step
from parvis.engines.local import Local

__all__ = ["Engine", "Local", "Step"]
