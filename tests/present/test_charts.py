"""The charts: from zero, gaps kept, words in place, the same colours light and dark."""

from __future__ import annotations

import datetime as dt
import re

import altair as alt
import polars as pl
import pytest

from parvis.present import svg
from parvis.present.charts.bars import bars
from parvis.present.charts.canvas import NARROW, WIDE
from parvis.present.charts.matrix import heat
from parvis.present.charts.tonality import diverging
from parvis.present.charts.volume import Axes, daily
from parvis.present.panels.days import ticks, with_peaks
from parvis.present.theme import DARK, LIGHT, brand_colours
from parvis.present.tongue import Tongue

FIRST = dt.date(2024, 10, 1)


def days(*counts):
    """Days from the first, None for a day of which nothing is known."""
    rows = [(FIRST + dt.timedelta(days=n), c) for n, c in enumerate(counts) if c is not None]
    schema = {"day": pl.Date, "mentions": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        text=pl.lit(None, pl.String)
    )


def drawn_days(frame, canvas=WIDE):
    axes = Axes(
        first=frame.item(0, "day"),
        last=frame.item(-1, "day"),
        top=max(frame["mentions"]),
        ticks=ticks(frame, Tongue("en"), canvas),
    )
    return svg.inline(daily(frame, canvas, axes, colour="#1F4E8C"), "en")


def bar(name="Free", value=41.0, tick=None, text="41%"):
    row = {"name": name, "value": value, "text": text, "colour": "#1F4E8C", "tick": tick}
    return pl.DataFrame([row], schema_overrides={"tick": pl.Float64})


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_a_picture_has_exactly_the_width_of_its_canvas(canvas):
    picture = svg.inline(bars(bar(), canvas), "en")
    assert f'width="{canvas.width}"' in picture.partition(">")[0]


def test_bars_start_at_zero():
    spec = bars(bar(value=1000.0), WIDE).to_dict()
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"][0] == 0
    axes = Axes(first=FIRST, last=FIRST, top=900, ticks={})
    spec = daily(days(900), WIDE, axes, colour="#1F4E8C").to_dict()
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 0


def test_a_missing_day_draws_nothing_and_a_zero_day_is_no_gap():
    def drawn(*counts):
        return drawn_days(days(*counts)).count('fill="var(--brand-1)"')

    assert drawn(5, 5, 5, 5) == 4
    assert drawn(5, None, 5, 5) == 3


def test_a_long_period_is_drawn_as_one_outline_for_each_run():
    counts = [5.0] * 80 + [None] * 3 + [7.0] * 80
    picture = drawn_days(days(*counts))
    assert picture.count('fill="var(--brand-1)"') == 2
    assert len(picture) < 20_000


def test_days_are_placed_in_utc_whatever_the_zone_of_the_machine():
    axes = Axes(first=FIRST, last=FIRST, top=5, ticks={FIRST: "1 Oct"})
    spec = daily(days(5), WIDE, axes, colour="#1F4E8C").to_dict()
    rows = [row for rows in spec["datasets"].values() for row in rows]
    assert {row["day"] for row in rows} == {"2024-10-01"}
    assert spec["layer"][0]["encoding"]["x"]["scale"]["type"] == "utc"


def test_peaks_are_named_where_they_stand_out_and_never_close_together():
    counts = [10.0] * 60
    counts[10], counts[12], counts[50] = 90, 80, 70
    wide = with_peaks(days(*counts), Tongue("en"), WIDE)["text"].drop_nulls()
    narrow = with_peaks(days(*counts), Tongue("en"), NARROW)["text"].drop_nulls()
    assert wide.to_list() == ["11 Oct · 90", "20 Nov · 70"]
    assert narrow.to_list() == ["11 Oct · 90"]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (3, ["1 Oct", "2 Oct", "3 Oct"]),
        (31, ["7 Oct", "14 Oct", "21 Oct", "28 Oct"]),
        (120, ["Oct 2024", "Nov 2024", "Dec 2024", "Jan 2025"]),
        (1200, ["2025", "2026", "2027"]),
    ],
)
def test_the_axis_names_days_mondays_months_or_years(span, expected):
    assert list(ticks(days(*[1.0] * span), Tongue("en"), WIDE).values()) == expected


