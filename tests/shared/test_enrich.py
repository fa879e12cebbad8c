"""The shipped reader on real labelled posts that it has not seen."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.enrich import read
from tools import quality

pytestmark = pytest.mark.shared


def test_a_vanished_score_fails(shared, monkeypatch, tmp_path):
    floors = tmp_path / "floors.json"
    floors.write_text('{"fast": {"tonality.xx": {"floor": 1}}}', encoding="utf-8")
    monkeypatch.setattr(quality, "FLOORS", floors)
    monkeypatch.setattr(quality, "tables", lambda _: [("fast", "", iter(()))])
    assert quality.run(shared) == 1


def test_it_reads_every_post_of_the_brand_stream(shared):
    posts = pl.read_ndjson(
        shared / "brand_stream" / "brand_stream.jsonl.gz", infer_schema_length=None
    )
    found = read(posts.select("text", language="lang"), tier="fast")
    assert found["text"].equals(posts["text"])
    assert found["tonality"].null_count() < 0.01 * posts.height
    assert found["tonality"].null_count() == found["interaction"].null_count()
