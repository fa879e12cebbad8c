"""From a measure file to figures: KPIs, the ledger, returns and their refusals."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pytest

from parvis import measuring
from parvis.errors import MeasureError
from parvis.measuring.outputs import summary
from parvis.measuring.plan import example, parse
from tests.measuring.conftest import COSTS, HEAD, LEDGER, VALUES, weeks

CAMPAIGN = '[[campaign]]\nname = "{name}"\nobjective = "care"\nstart = {start}\n'


def test_a_kpi_is_told_with_its_interval_and_where_it_should_be(folder):
    file = folder('measures = "measures.csv"\n' + HEAD.format(language="en"), measures=weeks())
    found = measuring.run(file)
    by = {"objective": "care", "kpi": "Questions solved by the first answer"}
    assert found.value("kpi.value", **by) == pytest.approx(61.125)
    assert found.value("kpi.status", **by) == "on track"
    figure = next(one for one in found.figures if one.key == "kpi.value")
    assert figure.low < 61.125 < figure.high
    assert figure.unit == "%"
    assert "solved_at_once / asked" in figure.definition


def test_a_kpi_nobody_counted_is_unknown_and_not_zero(folder):
    found = measuring.run(folder())
    figure = next(one for one in found.figures if one.key == "kpi.value")
    assert figure.value is None
    assert figure.reason


def test_a_kpi_of_a_study_takes_its_figure_with_its_interval(folder, tmp_path):
    kpi = '[[objective.kpi]]\nname = "Voice"\nfigure = "share_of_voice"\nby = { brand = "Us" }\n'
    kpi += 'unit = "%"\nsince = 2020-01-01\nbaseline = 10\ntarget = 20\ndue = 2021-01-01\n'
    heard = {"key": "share_of_voice", "by": {"brand": "Us"}, "value": 25.0, "unit": "%"}
    heard |= {"class": "estimated", "low": 22.0, "high": 28.0, "query": "SELECT 1", "reason": None}
    (tmp_path / "summary.json").write_text(json.dumps({"figures": [heard]}))
    found = measuring.run(folder('study = "summary.json"\n' + HEAD.format(language="en") + kpi))
    by = {"objective": "care", "kpi": "Voice"}
    assert found.value("kpi.value", **by) == 25.0
    assert found.value("kpi.status", **by) == "on track"
    assert found.value("kpi.way", **by) == 150.0


def test_the_ledger_adds_up_to_the_cent(folder):
    found = measuring.run(folder(HEAD.format(language="en") + LEDGER, costs=COSTS, values=VALUES))
    assert found.value("ledger.cost") == 950.0
    assert found.value("ledger.value") == 1200.5
    assert found.value("ledger.net") == 250.5
    assert found.value("payback.even") == "2027-03-04"
    assert found.value("payback.days") == 31
    assert found.value("files.rows", file="costs.csv") == 2


@pytest.mark.parametrize(
    ("language", "days", "title"),
    [
        ("en", "value had come before the first cost", "already when the first was paid"),
        ("fr", "de la valeur était venue avant le premier coût", "dès le premier paiement"),
    ],
)
def test_value_before_the_first_cost_is_no_payback_of_negative_days(
    folder, tmp_path, language, days, title
):
    values = "date,amount\n2026-12-01,1000\n"
    text = HEAD.format(language=language) + LEDGER
    found = measuring.run(folder(text, costs=COSTS, values=values), tmp_path / "out")
    (told,) = (one for one in found.figures if one.key == "payback.days")
    assert told.value is None
    assert told.reason.startswith(days)
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert days in page
    assert title in page
    assert found.value("payback.low") == 0


@pytest.mark.parametrize(
    ("campaign", "reason"),
    [
        ("", "the campaign has no objective"),
        (CAMPAIGN.format(name="videos", start="2026-11-01"), "younger than the campaign"),
        (CAMPAIGN.format(name="videos", start="2027-01-01"), None),
    ],
)
def test_a_return_needs_an_objective_written_down_before(folder, campaign, reason):
    text = HEAD.format(language="en") + campaign + LEDGER
    found = measuring.run(folder(text, costs=COSTS, values=VALUES))
    figure = next(one for one in found.figures if one.key == "roi")
    if reason:
        assert figure.value is None
        assert reason in figure.reason
    else:
        assert figure.value == pytest.approx(100 * (900.5 - 450) / 450)


def test_a_thousand_campaigns_without_an_objective_before_them_have_no_return(folder):
    lot = np.random.default_rng(11)
    stated = dt.date(2026, 12, 1)
    rows, spent, earned = (
        ["campaign,objective,start"],
        [COSTS.split("\n")[0]],
        ["date,amount,campaign"],
    )
    for place in range(1000):
        before = stated - dt.timedelta(days=int(lot.integers(1, 900)))
        later = stated + dt.timedelta(days=int(lot.integers(1, 900)))
        wrong = [("care", before), ("care", ""), ("", later), ("", "")]
        objective, start = wrong[lot.integers(4)]
        rows.append(f"c{place},{objective},{start}")
        spent.append(f"2027-01-04,media,{lot.integers(1, 9999)},,c{place}")
        earned.append(f"2027-02-04,{lot.integers(1, 99999)},c{place}")
    tables = {"campaigns": rows, "costs": spent, "values": earned}
    text = 'campaigns = "campaigns.csv"\n' + HEAD.format(language="en") + LEDGER
    found = measuring.run(folder(text, **{name: "\n".join(t) for name, t in tables.items()}))
    returns = [figure for figure in found.figures if figure.key == "roi"]
    assert len(returns) == 1000
    assert all(figure.value is None and figure.reason for figure in returns)


def test_the_example_is_a_plan():
    assert parse(example()).objective[0].kpi[0].key == "solved_at_once"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_folder_holds_every_figure_and_the_report(folder, tmp_path, language):
    text = 'measures = "measures.csv"\n' + HEAD.format(language=language) + LEDGER
    file = folder(text, measures=weeks(), costs=COSTS, values=VALUES)
    found = measuring.run(file, tmp_path / "out")
    written = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert written == json.loads(json.dumps(summary(found)))
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert f'lang="{language}"' in page
    assert "figure-payback" in page
    assert 'id="board"' in page


def test_the_report_of_a_measure_is_written_to_what_is_asked_for(folder, tmp_path):
    text = 'formats = ["xlsx", "pptx"]\n' + HEAD.format(language="en")
    measuring.run(folder(text), tmp_path / "out")
    kept = {file.name for file in (tmp_path / "out").iterdir()}
    assert kept == {"summary.json", "report.html", "report.xlsx", "report.pptx"}


def test_a_format_that_is_none_is_refused(folder):
    with pytest.raises(MeasureError, match=r"invalid enum value 'odt'"):
        measuring.load(folder('formats = ["odt"]\n' + HEAD.format(language="en")))
