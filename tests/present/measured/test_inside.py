"""The figures of approvals, social capital, engaged units and equivalents, and what boards see."""

from __future__ import annotations

import pytest

from parvis.present.measured import of_measure
from parvis.present.measured.inside import inside_came, inside_decide, inside_unknown
from parvis.present.measured.panels import approvals, capital, emv, maturity
from tests.present.measured.made import desk, figure, story
from tests.present.measured.test_proof import trial


def waits(half, **by):
    yield figure("approvals.sent", 40, unit="answers", **by)
    yield figure("approvals.waiting", 3, unit="answers", **by)
    yield figure("approvals.half", half, unit="minutes", low=half / 2, high=half * 2, **by)
    for minutes, share in ((60, 20.0), (1440, 45.0), (10080, 90.0)):
        at = {**by, "minutes": minutes}
        yield figure("approvals.share", share, unit="%", low=share - 5, high=share + 5, **at)


def approved(part=60.0):
    yield from waits(2000.0)
    yield from waits(300.0, desk="press")
    yield from waits(4320.0, desk="legal")
    yield figure("approvals.part", part, unit="%")
    yield figure("approvals.early", 2, unit="answers")


def test_the_slowest_desk_is_named_and_the_curves_are_drawn():
    (panel,) = approvals.panels(desk(*approved()))
    assert "legal takes longest" in panel.title
    assert [row[0] for row in panel.table.rows] == ["All desks", "legal", "press"]
    assert panel.table.rows[1][4] == "45%"
    assert "legal" in panel.drawings[0].wide
    assert "60% of the time" in panel.note
    assert "2 answers went out before they were approved" in panel.note


@pytest.mark.parametrize(("part", "lines"), [(60.0, 1), (40.0, 0)])
def test_a_board_is_asked_to_shorten_approval_where_it_takes_most_of_the_time(part, lines):
    assert len(list(inside_decide(desk(*approved(part))))) == lines


def test_a_wait_nobody_can_tell_gives_its_reason():
    figures = [
        figure("approvals.sent", 2, unit="answers"),
        figure("approvals.half", None, unit="minutes", reason="fewer than half are through yet"),
    ]
    (panel,) = approvals.panels(desk(*figures))
    assert "fewer than half are through yet" in panel.title
    assert panel.drawings == ()


PARTS = {"reciprocity": (10.0, 12.0), "active_ties": (20.0, 19.5)}


def social():
    for year, place in ((2025, 0), (2026, 1)):
        total = sum(points[place] for points in PARTS.values())
        yield figure("capital.index", total, unit="points", year=year)
        for part, points in PARTS.items():
            yield figure("capital.points", points[place], unit="points", year=year, part=part)
            for month in (1, 2):
                by = {"month": f"{year}-{month:02d}-01", "part": part}
                yield figure("capital.month", points[place], unit="points", **by)
    yield figure("capital.change", 1.5, unit="points", year=2026)
    for part, points in PARTS.items():
        change = points[1] - points[0]
        yield figure("capital.change", change, unit="points", year=2026, part=part)


@pytest.mark.parametrize(
    ("language", "name", "other"),
    [("en", "reciprocity", "active ties"), ("fr", "réciprocité", "liens actifs")],
)
def test_the_index_is_told_with_the_part_that_moved_it_most(language, name, other):
    told = desk(*social(), language=language)
    (panel,) = capital.panels(told)
    assert name in panel.title
    assert "+1.5" in panel.title.replace(",", ".")
    assert panel.table.heads[-1] == other
    assert panel.table.rows[0][2] == "\u2014"
    assert len(list(inside_came(told))) == 1


def matured(low, high):
    yield figure("maturity.raw", 12.0, unit="points", low=6.0, high=18.0)
    yield figure("maturity.adjusted", (low + high) / 2, unit="points", low=low, high=high)
    yield figure("maturity.gap", 22.0, unit="points")
    for side, count in (("engaged", 24), ("others", 36)):
        yield figure("maturity.units", count, unit="units", side=side)


@pytest.mark.parametrize(
    ("bounds", "said", "is_known"),
    [
        ((1.0, 5.0), "are ahead by +3", True),
        ((-5.0, -1.0), "differ by \u22123", True),
        ((-1.0, 5.0), "cannot be told", False),
    ],
)
def test_the_raw_figure_always_has_the_one_at_equal_maturity_beside_it(bounds, said, is_known):
    told = desk(*matured(*bounds))
    (panel,) = maturity.panels(told)
    assert said in panel.title
    assert "+12" in panel.title
    assert "At equal maturity" in panel.drawings[0].wide
    assert "22 points more mature" in panel.note
    assert bool(list(inside_came(told))) is is_known
    assert bool(list(inside_unknown(told))) is not is_known


def test_a_comparison_that_is_refused_gives_its_reason_and_no_number():
    refused = figure("maturity.adjusted", None, unit="points", reason="7 units, 3 of them engaged")
    (panel,) = maturity.panels(desk(refused))
    assert "7 units, 3 of them engaged" in panel.title
    assert (panel.drawings, panel.table, panel.finding) == ((), None, None)


def space():
    yield figure("emv.published", 9250.0, unit="USD")
    yield figure("emv.low", 240.0, unit="USD")
    yield figure("emv.high", 10500.0, unit="USD")
    yield figure("emv.reach", 1_000_000.0, unit="people")
    yield figure("emv.assumptions", 18, unit="combinations")


KPI = {"objective": "care", "kpi": "Solved at once"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_equivalent_has_its_warning_beside_it_and_is_on_no_first_page(language):
    document = of_measure(story(*space(), language=language))
    (panel,) = emv.panels(desk(*space(), language=language))
    assert "AMEC" in panel.subtitle
    assert panel.finding is None
    assert "figure-emv" not in {found.anchor for found in document.found}
    assert "figure-emv" not in {line.anchor for part in document.board.parts for line in part.lines}
    said = " ".join(line.sentence for part in document.board.parts for line in part.lines)
    assert "9" + "\u202f250" not in said
    assert "9,250" not in said
    assert document.chapters[-1].panels[-1][1].anchor == "figure-emv"


def test_what_came_of_it_stands_beside_the_equivalent():
    (panel,) = emv.panels(desk(*space()))
    assert "no KPI of this measure says" in panel.note
    value = figure("kpi.value", 61.0, unit="%", **KPI)
    status = figure("kpi.status", "on track", unit="status", **KPI)
    (panel,) = emv.panels(desk(*space(), value, status))
    assert "Solved at once: 61%" in panel.note


def test_without_an_equivalent_nothing_is_said_of_it():
    assert not list(emv.panels(desk()))


def test_the_first_page_has_something_of_each_chapter_and_the_wait_for_approval_among_it():
    trials = [row for n in range(9) for row in trial(30.0, 10.0, 50.0, lift=f"Trial {n}")]
    document = of_measure(story(*trials, *approved(), *space()))
    anchors = [found.anchor for found in document.found]
    assert len(anchors) == 7
    assert anchors[0] == "figure-objective-1"
    assert anchors[-1] == "figure-approvals"
    assert anchors[1:-1] == [f"figure-lift-{n}" for n in range(1, 6)]
