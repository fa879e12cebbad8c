"""Tables of any numbers: figures that are numbers, or a clear answer, and never anything else."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis import measuring
from parvis.errors import ParvisError
from parvis.measuring.outputs import summary
from parvis.measuring.telling import tell
from parvis.present.measured import of_measure
from tests.measuring.conftest import HEAD

CELL = st.sampled_from(["0", "0", "1", "1", "5", "-3", "7.5", "100", "1e9"])
FLAG = st.sampled_from(["yes", "no", "oui", ""])
PERSON = st.sampled_from(["a", "b", "c", "d", ""])
PERIOD = st.sampled_from(["", "0", "1", "2"])
MOMENT = st.sampled_from(["", *(f"2027-01-{day:02d}T08:00" for day in range(1, 8))])
DAYS = [dt.date(2027, 1, 4) + dt.timedelta(weeks=week) for week in range(20)]
PARTS = {
    "differences": '[[lift]]\nname = "L"\nfile = "t.csv"\nstart = 2027-03-01\ntreated = ["a"]\n',
    "pilot": '[pilot]\nfile = "t.csv"\nperiods = 4\neffect = 5\n',
    "maturity": '[maturity]\nunits = "t.csv"\n',
    "contagion": '[contagion]\npeople = "t.csv"\nties = "ties.csv"\ncovariates = ["x"]\n',
    "referrals": '[referrals]\nfile = "t.csv"\nwindow = 3\nuntil = 2027-01-31\n',
    "approvals": '[approvals]\nfile = "t.csv"\nuntil = 2027-01-31\n',
    "capital": '[capital]\nmonths = "t.csv"\nweights = { x = 1, y = 2 }\n',
}
PARTS["interrupted"] = PARTS["differences"] + 'method = "interrupted"\n'
HEADS = {
    "maturity": ("unit,engaged,maturity,result", (FLAG, CELL, CELL)),
    "contagion": ("person,adopted,x", (PERIOD, CELL)),
    "referrals": ("person,by,at", (PERSON, MOMENT)),
    "approvals": ("desk,asked,sent,approved,answered", (MOMENT,) * 4),
    "capital": ("month,x,y", (CELL, CELL)),
}


def answer(file):
    """What a measure found, or what it says."""
    try:
        return measuring.run(file)
    except ParvisError as error:
        return str(error)


@st.composite
def tables(draw, part):
    """A table of a part, with a first column that has no name twice."""
    if part not in HEADS:
        units = draw(st.integers(1, 5))
        rows = [f"{unit},{day},{draw(CELL)}" for unit in "abcde"[:units] for day in DAYS]
        return "\n".join(["unit,period,value", *rows, ""])
    head, cells = HEADS[part]
    count = draw(st.integers(1, 30))
    first = {
        "capital": [f"{2025 + n // 12}-{n % 12 + 1:02d}-01" for n in range(count)],
        "approvals": ["legal", "press"] * count,
    }.get(part, [*"abcd", *(f"n{n}" for n in range(count))])
    rows = [",".join([first[n], *(draw(cell) for cell in cells)]) for n in range(count)]
    return "\n".join([head, *rows, ""])


@pytest.mark.parametrize("part", PARTS)
@given(data=st.data(), language=st.sampled_from(["en", "fr"]))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, *HealthCheck],
)
def test_any_table_gives_figures_or_a_clear_answer(folder, part, data, language):
    text = HEAD.format(language=language) + PARTS[part]
    table = data.draw(tables(part))
    ties = "person,friend\nb,a\nc,a\nd,b\nn1,a\n"
    found = answer(folder(text, t=table, ties=ties))
    if isinstance(found, str):
        assert "What to do: " in found
        return
    json.dumps(summary(found), allow_nan=False)
    assert all(one.value is not None or one.reason for one in found.figures)
    assert of_measure(tell(found)).chapters
