"""A market is made as asked, and made again the same."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from parvis.errors import InputError
from parvis.simulate import BRANDS, SimulatedBrand, market, write

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    "Tweet Id,Created At,Screen Name,Full Text,Language,In Reply To,Retweet Of,Quote Of,Likes,"
    "Retweets,Replies,Quotes,Views,Followers,Location,Link,Medium"
)


def _digests(folder: Path) -> dict[str, str]:
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.iterdir())
    }


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write(market(mentions=900, days=20, seed=3, broken=4), tmp_path / name)
    assert _digests(tmp_path / "one") == _digests(tmp_path / "two")


def test_another_seed_gives_another_market():
    one, two = (set(market(mentions=900, days=20, seed=seed).posts["Full Text"]) for seed in (3, 4))
    assert len(one & two) < 20


@pytest.mark.parametrize("mentions", [500, 777, 2000])
def test_it_has_as_many_rows_as_asked(mentions):
    simulated = market(mentions=mentions, days=20, seed=1)
    assert simulated.posts.height == mentions == simulated.truth["rows"]["read"]


def test_its_columns_are_those_of_an_export_and_the_medium(simulated):
    assert ",".join(simulated.posts.columns) == HEADER


def test_small_markets_of_any_seed_can_be_made():
    for seed in range(8):
        assert market(mentions=500, days=14, seed=seed).posts.height == 500


def test_a_brand_can_be_alone_and_the_clocks_can_change():
    alone = SimulatedBrand(name="Mirlo", account="Mirlo", care_account="MirloAide")
    simulated = market(mentions=700, days=30, brands=[alone], start=dt.date(2026, 10, 10))
    assert simulated.truth["brands"][0]["share_raw"] == 100
    assert simulated.truth["crisis"]["brand"] == "Mirlo"


@pytest.mark.parametrize(
    "fault", [{"mentions": 499}, {"days": 13}, {"brands": []}], ids=lambda fault: next(iter(fault))
)
def test_too_small_a_market_is_refused_with_a_way_out(fault):
    with pytest.raises(InputError, match=r"too small.*What to do"):
        market(**fault)


def test_the_folder_holds_posts_truth_and_study(tmp_path, simulated):
    write(simulated, tmp_path / "market")
    with (tmp_path / "market" / "posts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == simulated.posts.height
    assert rows[5]["Full Text"] == simulated.posts["Full Text"][5]
    assert json.loads((tmp_path / "market" / "truth.json").read_text("utf-8")) == simulated.truth
    study = tomllib.loads((tmp_path / "market" / "study.toml").read_text("utf-8"))
    assert [brand["name"] for brand in study["brand"]] == [brand.name for brand in BRANDS]
    assert study["objective"]["kpi"][0].keys() >= {"name", "baseline", "target", "date", "unit"}


def test_broken_lines_stand_among_the_rows_and_are_counted(tmp_path):
    whole, broken = (market(mentions=800, days=20, seed=5, broken=count) for count in (0, 9))
    assert broken.truth["rows"]["read"] == 809
    assert broken.truth["rows"]["rejected"] == 9
    assert broken.posts.equals(whole.posts)
    write(whole, tmp_path / "whole")
    write(broken, tmp_path / "broken")
    lines = (tmp_path / "broken" / "posts.csv").read_text("utf-8").splitlines()
    for _, line in broken.broken:
        lines.remove(line)
    assert lines == (tmp_path / "whole" / "posts.csv").read_text("utf-8").splitlines()
