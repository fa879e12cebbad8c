"""Retention on real customers: purchases of CDNOW, and who left a telephone company."""

from __future__ import annotations

import datetime as dt
import json
from importlib.resources import files

import polars as pl
import pytest

from parvis import measuring
from parvis.measure.retention import bought, fit_buying, learn_churn

pytestmark = pytest.mark.shared

HALF, END = dt.date(1997, 9, 30), dt.date(1998, 6, 30)
NOT_KNOWN_BEFORE = ("customerID", "id", "label", "split", "Churn")


@pytest.fixture(scope="module")
def purchases(shared):
    table = pl.read_parquet(shared / "cdnow_purchases" / "all.parquet")
    return table.with_columns(pl.col("date").str.slice(0, 10).str.to_date())


def test_purchases_of_the_second_nine_months_are_foretold_from_the_first(purchases):
    known = bought(purchases, until=HALF)
    model = fit_buying(known)
    x, recency, age = (known[name].to_numpy().astype(float) for name in ("x", "recency", "age"))
    weeks = (END - HALF).days / 7
    expected = known.select("customer", expected=pl.Series(model.expected(x, recency, age, weeks)))
    later = purchases.filter(pl.col("date").is_between(HALF, END, closed="right"))
    truly = later.select("customer", "date").unique().group_by("customer").len("truly")
    both = expected.join(truly, on="customer", how="left").fill_null(0)
    total, foretold = both["truly"].sum(), both["expected"].sum()
    assert foretold == pytest.approx(total, rel=0.15)
    assert both.select(pl.corr("expected", "truly")).item() > 0.55
    assert known.height == 23_570


def test_churn_is_told_as_well_as_the_reference_tells_it(shared):
    table = pl.read_parquet(shared / "telco_churn" / "train.parquet")
    table = table.with_columns(
        pl.col("tenure", "MonthlyCharges", "TotalCharges").cast(pl.Float64, strict=False),
        left=pl.col("label") == "Yes",
    )
    columns = [name for name in table.columns if name not in {*NOT_KNOWN_BEFORE, "left"}]
    found = learn_churn(table, left="left", columns=columns)
    assert found.auc == pytest.approx(0.837, abs=0.015)
    assert found.accuracy == pytest.approx(0.794, abs=0.015)
    assert found.low < 0.837 < found.high


@pytest.fixture
def measured(shared, tmp_path, purchases):
    """A measure file over both sets, its tables as a shop would export them."""
    purchases.filter(pl.col("date") <= HALF).write_csv(tmp_path / "purchases.csv")
    churn = pl.read_parquet(shared / "telco_churn" / "train.parquet")
    columns = [name for name in churn.columns if name not in NOT_KNOWN_BEFORE]
    churn.write_csv(tmp_path / "subscribers.csv")
    file = tmp_path / "measure.toml"
    text = (files("parvis.measuring") / "example.toml").read_text("utf-8")
    parts = (
        f'[purchases]\nfile = "purchases.csv"\nuntil = {HALF}\nweeks = 13\n'
        f'[churn]\nfile = "subscribers.csv"\nleft = "label"\ncolumns = {json.dumps(columns)}\n'
    )
    file.write_text(text + parts, encoding="utf-8")
    return measuring.run(file, tmp_path / "out")


def test_a_measure_of_both_tells_what_the_functions_tell_and_tries_itself(measured, tmp_path):
    figures = {(one.key, *one.by.values()): one for one in measured.figures}
    assert measured.value("purchases.customers") == 23_570
    foretold, came = (figures["purchases.tried", side].value for side in ("foretold", "came"))
    assert foretold == pytest.approx(came, rel=0.25)
    assert figures["churn.auc",].value == pytest.approx(0.837, abs=0.015)
    assert figures["churn.tenth", 1].value > 60
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "figure-purchases" in page
    assert "figure-churn" in page
