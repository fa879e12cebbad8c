"""The audience of a study: when a market speaks is found again, and nothing private is told."""

from __future__ import annotations

import json

import pytest

from parvis import simulate, study
from parvis.study.plan import EXAMPLE

SENSITIVE = ("cancer", "ramadan", "lgbt", "cgt", "macron", "africain")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("market")
    simulate.write(simulate.market(mentions=8_000, days=56, seed=5), folder)
    return study.run(folder / "study.toml")


def figures(found, key):
    return [figure for figure in found.figures if figure.key == key]


def test_the_evenings_of_the_market_are_the_strongest_hours(found):
    windows = [f for f in figures(found, "audience.window") if set(f.by) == {"hours"}]
    surest = max(windows, key=lambda f: f.low)
    assert surest.by["hours"] == "18\u201321"
    assert surest.low > 1
    planted = sum(simulate.clock.BY_HOUR[18:21]) / 3 / (sum(simulate.clock.BY_HOUR) / 24)
    assert surest.low < planted < surest.high


def test_people_of_places_and_of_none_add_up_to_no_more_than_all(found):
    (people,) = figures(found, "audience.people")
    silent = found.value("audience.placeless")
    places = figures(found, "audience.place")
    assert places
    assert silent + sum(f.value for f in places) <= people.value
    assert all(f.value >= 5 for f in places)
    assert all(f.low < f.value < f.high for f in figures(found, "audience.place_share"))


def test_interests_name_no_brand(found):
    names = [str(f.by["interest"]) for f in figures(found, "audience.interest")]
    assert names
    assert not [name for name in names for brand in simulate.BRANDS if brand.name.lower() in name]


def test_what_coordinated_accounts_post_is_no_interest_of_people(found):
    told = found.mentions.filter("kept").drop_nulls("coordinated_group")
    assert told.height > 20
    (people,) = figures(found, "audience.people")
    assert people.value < found.value("mentions.authors")


def test_no_sensitive_name_reaches_any_figure_of_the_audience(tmp_path):
    tags = " ".join(f"#{name}" for name in (*SENSITIVE, "fibre"))
    rows = [f"{n},a{n},ourbrand {tags} https://{SENSITIVE[n % 6]}.example" for n in range(60)]
    (tmp_path / "export.csv").write_text("id,author,text\n" + "\n".join(rows) + "\n")
    (tmp_path / "study.toml").write_text(EXAMPLE)
    found = study.run(tmp_path / "study.toml", tmp_path / "report")
    assert [f.by["interest"] for f in figures(found, "audience.interest")] == ["fibre"]
    summary = json.loads((tmp_path / "report" / "summary.json").read_text(encoding="utf-8"))
    told = [f["by"] for f in summary["figures"] if f["key"].startswith("audience.interest")]
    assert not [name for name in SENSITIVE if name in json.dumps(told)]


def test_a_study_of_a_day_says_why_no_window_can_be_told(tmp_path):
    (tmp_path / "export.csv").write_text("id,author,text,date\n1,ann,ourbrand,2024-07-01 12:00\n")
    (tmp_path / "study.toml").write_text(EXAMPLE)
    (window,) = figures(study.run(tmp_path / "study.toml"), "audience.window")
    assert window.value is None
    assert "two complete weeks" in window.reason
