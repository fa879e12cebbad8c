"""The first page: at most seven findings, the objective's first."""

from __future__ import annotations

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from parvis.present.executive import FIRST, MOST, chosen
from parvis.present.panels.panel import Finding, How, Panel
from parvis.present.story import Kpi, Objective

NAMES = sorted({name for names in FIRST.values() for name in names} | {"copies", "language"})
SAID = Finding(number="1", sentence="One.")


def panel(name, *, finding=SAID):
    how = How(key=f"{name}.share", kind="measured", definition="What it is.", query=None)
    return Panel(anchor=f"figure-{name}", name=name, title=name, how=(how,), finding=finding)


def objective(family, *figures):
    day = dt.date(2027, 6, 30)
    kpis = tuple(Kpi(name=key, baseline=1, target=2, date=day, figure=key) for key in figures)
    return Objective(statement="Be heard", family=family, kpis=kpis)


@given(st.permutations(NAMES), st.sampled_from(sorted(FIRST)), st.integers(0, 3))
def test_seven_at_most_in_the_order_of_the_report_those_asked_for_among_them(names, family, kpis):
    shown = list(enumerate((panel(name) for name in names), start=1))
    asked = names[:kpis]
    found = chosen(shown, objective(family, *(f"{name}.share" for name in asked)))
    picked = [one.name for _, one in found]
    assert len(found) == MOST
    assert [place for place, _ in found] == sorted(place for place, _ in found)
    assert set(asked) <= set(picked)
    wanted = [name for name in FIRST[family] if name not in asked]
    assert set(wanted[: MOST - kpis]) <= set(picked)


def test_a_figure_that_found_nothing_is_not_on_the_first_page():
    shown = [(1, panel("tone", finding=None)), (2, panel("copies"))]
    assert [one.name for _, one in chosen(shown, objective("care"))] == ["copies"]


def test_the_order_of_a_family_names_figures_once():
    for names in FIRST.values():
        assert len(set(names)) == len(names) <= MOST
        assert all(re.fullmatch(r"[a-z]+", name) for name in names)
