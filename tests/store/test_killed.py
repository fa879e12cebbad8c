"""A writer killed at any moment loses nothing and takes nothing twice."""

from __future__ import annotations

from tests.store.killing import check_whole, kill_often


def test_after_a_few_kills_the_lake_holds_exactly_the_source_each_post_once(lake):
    kill_often(lake, kills=6, mentions=2_500)
    check_whole(lake, 2_500)
