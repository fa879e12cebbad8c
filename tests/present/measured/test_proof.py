"""The figures of trials, and their lines in the brief: what is said of each outcome."""

from __future__ import annotations

import pytest

from parvis.present.measured import of_measure
from parvis.present.measured.effects import outcomes
from parvis.present.measured.panels import lift, pilot
from parvis.present.measured.proof import trials_came, trials_decide, trials_unknown
from tests.present.measured.made import desk, figure, story

PERIODS = ("2027-01-04", "2027-01-11", "2027-01-18", "2027-01-25")


def trial(value, low, high, *, trend_p=0.6, **by):
    by = {"lift": "Chat", **by}
    yield figure("lift.effect", value, low=low, high=high, **by)
    yield figure("lift.total", 2 * value, low=2 * low, high=2 * high, **by)
    yield figure("lift.relative", 8.0, unit="%", **by)
    yield figure("lift.p", 0.0002, unit="probability", **by)
    yield figure("lift.trend_p", trend_p, unit="probability", **by)
    for side in ("before", "after"):
        yield figure("lift.periods", 2, unit="periods", side=side, **by)
    for side, count in (("treated", 1), ("controls", 5)):
        yield figure("lift.units", count, unit="units", side=side, **by)
    for place, period in enumerate(PERIODS if "channel" not in by else ()):
        yield figure("lift.seen", 100.0 + 30 * (place > 1), period=period, **by)
        yield figure("lift.expected", 100.0, period=period, **by)


REFUSED = figure("lift.effect", None, lift="Chat", reason="2 périodes avant et 9 après : attendre")


@pytest.mark.parametrize(
    ("interval", "trend_p", "verdict"),
    [
        ((10.0, 50.0), 0.6, "more"),
        ((-50.0, -10.0), 0.6, "less"),
        ((-10.0, 50.0), 0.6, "unclear"),
        ((10.0, 50.0), 0.01, "doubtful"),
    ],
)
def test_an_effect_is_told_only_where_its_interval_and_the_past_allow_it(
    interval, trend_p, verdict
):
    told = desk(*trial(sum(interval) / 2, *interval, trend_p=trend_p))
    (outcome,) = outcomes(told)
    assert outcome.verdict == verdict
    assert bool(list(trials_came(told))) == (verdict in {"more", "less"})
    assert bool(list(trials_unknown(told))) == (verdict not in {"more", "less"})
    assert bool(list(trials_decide(told))) == (verdict in {"unclear", "doubtful"})


def test_the_figure_shows_both_courses_and_says_the_effect_with_its_bounds():
    (panel,) = lift.panels(desk(*trial(30.0, 10.0, 50.0)))
    assert "+30\u00a0contacts a week" in panel.title
    assert "10\u201350\u00a0contacts" in panel.title
    assert "Without it" in panel.drawings[0].wide
    assert panel.table.rows[0][-1] == "under 0.001"
    assert panel.finding.number == "+30"


def test_channels_stand_beside_the_whole_so_that_a_move_is_seen():
    figures = [
        *trial(30.0, 10.0, 50.0),
        *trial(70.0, 60.0, 80.0, channel="chat"),
        *trial(-40.0, -60.0, -20.0, channel="phone"),
    ]
    (panel,) = lift.panels(desk(*figures))
    assert [row[0] for row in panel.table.rows] == ["All of it", "chat", "phone"]
    assert len(panel.drawings) == 2
    assert "only moved" in panel.note


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_refused_effect_gives_its_reason_and_no_number(language):
    (panel,) = lift.panels(desk(REFUSED, language=language))
    assert "2 périodes avant et 9 après" in panel.title
    assert panel.drawings == ()
    assert panel.table is None
    assert panel.finding is None


def market(name, relative, power):
    yield figure("pilot.relative", relative, unit="%", market=name)
    yield figure("pilot.smallest", 12.0, market=name)
    yield figure("pilot.power", power, unit="%", market=name)
    yield figure("pilot.controls", "Metz, Nice, Lens", unit="text", market=name)


def pilots(power):
    yield figure("pilot.hoped", 5.0, unit="%")
    yield figure("pilot.periods", 8, unit="periods")
    yield figure("pilot.before", 25, unit="periods")
    yield from market("Lyon", 4.2, power)
    yield from market("Metz", 9.0, 30.0)


@pytest.mark.parametrize(
    ("power", "title", "line"),
    [(91.0, "in Lyon shows effects from 4.2% on", "Try it in Lyon first"),
     (60.0, "is not enough for 5%", "Lyon, the first choice, could not show")],
)  # fmt: skip
def test_a_trial_to_come_is_advised_only_where_it_could_show_what_is_hoped_for(power, title, line):
    told = desk(*pilots(power))
    (panel,) = pilot.panels(told)
    assert title in panel.title
    assert "the last 25 periods of this past" in panel.note
    assert panel.table.rows[0] == ("Lyon", "Metz, Nice, Lens", "4.2%", f"{power:.0f}%")
    assert [line in row.sentence for row in trials_decide(told)] == [True]


def test_no_trial_to_come_without_a_past():
    refused = figure("pilot.relative", None, reason="3 markets with 8 periods: give four")
    (panel,) = pilot.panels(desk(figure("pilot.hoped", 5.0, unit="%"), refused))
    assert "3 markets with 8 periods" in panel.title
    assert panel.table is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_whole_report_says_what_trials_cannot(language):
    figures = [*trial(30.0, 10.0, 50.0), *pilots(91.0)]
    document = of_measure(story(*figures, language=language))
    names = {limit.name for limit in document.limits}
    assert len(names & {"Effects", "Trials to come", "Les effets", "Les essais à venir"}) == 2
    assert "figure-lift-1" in {line.anchor for part in document.board.parts for line in part.lines}


def test_markets_in_which_nothing_was_counted_say_so_and_are_not_drawn():
    void = [figure("pilot.relative", None, unit="%", market=name, reason="zero") for name in "ab"]
    (panel,) = pilot.panels(desk(figure("pilot.hoped", 5.0, unit="%"), *void))
    assert "nothing was counted in any market" in panel.title
    assert panel.drawings == ()
