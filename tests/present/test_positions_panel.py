"""The map of positions: what it says of a brand and of its axes, and how it is drawn."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.present import svg
from parvis.present.charts.canvas import NARROW, WIDE
from parvis.present.charts.positions import line, plane
from parvis.present.panels import positions
from tests.present import atlas
from tests.present.test_panels import desk

POINT = {"kind": "brand", "name": "Free", "colour": "#1F4E8C", "x": 0.4, "y": 0.1}
ROWS = pl.DataFrame(
    [
        POINT | {"low": 0.3, "high": 0.5, "major": 0.2, "minor": 0.1, "angle": 90.0},
        POINT | {"name": "SFR", "x": -0.4, "low": -0.6, "high": -0.2, "colour": "#C08A1E"},
        POINT | {"kind": "own words", "name": "Free, its own words", "x": 0.1, "y": -0.2},
        POINT | {"kind": "theme", "name": "panne", "x": -0.3, "y": 0.3, "colour": "#5B6470"},
    ]
)


def told(language="en", **options):
    return positions.panel(desk(*atlas.positions(**options), language=language))


def test_the_own_brand_is_told_with_the_themes_it_is_tied_to():
    assert told().title == "Cévenol is tied to “grève” and “retard” more than its rivals are"


def test_where_the_own_brand_has_no_theme_the_surest_tie_is_told():
    ties = {("Cévenol", "prix"): 0.4, ("Rapido", "prix"): 1.9}
    assert told(ties=ties).title == "Rapido is tied to “prix” more than its rivals are"


def test_where_chance_explains_all_no_theme_is_told():
    panel = told(ties={})
    assert panel.title == "No theme belongs to one brand more than chance allows"
    assert panel.quotes_about == "Mentions of Cévenol."


def test_axes_are_told_by_what_makes_their_ends():
    note = told().note
    assert (
        "From left to right (71% of what sets the brands apart): from “prix” (Rapido) to "
        "“grève” (Cévenol)." in note
    )
    assert "From bottom to top (29%): from “wagon” (Val-Express) to “prix” (Rapido)." in note


def test_an_end_that_nothing_makes_strongly_is_told_by_its_strongest():
    found = positions.read(desk(*atlas.positions()).ledger)
    assert found.ends("theme", 0) == (["prix"], ["grève"])
    weak = found.ends("brand", 1)
    assert weak == (["Val-Express"], ["Rapido"])


def test_brands_that_chance_may_have_parted_are_told():
    assert "Chance alone may explain the difference between Rapido / Val-Express." in told().note
    assert "Cévenol / Rapido" in told(apart=0.2).note


def test_one_axis_that_shows_nearly_all_is_drawn_as_a_line():
    panel = told(shares=(93.0, 7.0))
    assert "bar holds" in panel.subtitle
    assert "From bottom to top" not in panel.note
    assert "ellipse" in told().subtitle


def test_two_brands_have_one_axis():
    panel = told(shares=(100.0,))
    assert panel.finding.number == "100%"
    assert panel.table.rows[0][4] == "0.00"


def test_french_is_french():
    panel = told("fr")
    assert (
        panel.title
        == "Cévenol, plus que ses rivales, est associée à «\xa0grève\xa0» et «\xa0retard\xa0»"
    )
    assert panel.table.rows[1][3] == "\u22120,35"


def test_a_study_without_a_map_says_so():
    panel = positions.panel(desk())
    assert panel.drawings == ()
    assert panel.reason == "There is no such figure here."


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
@pytest.mark.parametrize("draw", [plane, line])
def test_every_brand_is_named_and_has_its_colour(draw, canvas):
    picture = svg.inline(draw(ROWS, canvas), "en")
    assert f'width="{canvas.width}"' in picture.partition(">")[0]
    for name in ("Free", "SFR", "panne", "Free, its own words"):
        assert f">{name}" in picture
    assert picture.count("var(--brand-1)") >= 2
    assert "var(--brand-2)" in picture


def test_a_plane_has_one_scale_for_both_directions():
    spec = plane(ROWS, WIDE).to_dict()
    data = [row for rows in spec["datasets"].values() for row in rows if row.get("name") == "Free"]
    corners = [row for row in data if "order" in row]
    across = max(row["px"] for row in corners) - min(row["px"] for row in corners)
    down = max(row["py"] for row in corners) - min(row["py"] for row in corners)
    assert down / across == pytest.approx(2.0, rel=0.01)


def test_the_speech_of_a_theme_is_found_by_whole_words():
    said = pl.DataFrame({"text": ["La Panne!", "dépannage", "service  client", "servicecliente"]})
    assert said.select(positions._speaks("words", "panne")).to_series().to_list() == [
        True,
        False,
        False,
        False,
    ]
    assert said.select(positions._speaks("words", "service client")).to_series().to_list() == [
        False,
        False,
        True,
        False,
    ]
