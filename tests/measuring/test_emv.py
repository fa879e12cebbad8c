"""Advertising equivalents: off unless asked for, a range, and never part of what came back."""

from __future__ import annotations

import pytest

from parvis import measuring
from parvis.errors import MeasureError
from tests.measuring.conftest import COSTS, HEAD, LEDGER, VALUES

CAMPAIGN = '\n[[campaign]]\nname = "videos"\nobjective = "care"\nstart = 2027-01-01\n'
EMV = "\n[emv]\nreach = 1000000\n"


def run(folder, asked):
    text = HEAD.format(language="en") + CAMPAIGN + LEDGER + asked
    return measuring.run(folder(text, costs=COSTS, values=VALUES))


def keys(found):
    return {one.key for one in found.figures}


def test_it_is_off_unless_it_is_asked_for(folder):
    assert not [key for key in keys(run(folder, EMV)) if key.startswith("emv")]


def test_the_published_formula_is_reproduced_exactly_with_its_range(folder):
    found = run(folder, EMV + "shown = true\n")
    assert found.value("emv.published") == 1_000_000 * 0.025 * 0.37
    # 1,000 thousands at 1 $, 30 % seen, 20 % ill; and at 15 $, 70 % seen, none ill.
    assert found.value("emv.low") == pytest.approx(1000 * 1 * 0.3 * 0.8)
    assert found.value("emv.high") == pytest.approx(1000 * 15 * 0.7)
    assert found.value("emv.assumptions") == 18


def test_it_enters_no_return_no_value_and_no_other_figure(folder):
    without, shown = run(folder, ""), run(folder, EMV + "shown = true\n")
    others = [one for one in shown.figures if not one.key.startswith("emv")]
    assert others == list(without.figures)


@pytest.mark.parametrize(
    "wrong",
    ["reach = -1", "reach = 10\nviewability = [1.2]", "reach = 10\nprice_of_thousand = [-1]"],
)
def test_what_cannot_be_assumed_is_refused(folder, wrong):
    with pytest.raises(MeasureError, match="in emv"):
        run(folder, f"\n[emv]\nshown = true\n{wrong}\n")
