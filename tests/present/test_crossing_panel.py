"""The figure of crossings: it tells what chance does not explain, and nothing else."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.present.charts.canvas import NARROW, WIDE
from parvis.present.charts.crossing import cross
from parvis.present.panels import crossing
from tests.present.test_panels import desk, figure


def cells(values, *, rows="brand", columns="tonality"):
    """Figures of a pair: by row and column, mentions, expected, residual and p."""
    keys = ("matrix.cell", "matrix.expected", "matrix.residual", "matrix.p")
    return [
        figure(key, number, **{rows: row, columns: column})
        for (row, column), numbers in values.items()
        for key, number in zip(keys, numbers, strict=True)
    ]


TALK = {
    ("Cévenol", "negative"): (130, 100, 5.2, 0.001),
    ("Cévenol", "positive"): (70, 100, -5.2, 0.001),
    ("Rapido", "negative"): (70, 100, -5.2, 0.001),
    ("Rapido", "positive"): (130, 100, 5.2, 0.001),
}
LUCK = dict.fromkeys(TALK, (101, 100, 0.2, 1.0))


def test_the_cell_furthest_off_is_told_with_what_was_expected():
    told = crossing.panel(desk(*cells(TALK)))
    assert (
        told.title == "Cévenol: more “negative” mentions (tonality) than expected: 130, against 100"
    )
    assert told.finding.number == "+30%"
    assert "Chance does not explain it." in told.finding.sentence


def test_fewer_than_expected_is_told_too():
    few = {
        cell: (*numbers[:3], 0.001 if cell == ("Rapido", "negative") else 0.4)
        for cell, numbers in TALK.items()
    }
    told = crossing.panel(desk(*cells(few), language="fr"))
    assert told.title.startswith("Rapido\xa0: moins de mentions «\xa0négative\xa0»")
    assert told.finding.number == "\u221230\u202f%"


def test_what_chance_explains_is_no_finding():
    told = crossing.panel(desk(*cells(LUCK)))
    assert told.title == "Nothing goes together beyond what chance allows"
    assert told.finding is None
    assert told.table.rows[0][0] == "None"


def test_brands_come_before_a_pair_further_off():
    strong = {
        ("negative", "complaint"): (900, 100, 60.0, 0.0001),
        ("positive", "praise"): (900, 100, 60.0, 0.0001),
    }
    told = crossing.panel(
        desk(*cells(TALK), *cells(strong, rows="tonality", columns="interaction"))
    )
    assert told.title.startswith("Cévenol")
    assert told.table.rows[0][:2] == ("tonality: negative", "interaction: complaint")
    assert len(told.table.rows) == 6


def test_two_readings_of_one_machine_that_agree_are_no_news():
    strong = {
        ("negative", "complaint"): (900, 100, 60.0, 0.0001),
        ("positive", "complaint"): (1, 90, -60.0, 0.0001),
    }
    told = crossing.panel(desk(*cells(strong, rows="tonality", columns="interaction")))
    assert told.finding is None


def test_a_study_of_one_brand_one_medium_and_no_reading_has_nothing_to_cross():
    told = crossing.panel(desk())
    assert told.reason == "Each criterion has one value only: one brand, one medium, one language."


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_cells_that_stand_out_are_filled_and_bold(canvas):
    rows = [
        {"row": "negative", "column": "Free", "text": "▲ 12", "under": "(9)", "colour": "#1F4E8C"},
        {"row": "negative", "column": "SFR", "text": "8", "under": "(9)", "colour": None},
    ]
    spec = cross(pl.DataFrame(rows), canvas).to_dict()
    data = spec["datasets"]
    squares = data[spec["layer"][0]["data"]["name"]]
    assert [square["opacity"] > 0 for square in squares] == [True, False]
    bold, plain = (data[spec["layer"][n]["data"]["name"]] for n in (1, 2))
    assert [row["text"] for row in bold] == ["▲ 12"]
    assert [row["text"] for row in plain] == ["8"]
