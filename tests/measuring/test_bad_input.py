"""Bad input gets a clear answer: the fault, where it is, and the way out; nothing is guessed."""

from __future__ import annotations

import datetime as dt
import json
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis import measuring
from parvis.errors import MeasureError, ParvisError
from tests.measuring.conftest import COSTS, HEAD, LEDGER, VALUES, weeks

EN = HEAD.format(language="en")
MONEY = EN + LEDGER
MANY = 10_000
KINDS = "date,kind,amount,hours,campaign"


def figures(found, key):
    return [figure for figure in found.figures if figure.key == key]


def refused(folder, text, **tables):
    """The message with which it is refused; every one says what to do."""
    file = folder(text, **tables)
    with pytest.raises(ParvisError) as caught:
        measuring.run(file)
    assert "What to do" in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",licence,500,,", "1 line (3) with no date"),
        ("soon,licence,500,,", "'soon' as date"),
        ("2027-02-30,licence,500,,", "'2027-02-30' as date"),
        ("2027-01-06,hours,,-4,", "1 line (3) with a negative amount or negative hours"),
        ("2027-01-06,media,-4,,", "1 line (3) with a negative amount or negative hours"),
        ("2027-01-06,media,ten,,", "'ten' as amount"),
        ('2027-01-06,media,"1,234",,', "'1,234' as amount"),
        ("2027-01-06,media,1e999,,", "'1e999' as amount"),
        ("2027-01-06,gifts,5,,", "1 line (3) with a kind other than licence, media, hours"),
        ("2027-01-06,media,,,", "1 line (3) with no amount"),
        ("2027-01-06,media,5", "with more or fewer cells than the first line names"),
    ],
)
def test_a_cost_that_cannot_be_added_is_refused_with_its_line(folder, row, said):
    costs = f"{KINDS}\n2027-01-04,licence,500,,\n{row}\n"
    assert said in refused(folder, MONEY, costs=costs, values=VALUES)


def test_currencies_are_not_mixed(folder):
    costs = "date,kind,amount,currency\n2027-01-04,media,5,EUR\n2027-01-05,media,5,USD\n"
    said = refused(folder, MONEY, costs=costs, values=VALUES)
    assert "1 line (3) in USD, the ledger in EUR" in said


def test_a_value_resting_on_an_advertising_equivalent_is_refused(folder):
    values = "date,amount,basis\n2027-02-04,900,emv\n"
    assert "no value" in refused(folder, MONEY, costs=COSTS, values=values)


def test_a_column_that_is_missing_is_named_beside_those_there(folder):
    said = refused(folder, MONEY, costs="when,kind,amount\n2027-01-04,media,5\n", values=VALUES)
    assert "no column date" in said
    assert "when, kind, amount" in said


@pytest.mark.parametrize("table", ["", "\n", f"{KINDS}\n"])
def test_an_empty_table_is_refused(folder, table):
    assert "costs.csv" in refused(folder, MONEY, costs=table, values=VALUES)


def test_a_table_that_is_not_there_is_named(folder):
    assert "costs.csv" in refused(folder, MONEY, values=VALUES)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_whatever_its_encoding(folder, tmp_path, encoding):
    file = folder(MONEY, values=VALUES)
    rows = [f"2027-01-04,media,5,,Été à la fête n° {place}" for place in range(30)]
    (tmp_path / "costs.csv").write_bytes("\n".join([KINDS, *rows, ""]).encode(encoding))
    found = measuring.run(file)
    campaigns = {figure.by["campaign"] for figure in figures(found, "roi")}
    assert "Été à la fête n° 7" in campaigns


