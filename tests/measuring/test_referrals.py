"""From a measure file to the tree of who brought whom, by hand; and to what is refused."""

from __future__ import annotations

import statistics

import pytest

from parvis import measuring
from parvis.errors import MeasureError
from tests.measuring.conftest import HEAD

ASKED = """
[referrals]
file = "came.csv"
window = 10
until = 2027-03-31
"""
# Ada brought Bo and Cy, Bo brought Di; Ed came alone, and so late that he had no time to bring.
CAME = """\
person,by,at
Ada,,2027-01-04
Bo,Ada,2027-01-10
Cy,Ada,2027-02-01
Di,Bo,2027-02-10
Ed,,2027-03-30
"""


def run(folder, came=CAME, *, language="en", asked=ASKED):
    return measuring.run(folder(HEAD.format(language=language) + asked, came=came))


def test_the_tree_is_that_drawn_by_hand(folder):
    found = run(folder)
    assert [found.value("referrals.generation", generation=n) for n in range(3)] == [2, 2, 1]
    assert [found.value("referrals.bringers", brought=n) for n in range(4)] == [3, 1, 1, 0]
    assert found.value("referrals.descendants", rank=1) == 3
    assert found.value("referrals.brought", rank=1) == 2
    assert found.value("referrals.counted") == 4
    k = next(one for one in found.figures if one.key == "referrals.k")
    brought = [2, 1, 0, 0]
    half = 3.182446 * statistics.stdev(brought) / 2  # Student, three degrees
    assert k.value == 0.75
    assert k.high == pytest.approx(0.75 + half, abs=1e-5)
    assert k.low == 0.0


def test_nobody_is_named(folder, tmp_path):
    file = folder(HEAD.format(language="en") + ASKED, came=CAME)
    measuring.run(file, tmp_path / "out")
    for name in ("summary.json", "report.html"):
        assert "Ada" not in (tmp_path / "out" / name).read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_two_who_had_the_time_no_k_is_told(folder, language):
    found = run(folder, "person,by,at\nAda,,2027-01-04\nBo,Ada,2027-03-30\n", language=language)
    k = next(one for one in found.figures if one.key == "referrals.k")
    assert k.value is None
    assert {"en": "fewer than two", "fr": "moins de deux"}[language] in k.reason


def test_an_undated_person_stands_in_the_tree_and_not_in_k_and_a_nameless_one_nowhere(folder):
    found = run(folder, CAME + "Flo,Di,\n,Ada,2027-01-05\n")
    assert found.value("referrals.generation", generation=3) == 1
    assert found.value("referrals.counted") == 4
    assert found.value("files.left_out", file="came.csv") == 1


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("by,at", "friend,at"), "no column by"),
        (("2027-02-01", "1 February"), "'1 February' as at, which is no moment"),
        (("2027-03-30", "2027-04-01"), "line 6 came after 2027-03-31"),
        (("Di,Bo", "Di,Zoe"), "'Zoe', who brought 'Di', is not among the people"),
        (("Ada,,", "Ada,Di,"), "was brought by someone they brought"),
        (("Cy,Ada", "Bo,Ada"), "someone is there twice"),
    ],
)
def test_a_tree_that_cannot_be_is_refused(folder, change, fault):
    with pytest.raises(MeasureError, match=f"came.csv: .*{fault}"):
        run(folder, CAME.replace(*change))


def test_the_last_day_belongs_to_what_was_seen(folder):
    assert (
        run(folder, CAME.replace("2027-03-30", "2027-03-31T23:59:00")).value("referrals.people")
        == 5
    )


def test_a_window_of_no_day_is_refused(folder):
    with pytest.raises(MeasureError, match=r"in referrals\.window: expected `int` >= 1"):
        run(folder, asked=ASKED.replace("window = 10", "window = 0"))
