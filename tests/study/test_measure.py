"""A study that names a measure file ends in what came of it, told with its own figures."""

from __future__ import annotations

import json

import pytest

from parvis import definitions, simulate, study
from parvis.cli.studying import run_study
from parvis.errors import MeasureError
from parvis.study.plan import load

MEASURE = """\
[[objective]]
name = "care"
statement = "Customers who call on us get an answer the same day"
family = "care"
stated = 2025-12-01

[[objective.kpi]]
name = "Answered within a day"
figure = "answers.within_24h"
by = { brand = "Orvelle" }
unit = "%"
level = "outcome"
since = 2026-01-01
baseline = 20
target = 25
due = 2026-12-31

[[campaign]]
name = "Night shift"
objective = "care"
start = 2026-03-02

[ledger]
costs = "costs.csv"
values = "values.csv"
"""
COSTS = "date,kind,amount,campaign\n2026-03-02,media,400,Night shift\n"
VALUES = "date,amount,campaign\n2026-04-02,500,Night shift\n"
BY = {"objective": "care", "kpi": "Answered within a day"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("measured")
    simulate.write(simulate.market(mentions=1500, days=21, seed=3), folder)
    for name, text in (("measure.toml", MEASURE), ("costs.csv", COSTS), ("values.csv", VALUES)):
        (folder / name).write_text(text, encoding="utf-8")
    text = (folder / "study.toml").read_text("utf-8")
    (folder / "study.toml").write_text(f'measure = "measure.toml"\n{text}', encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=["en", "fr"])
def studied(request, folder):
    text = (folder / "study.toml").read_text("utf-8")
    file = folder / f"{request.param}.toml"
    file.write_text(text.replace('language = "en"', f'language = "{request.param}"'), "utf-8")
    out = folder / request.param
    return request.param, study.run(file, out), out


def test_its_kpi_is_the_figure_of_that_very_study(studied):
    _, found, _ = studied
    assert found.value("kpi.value", **BY) == found.value("answers.within_24h", brand="Orvelle")
    assert found.value("roi", campaign="Night shift") == pytest.approx(25)


def test_the_summary_holds_the_measure_and_its_figures(studied):
    language, found, out = studied
    written = json.loads((out / "summary.json").read_text("utf-8"))
    assert written["measure"]["language"] == language
    keys = {figure["key"] for figure in written["figures"]}
    assert {"kpi.value", "ledger.cost", "roi", "answers.within_24h"} <= keys
    assert len(written["figures"]) == len(found.figures)


def test_the_report_ends_in_what_came_of_it(studied):
    language, _, out = studied
    page = (out / "report.html").read_text("utf-8")
    title = {"en": "What came of it", "fr": "Ce que cela a donné"}[language]
    assert page.count(title) >= 2
    for anchor in ("board", "figure-objective-1", "figure-payback", "figure-roi"):
        assert page.count(f'id="{anchor}"') == 1, anchor
    assert page.index('id="figure-volume"') < page.index('id="figure-objective-1"')
    assert "Night shift" in page


def test_figures_are_numbered_through(studied):
    _, _, out = studied
    page = (out / "report.html").read_text("utf-8")
    listed = page[page.index('<ol class="list">') :].split("</ol>")[0]
    numbers = [int(part.split('"')[0]) for part in listed.split('<li value="')[1:]]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_command_says_how_each_kpi_stands(folder, capsys):
    run_study(folder / "study.toml", folder / "said", formats=None, as_json=False)
    printed = capsys.readouterr().out
    assert "mentions kept" in printed
    assert "Answered within a day: " in printed
    assert "target 25" in printed


def test_a_measure_that_is_not_there_is_refused_before_anything_is_read(folder):
    plan = (folder / "study.toml").read_text("utf-8").replace("measure.toml", "gone.toml")
    (folder / "gone-study.toml").write_text(plan, encoding="utf-8")
    steps: list[str] = []
    with pytest.raises(MeasureError, match=r"gone\.toml"):
        study.run(folder / "gone-study.toml", progress=steps.append)
    assert steps == []


def test_without_a_measure_there_is_no_chapter(folder):
    plan = load(folder / "study.toml")
    assert plan.measure == "measure.toml"
    text = (folder / "study.toml").read_text("utf-8").replace('measure = "measure.toml"\n', "")
    (folder / "plain.toml").write_text(text, encoding="utf-8")
    found = study.run(folder / "plain.toml", folder / "plain")
    assert found.measured is None
    assert "measure" not in json.loads((folder / "plain" / "summary.json").read_text("utf-8"))
    assert 'id="board"' not in (folder / "plain" / "report.html").read_text("utf-8")


def test_no_figure_of_a_measure_has_the_key_of_one_of_a_study():
    ours, theirs = (definitions.declared(room) for room in ("parvis.measuring", "parvis.study"))
    assert not ours.keys() & theirs.keys()
