"""What a cluster cannot do is said in a sentence.

They take the session of all tests: to close another would leave those without theirs.
"""

from __future__ import annotations

import polars as pl
import pytest

from parvis.engines.spark.engine import Spark
from parvis.engines.spark.faults import said_of
from parvis.errors import StudyError


def test_what_fails_on_the_executors_is_said_by_its_own_line(spark):
    def step(batches):
        raise KeyError("no such mark")
        yield from batches

    with pytest.raises(StudyError, match="on at sail: KeyError: 'no such mark'"), said_of("sail"):
        spark.range(3).mapInArrow(step, "id long").toArrow()


def test_a_bucket_that_cannot_be_written_is_named(spark, monkeypatch):
    keys = {"ACCESS_KEY_ID": "k", "SECRET_ACCESS_KEY": "k", "REGION": "r", "ALLOW_HTTP": "true"}
    for name, value in (keys | {"ENDPOINT_URL": "http://127.0.0.1:1"}).items():
        monkeypatch.setenv(f"AWS_{name}", value)
    with pytest.raises(StudyError, match=r"s3://bucket/000\.parquet cannot be written from this"):
        Spark(spark, "s3://bucket/").handed(pl.DataFrame({"text": ["Merci !"]}))
