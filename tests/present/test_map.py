"""The map as it is drawn: shapes, names beside their marks, and words fit to print."""

from __future__ import annotations

import html
import re
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.present.charts.canvas import NARROW, WIDE
from parvis.present.charts.labels import BOLDER, LETTER, Mark, place
from parvis.present.charts.network import Person, Tie, network_map
from parvis.present.charts.shapes import shape

MARKS = st.lists(
    st.builds(
        Mark,
        x=st.floats(20, 780),
        y=st.floats(20, 580),
        radius=st.floats(3, 16),
        name=st.one_of(st.none(), st.from_regex(r"@[a-z]{2,14}", fullmatch=True)),
        is_bold=st.booleans(),
    ),
    max_size=40,
)


def area(outline: str) -> float:
    points = np.array(
        [[float(n) for n in pair.split()] for pair in re.findall(r"-?[\d.]+ -?[\d.]+", outline)]
    )
    x, y = points.T
    return abs((x * np.roll(y, 1) - y * np.roll(x, 1)).sum()) / 2


@pytest.mark.parametrize("slot", range(2, 7))
def test_all_shapes_are_of_the_area_of_the_circle(slot):
    assert area(shape(slot, 10)) == pytest.approx(np.pi * 100, rel=0.03)


def test_shapes_are_six():
    assert len({shape(slot, 10) for slot in range(1, 7)}) == 6


def box(mark, label, size=13):
    long = LETTER * size * len(mark.name) * (BOLDER if mark.is_bold else 1)
    left = label.x - {"start": 0, "middle": long / 2, "end": long}[label.anchor]
    return left, label.y - size * 0.85, left + long, label.y + size * 0.3


@settings(deadline=None)
@given(MARKS)
def test_names_cover_no_name_and_no_large_mark_and_stay_within(marks):
    labels = place(marks, width=800, height=600, size=13, most=25)
    assert [label is None for label in labels] == [mark.name is None for mark in marks]
    clear = [
        (mark, box(mark, label))
        for mark, label in zip(marks, labels, strict=True)
        if label and label.is_clear
    ]
    assert len(clear) <= 25
    for (_, a), (_, b) in combinations(clear, 2):
        assert not meets(a, b)
    for mark, a in clear:
        assert a[0] >= -0.1
        assert a[1] >= -0.1
        assert a[2] <= 800.1
        assert a[3] <= 600.1
        for other in marks:
            if other is not mark and (other.radius >= 6 or not mark.is_bold):
                r = other.radius
                assert not meets(a, (other.x - r, other.y - r, other.x + r, other.y + r))


def meets(a, b):
    return a[0] < b[2] - 0.1 and b[0] < a[2] - 0.1 and a[1] < b[3] - 0.1 and b[1] < a[3] - 0.1


EVIL = '</title><script>alert(1)</script>"&'


@pytest.mark.parametrize("canvas", [WIDE, NARROW], ids=["wide", "narrow"])
def test_its_words_run_nothing(canvas):
    people = [
        Person(x=0, y=0, radius=16, slot=1, words=EVIL, name=EVIL, is_first=True),
        Person(x=800, y=560, radius=4, slot=6, words="someone"),
    ]
    drawn = network_map(people, [Tie(0, 1, 3.0)], canvas)
    titles = re.findall("<title>(.*?)</title>", drawn)
    assert [html.unescape(title) for title in titles] == [EVIL, "someone"]
    assert "<script" not in drawn
    assert 'data-a="0" data-b="1"' in drawn


@pytest.mark.parametrize("canvas", [WIDE, NARROW], ids=["wide", "narrow"])
def test_marks_at_the_edge_of_the_frame_are_within_the_picture(canvas):
    corners = [Person(x=x, y=y, radius=16, slot=1, words="") for x in (0, 800) for y in (0, 560)]
    drawn = network_map(corners, [], canvas)
    width, height = (float(n) for n in re.search(r'viewBox="0 0 (\S+) (\S+)"', drawn).groups())
    places = re.findall(r"translate\((\S+) (\S+)\)", drawn)
    assert len(places) == 4
    assert all(16 <= float(x) <= width - 16 and 16 <= float(y) <= height - 16 for x, y in places)


def test_a_heavier_tie_is_wider_and_none_is_a_beam():
    people = [Person(x=100 * n, y=100, radius=5, slot=1, words="") for n in range(3)]
    drawn = network_map(people, [Tie(0, 1, 1.0), Tie(1, 2, 5000.0)], WIDE)
    light, heavy = (float(width) for width in re.findall(r'stroke-width="([\d.]+)"', drawn))
    assert light < heavy <= 3
