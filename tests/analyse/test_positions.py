"""The map of positions: its points, its axes, and ellipses that hold the truth."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from parvis.analyse.correspondence import correspondence
from parvis.analyse.positions import positions
from parvis.analyse.voices import Voices


def voices_of(table) -> Voices:
    """One voice a count."""
    rows = [
        (f"{i}-{j}-{n}", f"b{i}", f"t{j}", 1)
        for i, row in enumerate(table)
        for j, count in enumerate(row)
        for n in range(int(count))
    ]
    said = pl.DataFrame(rows, ["voice", "row", "column", "mentions"], orient="row")
    names = [
        [f"{side}{n}" for n in range(size)]
        for side, size in zip("bt", np.shape(table), strict=True)
    ]
    return Voices.of(said, *names)


TABLE = np.array([[60.0, 20, 20, 5], [20, 60, 20, 9], [30, 30, 70, 2]])


def test_points_are_those_of_the_correspondence():
    made, found = correspondence(TABLE), positions(voices_of(TABLE), draws=20)
    rows, columns = (found.points.filter(kind=kind) for kind in ("row", "column"))
    assert rows["point"].to_list() == ["b0", "b1", "b2"]
    assert rows.select("x", "y").to_numpy() == pytest.approx(made.rows)
    assert columns.select("x", "y").to_numpy() == pytest.approx(made.columns)
    assert columns["x_contribution"].to_numpy() == pytest.approx(
        100 * made.column_contributions[:, 0]
    )
    assert rows["quality"].to_list() == pytest.approx([100.0] * 3)
    assert found.axes["share"].to_numpy() == pytest.approx(100 * made.shares)


def test_voices_counts_are_those_of_the_table():
    found = positions(voices_of(TABLE), draws=20).points
    assert found.filter(kind="row")["voices"].to_list() == TABLE.sum(axis=1).tolist()


def test_two_rows_have_one_axis_and_lie_on_a_line():
    found = positions(voices_of(TABLE[:2]), draws=50)
    assert found.axes.height == 1
    assert found.points["y"].to_list() == [0.0] * 6
    assert found.points["minor"].to_list() == pytest.approx([0.0] * 6, abs=1e-6)
    assert (found.points["major"] > 0).all()


def test_a_further_point_with_the_profile_of_another_lies_on_it_and_makes_no_axis():
    found = positions(
        voices_of(TABLE),
        extra_rows={"same": 2 * TABLE[1], "silent": 0 * TABLE[0]},
        extra_columns={"like t2": TABLE[:, 2]},
        draws=20,
    ).points
    assert "silent" not in found["point"].to_list()
    for kind, name, of in (("extra row", "same", "b1"), ("extra column", "like t2", "t2")):
        extra, point = (
            found.row(by_predicate=pl.col("point") == name, named=True),
            found.row(by_predicate=pl.col("point") == of, named=True),
        )
        assert extra["kind"] == kind
        assert (extra["x"], extra["y"]) == pytest.approx((point["x"], point["y"]))
        assert extra["x_contribution"] is None
        assert extra["major"] is None


def test_more_voices_make_smaller_ellipses():
    few, many = (positions(voices_of(k * TABLE), draws=200).points for k in (1, 9))
    ratio = (few["major"] / many["major"]).median()
    assert 2.3 < ratio < 3.9


def test_a_voice_that_says_all_is_one_voice():
    """The same counts, but by a tenth of the people: ellipses are about as much wider."""
    loud = voices_of(TABLE)
    said = [
        (f"{i}-{j}-{n // 10}", f"b{i}", f"t{j}")
        for i, row in enumerate(TABLE)
        for j, count in enumerate(row)
        for n in range(int(count))
    ]
    grouped = (
        pl.DataFrame(said, ["voice", "row", "column"], orient="row")
        .group_by("voice", "row", "column")
        .len("mentions")
    )
    few = Voices.of(grouped, loud.rows, loud.columns)
    assert (few.table == TABLE).all()
    ratio = positions(few, draws=300).points["major"] / positions(loud, draws=300).points["major"]
    assert ratio.median() > 2


@pytest.mark.parametrize(
    ("brands", "themes", "people", "seed"), [(4, 12, 4000, 3), (6, 10, 9000, 5)]
)
def test_ellipses_hold_the_true_place_nineteen_times_in_twenty(brands, themes, people, seed):
    """A market whose true map is known, polled again and again."""
    random = np.random.default_rng(seed)
    truth = np.outer(random.dirichlet([8] * brands), random.dirichlet([6] * themes))
    truth *= np.exp(0.4 * random.normal(size=truth.shape))
    truth /= truth.sum()
    true = correspondence(truth)
    here = np.concatenate([true.rows, true.columns])[:, :2]
    held = []
    for _ in range(60):
        counts = random.multinomial(people, truth.ravel()).reshape(truth.shape)
        points = positions(voices_of(counts), draws=150, seed=1).points
        held.append(inside(points, here, np.concatenate([true.row_masses, true.column_masses])))
    assert 0.93 <= np.mean(held) <= 0.97


def inside(points, here, masses):
    """Whether each true place, turned onto the map, lies in its ellipse."""
    found = points.select("x", "y").to_numpy()
    left, _, right = np.linalg.svd((here * masses[:, np.newaxis]).T @ found)
    away = here @ (left @ right) - found
    angle = np.radians(points["angle"].to_numpy())
    along = away[:, 0] * np.cos(angle) + away[:, 1] * np.sin(angle)
    across = -away[:, 0] * np.sin(angle) + away[:, 1] * np.cos(angle)
    return (along / points["major"].to_numpy()) ** 2 + (
        across / points["minor"].to_numpy()
    ) ** 2 <= 1


def test_the_quality_of_a_further_row_counts_what_no_axis_can_show():
    """A row all on one theme is further off than brands, which mix themes, can show."""
    table = np.array([[60.0, 20, 10, 10], [20, 60, 10, 10]])
    alone = np.array([0.0, 0, 0, 9])
    found = positions(voices_of(table), extra_rows={"alone": alone, "first": table[0]}, draws=20)
    quality = dict(found.points.filter(kind="extra row").select("point", "quality").iter_rows())
    assert quality["first"] == pytest.approx(100.0)
    assert quality["alone"] == pytest.approx(0.0, abs=1e-9)


def test_rows_of_one_profile_are_not_apart_and_rows_of_two_are():
    random = np.random.default_rng(4)
    alike, other = [0.4, 0.3, 0.2, 0.1], [0.1, 0.2, 0.3, 0.4]
    table = np.array([random.multinomial(400, shares) for shares in (alike, alike, other)])
    apart = {(row, with_): p for row, with_, p in positions(voices_of(table)).apart.iter_rows()}
    assert apart["b0", "b1"] > 0.05
    assert apart["b0", "b2"] < 0.001
    assert apart["b1", "b2"] < 0.001


def test_rows_of_one_profile_are_seldom_called_apart():
    random, alarms = np.random.default_rng(5), 0
    for _ in range(100):
        table = np.array([random.multinomial(300, [0.4, 0.3, 0.2, 0.1]) for _ in range(3)])
        alarms += (positions(voices_of(table), draws=150).apart["p"] < 0.05).any()
    assert alarms <= 12


def test_rows_that_no_draw_parts_are_not_apart():
    everybody = [("someone", row, column, 40) for row in "AB" for column in "xyz"]
    said = pl.DataFrame(everybody, schema=["voice", "row", "column", "mentions"], orient="row")
    assert positions(Voices.of(said)).apart["p"].to_list() == [1.0]
