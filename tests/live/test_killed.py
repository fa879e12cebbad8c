"""A listener killed at any moment: nothing lost, nothing twice, each broken item one letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.live.killing import check_exact, kill_often

if TYPE_CHECKING:
    from pathlib import Path


def test_after_a_few_kills_the_lake_holds_exactly_the_source(tmp_path: Path):
    check_exact(tmp_path, kill_often(tmp_path, kills=6, mentions=1_500))
