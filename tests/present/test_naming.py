"""Names of points: none over another, none outside, the important ones first."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.present.charts.box import Box
from parvis.present.charts.naming import Mark, placed, width_of

FRAME = Box(0, 0, 400, 300)
MARKS = st.lists(
    st.builds(
        Mark,
        x=st.floats(0, 400),
        y=st.floats(0, 300),
        text=st.text("abcdefgh ", min_size=1, max_size=14),
        is_bold=st.booleans(),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(MARKS)
def test_no_name_covers_another_a_foreign_point_or_the_edge(marks):
    boxes = placed(marks, FRAME)
    named = [(n, box) for n, box in enumerate(boxes) if box]
    for place, (n, box) in enumerate(named):
        assert box.is_within(FRAME)
        assert not any(box.meets(other) for _, other in named[place + 1 :])
        for m, mark in enumerate(marks):
            around = Box(mark.x - 4, mark.y - 4, mark.x + 4, mark.y + 4)
            assert m == n or not box.meets(around)


@settings(deadline=None)
@given(MARKS)
def test_a_name_has_room_for_its_letters_and_stands_by_its_point(marks):
    for mark, box in zip(marks, placed(marks, FRAME), strict=True):
        if box:
            assert (
                box.right - box.left >= width_of(mark.text, mark.size, is_bold=mark.is_bold) - 1e-9
            )
            gap_x = max(box.left - mark.x, mark.x - box.right, 0)
            gap_y = max(box.top - mark.y, mark.y - box.bottom, 0)
            assert max(gap_x, gap_y) <= mark.radius + 8


def test_the_first_mark_is_named_before_the_others():
    marks = [
        Mark(x=200, y=150, text="a brand of some length"),
        *(Mark(x=200 + n, y=150, text="theme") for n in range(1, 40)),
    ]
    boxes = placed(marks, FRAME)
    assert boxes[0] is not None
    assert None in boxes


def test_a_point_alone_has_its_name_at_its_right():
    (box,) = placed([Mark(x=100, y=100, text="panne")], FRAME)
    assert box.left > 100
    assert box.top < 100 < box.bottom