@pytest.mark.parametrize("summary", [None, "not JSON", "[]", "{}", '{"figures": 3}'])
def test_a_study_that_holds_no_figures_is_refused(folder, tmp_path, summary):
    if summary is not None:
        (tmp_path / "summary.json").write_text(summary)
    assert "summary.json" in refused(folder, 'study = "summary.json"\n' + EN)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"EUR"', '"euros"', "'euros' is no currency"),
        ("due = 2027-12-31", "due = 2026-12-31", "not after"),
        ("target = 70", "target = 50", "baseline for a target"),
        ('family = "care"', 'family = "fame"', "it is one of sales"),
        ("stated = 2026-12-01", "stated = 2026-13-01", "not TOML"),
        ("baseline = 50", 'baseline = "half"', "baseline"),
        ('statement = "Answer the same day"', 'statement = " "', "no statement"),
        ('key = "solved_at_once"', 'key = "solved"', "has no KPI 'solved'"),
        ("since = 2027-01-01", "sinse = 2027-01-01", "sinse"),
    ],
)
def test_a_slip_in_the_measure_file_is_named_with_the_way_out(folder, old, new, said):
    text = 'currency = "EUR"\n' + EN
    assert old in text
    assert said in refused(folder, text.replace(old, new))


def test_a_measure_file_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "measure.toml").write_bytes(EN.replace("Care", "Fidélité").encode("cp1252"))
    with pytest.raises(MeasureError, match="not UTF-8"):
        measuring.run(tmp_path / "measure.toml")


def test_a_table_of_bytes_is_refused(folder, tmp_path):
    file = folder(MONEY, values=VALUES)
    (tmp_path / "costs.csv").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(ParvisError, match=r"costs\.csv"):
        measuring.run(file)


def test_what_is_divided_by_zero_is_unknown_and_says_so(folder):
    nothing = "period,asked,solved_at_once\n" + "".join(
        f"{dt.date(2027, 1, 10) + dt.timedelta(weeks=week)},0,0\n" for week in range(12)
    )
    found = measuring.run(folder('measures = "measures.csv"\n' + EN, measures=nothing))
    (figure,) = figures(found, "kpi.value")
    assert figure.value is None
    assert figure.reason == "what it is divided by is zero"


@pytest.mark.parametrize("formula", ["asked / 0", "asked / (asked - asked)"])
def test_a_formula_that_always_divides_by_zero_gives_no_figure(folder, formula):
    unit = "1" if "asked)" in formula else "questions"
    kpi = f'name = "Never"\nformula = "{formula}"\nunit = "{unit}"'
    text = 'measures = "measures.csv"\n' + EN.replace('key = "solved_at_once"', kpi)
    found = measuring.run(folder(text, measures=weeks()))
    (figure,) = figures(found, "kpi.value")
    assert figure.value is None
    assert figure.reason


@pytest.mark.parametrize(
    "formula",
    ["__import__('os').system('true')", "asked.real", "asked[0]", "asked ** 9", "lambda: 1", ""],
)
def test_a_formula_is_arithmetic_and_nothing_else(folder, formula):
    text = EN.replace('key = "solved_at_once"', f'name = "Evil"\nformula = "{formula}"\nunit = "1"')
    refused(folder, text)


def test_a_campaign_without_a_goal_is_told_nothing_of(folder):
    text = MONEY + '\n[[campaign]]\nname = "videos"\nstart = 2027-01-02\n'
    found = measuring.run(folder(text, costs=COSTS, values=VALUES))
    (figure,) = figures(found, "roi")
    assert figure.value is None
    assert figure.reason == "the campaign has no objective"


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK(1)",
    "{currency}{0}{{7*7}}",
    "right\u202eleft",
    "</text></svg>",
)


def test_hostile_names_stay_names(folder, tmp_path):
    """In the page they are text, in the summary they are what they were."""
    rows = [f'2027-01-04,media,5,,"{name.replace(chr(34), chr(34) * 2)}"' for name in HOSTILE]
    starts = [f'"{name.replace(chr(34), chr(34) * 2)}",care,2027-01-02' for name in HOSTILE]
    values = [row.split(",")[0] + ",9," + row.split(",", 4)[4] for row in rows]
    tables = {
        "costs": "\n".join([KINDS, *rows, ""]),
        "values": "\n".join(["date,amount,campaign", *values, ""]),
        "campaigns": "\n".join(["campaign,objective,start", *starts, ""]),
    }
    file = folder('campaigns = "campaigns.csv"\n' + MONEY, **tables)
    found = measuring.run(file, tmp_path / "out")
    assert {figure.by["campaign"] for figure in figures(found, "roi")} == set(HOSTILE)
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
    assert page.count("</svg>") == page.count("<svg")
    written = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    named = {figure["by"].get("campaign") for figure in written["figures"]}
    assert set(HOSTILE) <= named


