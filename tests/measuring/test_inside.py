"""From a measure file to approvals, social capital and engaged units: by hand, and refused."""

from __future__ import annotations

import pytest

from parvis import measuring
from parvis.errors import MeasureError
from tests.measuring.conftest import HEAD

APPROVALS = '\n[approvals]\nfile = "asked.csv"\nuntil = 2027-01-31\n'
CAPITAL = '\n[capital]\nmonths = "months.csv"\n[capital.weights]\ncalls = 1\nadvocates = 3\n'
MATURITY = '\n[maturity]\nunits = "units.csv"\nunit = "points"\n'
ASKED = """\
desk,asked,sent,approved,answered,expires
legal,2027-01-04T08:00,2027-01-04T09:00,2027-01-04T11:00,2027-01-04T12:00,2027-01-05
legal,2027-01-04T08:00,2027-01-04T10:00,2027-01-04T13:00,2027-01-04T14:00,2027-01-04T12:00
legal,2027-01-04T08:00,2027-01-04T10:00,,,2027-01-06
press,2027-01-04T08:00,2027-01-04T08:00,2027-01-04T08:30,2027-01-04T10:00,
press,2027-01-04T08:00,,,2027-01-04T08:30,
"""
MONTHS = "month,calls,advocates\n" + "".join(
    f"{year}-{month:02d}-01,{40 + 4 * (year - 2025) + month % 2},{20 + 8 * (year - 2025)}\n"
    for year in (2025, 2026)
    for month in range(1, 13)
)
UNITS = "unit,engaged,maturity,result\n" + "".join(
    f"u{n},{'yes' if n % 3 == 0 else 'no'},{10 * (n % 7)},{n % 7 + 2 * (n % 3 == 0)}\n"
    for n in range(21)
)


def run(folder, part, *, language="en", **tables):
    return measuring.run(folder(HEAD.format(language=language) + part, **tables))


def test_approval_is_told_by_desk_as_counted_by_hand(folder):
    found = run(folder, APPROVALS, asked=ASKED)
    assert found.value("approvals.sent") == 4
    assert found.value("approvals.waiting", desk="legal") == 1
    assert found.value("approvals.half", desk="legal") == 180
    assert found.value("approvals.half", desk="press") == 30
    assert found.value("approvals.share", desk="legal", minutes=120) == pytest.approx(100 / 3)
    assert found.value("approvals.expired", desk="legal") == 2
    assert found.value("approvals.cleared") == 1
    assert found.value("approvals.early") == 0
    assert found.value("approvals.part") == pytest.approx(100 * (2 + 3 + 0.5) / (4 + 6 + 2))
    assert found.value("approvals.answer", way="cleared") == 30


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_median_that_is_not_reached_says_so(folder, language):
    head = ASKED.splitlines()[0].removesuffix(",expires")
    table = f"{head}\nlegal,2027-01-04,2027-01-05,,\nlegal,2027-01-04,2027-01-05,,\n"
    found = run(folder, APPROVALS, asked=table, language=language)
    half = next(one for one in found.figures if one.key == "approvals.half" and not one.by)
    assert half.reason == {
        "en": "fewer than half are through yet", "fr": "moins de la moitié sont passées"
    }[language]  # fmt: skip
    assert not [one for one in found.figures if one.key == "approvals.expired"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            ("2027-01-04T09:00", "2027-01-03"),
            r"1 line \(2\) with what was sent before it was asked",
        ),
        (("2027-01-04T11:00", "2027-01-04T08:59"), "approved before it was sent"),
        (("2027-01-04T08:30,\n", "2027-01-04T07:30,\n"), "answered before it was asked"),
        (("08:00,,,", "08:00,,2027-01-04T09:00,"), "an approval of what was not sent"),
        (("2027-01-04T12:00,2027", "2027-02-01T12:00,2027"), "a moment after the last day"),
        (("asked,sent", "asked,posted"), "no column sent"),
        (("2027-01-04T11:00", "Monday"), "'Monday' as approved, which is no moment"),
    ],
)
def test_moments_that_contradict_are_refused_with_their_line(folder, change, fault):
    with pytest.raises(MeasureError, match=f"asked.csv: .*{fault}"):
        run(folder, APPROVALS, asked=ASKED.replace(*change))


