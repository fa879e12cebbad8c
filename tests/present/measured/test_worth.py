"""Indices and what they go with, as the report and the brief tell them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parvis.present.measured.board import board
from parvis.present.measured.document import places
from parvis.present.measured.panels import chapters, indices
from tests.present.measured.made import desk, figure

PART = {"index": "experience", "part": "answered"}
VALUES = {"experience": 73.0, "connectivity": 43.0, "proximity": 52.0}


def told(correlations=None, units=()):
    correlations = correlations or dict.fromkeys(VALUES, (0.8, 0.7, 0.9))
    return (
        figure("index.outcome", "stayed", unit="column"),
        *(
            figure("index.value", value, unit="of 100", low=value - 3, high=value + 3, index=name)
            for name, value in VALUES.items()
        ),
        *(
            figure("index.correlation", r, unit="of 1", low=low, high=high, index=name)
            for name, (r, low, high) in correlations.items()
        ),
        *(
            replace(
                figure("index.value", 50.0 + place, index=name), by={"index": name, "unit": unit}
            )
            for place, unit in enumerate(units)
            for name in VALUES
        ),
        figure("index.points", 20.0, unit="of 100", index="experience", part="answered"),
        figure("index.weight", 25.0, unit="%", index="experience", part="answered"),
        figure(
            "index.formula",
            "answered_in_time / asked",
            unit="formula",
            index="experience",
            part="answered",
        ),
    )


def decided(figures):
    seen = desk(*figures)
    brief = board(seen, places(chapters(seen)))
    lines = [line for part in brief.parts if part.question == "decide" for line in part.lines]
    return [line.sentence for line in lines if line.anchor == indices.ANCHOR]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        (
            "en",
            "Experience at 73, connectivity at 43 and proximity at 52 of 100",
        ),
        ("fr", "Expérience à 73, connectivité à 43 et proximité à 52 sur 100"),
    ],
)
def test_each_index_is_told_with_its_formula_and_weight(language, title):
    (panel,) = indices.panels(desk(*told(), language=language))
    assert panel.title == title
    assert panel.table.rows[0][2] == "answered_in_time / asked"
    assert panel.table.rows[0][4][:2] == "20"
    assert len(panel.drawings) == 2


def test_one_that_goes_most_beyond_chance_is_to_be_tried_first():
    apart = {
        "experience": (0.9, 0.8, 0.95),
        "connectivity": (0.2, 0.0, 0.4),
        "proximity": (0.3, 0.1, 0.5),
    }
    (line,) = decided(told(apart))
    assert line.startswith("Try to raise experience first")
    assert "0.90, the others 0.30 at most" in line


def test_indices_that_go_alike_ask_for_nothing():
    assert decided(told()) == []


def test_nothing_is_drawn_of_an_outcome_nothing_is_known_of():
    unknown = dict.fromkeys(VALUES, (None, None, None))
    (panel,) = indices.panels(desk(*told(unknown)))
    assert len(panel.drawings) == 1


def test_units_that_are_days_are_drawn_as_a_course():
    days = [f"2027-0{month}-01" for month in range(1, 6)]
    (panel,) = indices.panels(desk(*told(units=days)))
    assert "Jan" in panel.drawings[0].wide
    (panel,) = indices.panels(desk(*told(units=["Lyon", "Lille"])))
    assert "Jan" not in panel.drawings[0].wide
