"""A real Spark of separate JVMs gives what this process gives, though an executor is killed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from parvis import simulate
from parvis.engines import Local
from parvis.sources import read
from parvis.study.marking import mark
from tests.conftest import CLUSTER, ROOT
from tests.engines.reduced import MARKS, planned, reductions

SCRIPT = Path(__file__).with_name("on_cluster.py")


@pytest.mark.cluster
def test_a_cluster_that_loses_an_executor_gives_what_this_process_gives(tmp_path):
    simulate.write(simulate.market(mentions=500, days=20, seed=5), tmp_path)
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "src")))
    words = {"PYSPARK_PYTHON": str(CLUSTER), "PYTHONPATH": paths}
    without_sail = {name: is_ for name, is_ in os.environ.items() if not name.startswith("SPARK_")}
    done = subprocess.run(
        [CLUSTER, SCRIPT, tmp_path],
        env=without_sail | words, capture_output=True, text=True, check=False, timeout=1_200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3_000:]
    assert "killed 1" in done.stdout
    mentions, _ = mark([read(tmp_path / "posts.csv").frame], MARKS, Local(), lambda _: None)
    for name, known in (reductions(mentions) | planned(mentions, Local())).items():
        found = pl.read_parquet(tmp_path / f"{name}.parquet")
        assert known.height
        assert_frame_equal(found, known, rel_tol=1e-9)