def test_social_capital_is_the_sum_of_its_parts_and_so_is_its_change(folder):
    found = run(folder, CAPITAL, months=MONTHS)
    # calls average 40.5 and 44.5, advocates 20 and 28; a quarter and three quarters.
    assert found.value("capital.index", year=2025) == pytest.approx(40.5 / 4 + 20 * 3 / 4)
    assert found.value("capital.change", year=2026) == pytest.approx(4 / 4 + 8 * 3 / 4)
    for year in (2025, 2026):
        parts = [found.value("capital.points", year=year, part=p) for p in ("calls", "advocates")]
        assert sum(parts) == pytest.approx(found.value("capital.index", year=year))
        months = [
            one.value
            for one in found.figures
            if one.key == "capital.month" and str(one.by["month"]).startswith(str(year))
        ]
        assert sum(months) / 12 == pytest.approx(found.value("capital.index", year=year))


def test_months_of_a_year_that_is_not_whole_are_left_out_and_counted(folder):
    table = MONTHS + "2027-01-01,50,30\n2027-02-01,,30\n"
    found = run(folder, CAPITAL, months=table)
    assert found.value("files.left_out", file="months.csv") == 2
    assert found.value("files.used", file="months.csv") == 24


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (MONTHS.replace("advocates", "fans"), "no column advocates"),
        (MONTHS + "2026-12-15,40,20\n", r"1 line \(26\) with a month that is there twice"),
        (MONTHS.replace(",20\n", ",120\n"), "a part beyond 0 to 100"),
        ("\n".join(MONTHS.splitlines()[:14]) + "\n", "1 whole years"),
    ],
)
def test_months_that_cannot_be_are_refused(folder, table, fault):
    with pytest.raises(MeasureError, match=f"months.csv: .*{fault}"):
        run(folder, CAPITAL, months=table)


@pytest.mark.parametrize(
    ("weights", "fault"),
    [
        ("calls = -1\nadvocates = 3", r"in capital\.weights"),
        ("calls = 0\nadvocates = 0", "a weight"),
    ],
)
def test_weights_that_are_none_are_refused(folder, weights, fault):
    asked = CAPITAL.replace("calls = 1\nadvocates = 3", weights)
    with pytest.raises(MeasureError, match=fault):
        run(folder, asked, months=MONTHS)


def test_the_raw_effect_never_stands_without_the_one_at_equal_maturity(folder):
    found = run(folder, MATURITY, units=UNITS)
    told = {one.key: one for one in found.figures if not one.by}
    assert told["maturity.adjusted"].value == pytest.approx(2)
    assert told["maturity.adjusted"].unit == "points"
    assert told["maturity.raw"].low <= told["maturity.raw"].value <= told["maturity.raw"].high
    assert found.value("maturity.units", side="engaged") == 7


FEW = "".join(UNITS.splitlines(keepends=True)[:8])
APART = "unit,engaged,maturity,result\n" + "".join(
    f"u{n},{'yes' if n > 5 else 'no'},{8 * n},{n}\n" for n in range(12)
)


@pytest.mark.parametrize(
    ("table", "en", "fr"),
    [
        (FEW, "7 units, 3 of them engaged", "7 unités, dont 3 engagées"),
        (APART, "100 % of the engaged units are beyond", "100 % des unités engagées sont au-delà"),
    ],
)
def test_units_that_cannot_be_compared_are_refused_in_both_languages(folder, table, en, fr):
    for language, reason in (("en", en), ("fr", fr)):
        found = run(folder, MATURITY, units=table, language=language)
        refused = next(one for one in found.figures if one.key == "maturity.adjusted")
        assert refused.reason.startswith(reason)
        assert not [one for one in found.figures if one.key == "maturity.raw"]


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (UNITS.replace("u3,", "u2,"), r"1 line \(5\) with a unit that is there twice"),
        (UNITS.replace("u3,yes,30", "u3,yes,130"), "a maturity beyond 0 to 100"),
        (UNITS.replace("u3,yes", "u3,perhaps"), "'perhaps' as engaged, which is no flag"),
        (UNITS.replace("result", "score"), "no column result"),
    ],
)
def test_units_that_cannot_be_are_refused(folder, table, fault):
    with pytest.raises(MeasureError, match=f"units.csv: .*{fault}"):
        run(folder, MATURITY, units=table)