def campaigns_of(count):
    """So many campaigns with an objective before them, and what each cost and brought."""
    lot = np.random.default_rng(5)
    cost, value = lot.integers(100, 9_000, (2, count))
    rows = {"campaigns": ["campaign,objective,start"], "costs": [KINDS], "values": [VALUES[:27]]}
    for place in range(count):
        rows["campaigns"].append(f"c{place},care,2027-01-02")
        rows["costs"].append(f"2027-01-04,media,{cost[place]},,c{place}")
        rows["values"].append(f"2027-02-04,{value[place]},c{place},sales")
    return {name: "\n".join([*lines, ""]) for name, lines in rows.items()}


def test_ten_thousand_campaigns_are_fast_and_the_report_stays_readable(folder, tmp_path):
    file = folder('campaigns = "campaigns.csv"\n' + MONEY, **campaigns_of(MANY))
    began = time.process_time()
    found = measuring.run(file, tmp_path / "out")
    assert time.process_time() - began < 30
    assert len(figures(found, "roi")) == MANY
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert len(page) < 1_000_000
    written = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert sum(figure["key"] == "roi" for figure in written["figures"]) == MANY
    assert "The first 20 campaigns" in page
    assert "the other 9,980 are in summary.json" in page


def test_a_long_file_is_read_to_the_cent(folder):
    cents = np.random.default_rng(3).integers(1, 10**6, 300_000)
    rows = [f"2027-01-{place % 28 + 1:02d},{one / 100:.2f}" for place, one in enumerate(cents)]
    found = measuring.run(folder(MONEY, costs=COSTS, values="\n".join(["date,amount", *rows, ""])))
    assert found.value("ledger.value") == int(cents.sum()) / 100


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1))


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(stated=st.none() | DAYS, seed=st.integers(0, 2**32 - 1))
def test_no_return_is_told_without_an_objective_written_down_before(folder, stated, seed):
    """A thousand campaigns each time: what is told began after its objective, costs and all."""
    lot = np.random.default_rng(seed)
    day = dt.date(2026, 1, 1)
    rows = {"campaigns": ["campaign,objective,start"], "costs": [KINDS], "values": [VALUES[:27]]}
    may_be_told = set()
    for place in range(1000):
        start = day + dt.timedelta(days=int(lot.integers(0, 730))) if lot.random() < 0.9 else ""
        aim = "care" if lot.random() < 0.8 else ""
        cost = int(lot.integers(0, 3)) * 100
        rows["campaigns"].append(f"c{place},{aim},{start}")
        spent, earned = (day + dt.timedelta(days=int(n)) for n in lot.integers(0, 900, 2))
        rows["costs"].append(f"{spent},media,{cost},,c{place}")
        rows["values"].append(f"{earned},{lot.integers(1, 999)},c{place},sales")
        if aim and start and stated and stated <= min(start, spent, earned) and cost:
            may_be_told.add(f"c{place}")
    text = MONEY.replace("stated = 2026-12-01", f"stated = {stated}" if stated else "")
    tables = {name: "\n".join([*lines, ""]) for name, lines in rows.items()}
    found = measuring.run(folder('campaigns = "campaigns.csv"\n' + text, **tables))
    told = {figure.by["campaign"] for figure in figures(found, "roi") if figure.value is not None}
    assert told == may_be_told
    assert all(figure.reason for figure in figures(found, "roi") if figure.value is None)
