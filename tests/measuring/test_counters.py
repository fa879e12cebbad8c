"""From a measure file to its counter-metrics: beside the KPI, or why they are not known."""

from __future__ import annotations

import datetime as dt
import json

import openpyxl
import pytest
from pptx import Presentation

from parvis import measuring
from tests.measuring.conftest import HEAD

KPI = "Questions solved by the first answer"
BY = {"objective": "care", "kpi": KPI, "counter": "Questions asked again"}
REOPENED = """
[[objective.kpi]]
key = "reopened"
since = 2027-01-01
baseline = 12
target = 8
due = 2027-12-31
"""


def weeks(*columns, start=dt.date(2027, 1, 10)):
    """A table of a hundred questions a week: solved at once, and asked again."""
    head = ",".join(["period", "asked", "solved_at_once", "reopened"][: 2 + len(columns)])
    rows = [
        ",".join([str(start + dt.timedelta(weeks=week)), "100", *map(str, row)])
        for week, row in enumerate(zip(*columns, strict=True))
    ]
    return "\n".join([head, *rows, ""])


SOLVED = [50 + week % 3 for week in range(8)] + [66 + week % 3 for week in range(8)]
AGAIN = [10 + week % 3 for week in range(8)] + [20 + week % 3 for week in range(8)]


def measured(folder, table, *, language="en", more="", out=None):
    text = 'measures = "measures.csv"\n' + HEAD.format(language=language) + more
    return measuring.run(folder(text, measures=table), out)


def test_a_counter_that_got_worse_while_its_kpi_improved_is_told_with_both_values(folder):
    found = measured(folder, weeks(SOLVED, AGAIN))
    assert found.value("counter.value", **BY) == pytest.approx(20.875)
    assert found.value("counter.baseline", **BY) == pytest.approx(10.875)
    assert found.value("counter.change", **BY) == pytest.approx(10)
    assert found.value("counter.status", **BY) == "at its expense"
    (value,) = (one for one in found.figures if one.key == "counter.value")
    assert value.unit == "%"
    assert value.low < 20.875 < value.high
    assert "reopened / asked" in value.definition


@pytest.mark.parametrize(
    ("solved", "again", "status"),
    [
        (SOLVED, AGAIN[::-1], "better"),
        ([45 + week % 3 for week in range(16)], AGAIN, "worse"),  # the KPI is under its baseline
        (SOLVED, [10 + week % 3 for week in range(16)], "cannot tell"),
    ],
)
def test_what_became_of_a_counter_is_said_only_where_its_interval_does(
    folder, solved, again, status
):
    found = measured(folder, weeks(solved, again))
    assert found.value("counter.status", **BY) == status


def test_a_counter_that_is_a_kpi_of_the_objective_has_the_baseline_of_the_file(folder):
    found = measured(folder, weeks(SOLVED, AGAIN), more=REOPENED)
    other = {"objective": "care", "kpi": "Questions asked again"}
    assert found.value("counter.value", **BY) == found.value("kpi.value", **other)
    assert found.value("counter.baseline", **BY) == 12
    assert found.value("counter.status", **BY) == "at its expense"


@pytest.mark.parametrize(
    ("language", "reason", "said"),
    [
        ("en", "no file of measures holds", "which is not measured"),
        ("fr", "aucun fichier de mesures ne contient", "que rien ne mesure"),
    ],
)
def test_a_counter_without_measures_is_said_not_to_be_measured(
    folder, tmp_path, language, reason, said
):
    found = measured(folder, weeks(SOLVED), language=language, out=tmp_path / "out")
    (value,) = (one for one in found.figures if one.key == "counter.value")
    assert value.value is None
    assert value.reason.startswith(reason)
    assert not [one for one in found.figures if one.key == "counter.status"]
    assert said in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_a_counter_in_words_that_nothing_measures_says_so(folder):
    text = HEAD.format(language="en").replace(
        'key = "solved_at_once"', 'key = "solved_at_once"\ncounter = "Morale"'
    )
    found = measuring.run(folder('measures = "measures.csv"\n' + text, measures=weeks(SOLVED)))
    (value,) = (one for one in found.figures if one.key == "counter.value")
    assert value.by["counter"] == "Morale"
    assert value.reason == "it is neither a KPI of the objective nor one of its family"


def test_two_kpis_of_one_name_are_each_told_with_their_own_figures(folder):
    again = REOPENED.replace("baseline = 12", "baseline = 30")
    found = measured(folder, weeks(SOLVED, AGAIN), more=REOPENED + again)
    told = [one for one in found.figures if one.by.get("kpi") == "Questions asked again"]
    assert [one.value for one in told if one.key == "kpi.baseline"] == [12, 30]


def test_the_report_shows_the_counter_beside_its_kpi_in_every_format(folder, tmp_path):
    formats = 'formats = ["pdf", "pptx", "xlsx"]\n'
    text = formats + 'measures = "measures.csv"\n' + HEAD.format(language="en")
    measuring.run(folder(text, measures=weeks(SOLVED, AGAIN)), tmp_path / "out")
    assert (tmp_path / "out" / "report.pdf").stat().st_size
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    for said in ("against it: Questions asked again", "Worse, while the KPI improved"):
        assert said in page
    workbook = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")
    cells = [cell for sheet in workbook for row in sheet.values for cell in row]
    assert "against it: Questions asked again" in cells
    slides = Presentation(str(tmp_path / "out" / "report.pptx"))
    shapes = [shape for slide in slides.slides for shape in slide.shapes]
    texts = " ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    assert "Questions asked again" in texts
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert "counter.status" in {figure["key"] for figure in summary["figures"]}