def test_an_interval_is_drawn_over_the_end_of_each_bar():
    row = {"name": "Free", "negative_text": "40%", "neutral_text": "30%", "positive_text": "30%"}
    row |= {"negative": 40.0, "negative_low": 36.0, "negative_high": 44.0}
    row |= {"positive": 30.0, "positive_low": 26.0, "positive_high": 34.0}
    chart = diverging(pl.DataFrame([row]), WIDE, heads=("negative", "positive"))
    data = [rows for rows in chart.to_dict()["datasets"].values() if "low" in rows[0]]
    bounds = sorted((row["low"], row["high"]) for rows in data for row in rows)
    assert bounds == [(-36.0, -44.0), (26.0, 34.0)]


def test_every_cell_of_the_matrix_is_drawn_even_an_empty_one():
    cells = [
        {
            "medium": medium,
            "interaction": "question",
            "tonality": tonality,
            "mentions": n,
            "text": str(n),
            "colour": LIGHT[tonality],
        }
        for medium in ("forum", "blog")
        for n, tonality in enumerate(("negative", "neutral", "positive"))
    ]
    picture = svg.inline(heat(pl.DataFrame(cells), WIDE), "en")
    assert len(re.findall(r'fill="var\(--(?:negative|neutral|positive)\)"', picture)) == 6


def test_an_interval_is_drawn_where_there_is_one_and_the_label_stands_beyond():
    spec = bars(bar().with_columns(low=38.0, high=47.0), WIDE).to_dict()
    assert len(spec["layer"]) == len(bars(bar(), WIDE).to_dict()["layer"]) + 2
    domain = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert (
        domain[1] > bars(bar(), WIDE).to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"][1]
    )
    picture = svg.inline(bars(bar().with_columns(low=38.0, high=47.0), WIDE), "en")
    assert "41%" in picture


def test_hostile_words_stay_words_in_a_picture():
    evil = '</text><script>alert(1)</script>" role="x #1F4E8C & id="a'
    picture = svg.inline(bars(bar(text=evil), WIDE), "en")
    assert "<script" not in picture
    assert "#1F4E8C &amp;" in picture


def test_a_picture_carries_no_id_no_role_and_no_colour_of_its_own():
    picture = svg.inline(bars(bar(tick=30.0), WIDE), "en")
    tags = "".join(re.findall(r"<[^>]*>", picture))
    assert not re.search(r" (?:id|role|class|aria-\w+)=", tags)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", tags)


def test_a_picture_some_of_whose_marks_draw_nothing_is_still_whole():
    drawn = alt.Chart(pl.DataFrame({"x": [1.0], "y": [1.0]})).mark_point().encode(x="x", y="y")
    nothing = alt.Chart(pl.DataFrame({"x": [1.0], "t": [""]})).transform_filter("datum.x > 9")
    chart = alt.layer(drawn, nothing.mark_text().encode(x="x", text="t"))
    picture = svg.inline(alt.layer(chart, chart), "en")
    begun = re.findall(r"<g(?: [^<>]*)?(?<!/)>", picture)
    assert len(begun) == picture.count("</g>") > 0


def test_numbers_on_an_axis_follow_the_language():
    axes = Axes(first=FIRST, last=FIRST, top=9000, ticks={})
    chart = daily(days(9000), WIDE, axes, colour="#1F4E8C")
    assert "5\u202f000" in svg.inline(chart, "fr") or "5\xa0000" in svg.inline(chart, "fr")
    assert "5,000" in svg.inline(chart, "en")


def test_both_palettes_have_the_same_roles():
    assert LIGHT.keys() == DARK.keys()


def test_roles_that_share_a_light_colour_share_the_dark_one():
    darks = {}
    for role, colour in LIGHT.items():
        darks.setdefault(colour, set()).add(DARK[role])
    assert all(len(found) == 1 for found in darks.values())


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("role", ["ink", "muted", "brand-1", "ruby"])
def test_text_meets_wcag_aa_on_both_grounds(palette, role):
    for ground in ("paper", "panel"):
        bright, dim = sorted((luminance(palette[role]), luminance(palette[ground])), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 4.5


def test_an_own_brand_comes_first_and_keeps_its_blue():
    colours = brand_colours(("Rapido", "Val", "Cévenol"), own=("Cévenol",))
    assert list(colours) == ["Cévenol", "Rapido", "Val"]
    assert colours["Cévenol"] == LIGHT["brand-1"]
