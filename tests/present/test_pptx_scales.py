"""The axes of the slides' bars: zero is on them, and no bar or interval is cut off."""

from __future__ import annotations

import pptx
import pytest
from pptx.util import Inches

from parvis.present.charts.plot import Plot, Series
from parvis.present.pptx.charts import add
from parvis.present.tongue import Tongue
from parvis.present.wording import Words

COLOUR = "#1F4E8C"


def drawn(*series):
    plot = Plot(
        kind="bars", categories=[str(n) for n in range(len(series[0].values))], series=list(series)
    )
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    place = (Inches(1), Inches(1), Inches(6), Inches(4))
    return add(slide, plot, place, "what it shows", words=Words(Tongue("en")))


def row(*values, low=(), high=(), name="row"):
    texts = [f"{value}" for value in values]
    return Series(
        name=name,
        values=list(values),
        colours=[COLOUR],
        texts=texts,
        low=list(low),
        high=list(high),
    )


@pytest.mark.parametrize(
    "series",
    [
        [row(10.0, 26.0), row(70.0, 7.0)],
        [row(0.82, 0.84, low=[0.7, 0.7], high=[0.9, 0.92])],
        [row(-36.0, 59.0, low=[-36.0, 0.0], high=[0.0, 59.0])],
        [row(-5.0, -2.0)],
        [row(0.0, 0.0)],
    ],
)
def test_the_axis_holds_zero_and_everything_drawn(series):
    axis = drawn(*series).value_axis
    ends = [v for one in series for v in (*one.values, *one.low, *one.high)]
    assert axis.minimum_scale <= min(0.0, *ends)
    assert axis.maximum_scale >= max(0.0, *ends)
    assert axis.minimum_scale < axis.maximum_scale


def test_bars_of_several_series_are_named_in_a_legend():
    assert drawn(row(1.0), row(2.0, name="other")).has_legend
    assert not drawn(row(1.0)).has_legend


def test_bars_too_thin_for_their_texts_are_read_from_the_axis():
    crowded = drawn(*(row(*range(1, 7), name=f"model {n}") for n in range(5)))
    assert crowded.value_axis.visible
    assert "<c:dLbls>" not in crowded._chartSpace.xml
    few = drawn(row(1.0, 2.0))
    assert not few.value_axis.visible
