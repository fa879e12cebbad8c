"""A Spark cluster, spoken to by the Spark Connect API alone: Spark itself, or Sail.

`opening` opens one for a study, `session` speaks to it, `engine` runs the study there. `types` and
`batches` turn steps over Polars into those over Arrow that executors take.
"""

from parvis.engines.spark.opening import spark_on
from parvis.engines.spark.session import session_on

__all__ = ["session_on", "spark_on"]
