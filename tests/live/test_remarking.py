"""An edited perimeter, applied to what a lake holds already."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.live.remarking import Remarker
from parvis.perimeter.versions import Perimeter
from parvis.store import create_lake


def perimeter(query: str) -> Perimeter:
    return Perimeter(f'id = "telecom"\n[queries]\nfree = "{query}"\n')


@pytest.fixture
def lake(tmp_path):
    lake = create_lake(tmp_path / "lake")
    texts = ["Ma box Free en panne", "Merci Free", "Bonjour"]
    mentions = pl.DataFrame({"id": [f"x:{n}" for n in range(3)], "text": texts})
    with lake.writing("test") as writer:
        writer.append("mentions", mentions)
    return lake


def spoken_of(lake) -> list[str]:
    """The mentions of a brand, by the version that counts."""
    return sorted(lake.wide().filter(pl.col("brand").is_not_null()).collect()["id"].to_list())


def applied(lake, folder, query: str) -> list[str]:
    with lake.writing("test") as writer:
        remarker = Remarker(folder)
        assert remarker.is_due(perimeter(query))
        remarker.apply(perimeter(query), lake, writer)
        assert not Remarker(folder).is_due(perimeter(query))
    return spoken_of(lake)


def test_an_edit_counts_for_all_there_is_even_where_it_matches_nothing(lake, tmp_path):
    assert applied(lake, tmp_path, "free") == ["x:0", "x:1"]
    assert applied(lake, tmp_path, "panne") == ["x:0"]
    assert applied(lake, tmp_path, "whatnobodysays") == []
    lake.compact()
    assert spoken_of(lake) == []


def test_an_edit_taken_back_counts_as_it_did(lake, tmp_path):
    assert applied(lake, tmp_path, "free") == ["x:0", "x:1"]
    assert applied(lake, tmp_path, "panne") == ["x:0"]
    assert applied(lake, tmp_path, "free") == ["x:0", "x:1"]
