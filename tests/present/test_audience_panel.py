"""The figures of the audience: hours in words and with intervals, places, sites, interests."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.present.charts.canvas import NARROW, WIDE
from parvis.present.charts.week import week
from parvis.present.panels import audience, interests, places
from tests.present.test_panels import desk, figure

HOUR = figure("audience.when", 9, weekday=2, hour=19)
WEEKS = figure("audience.weeks", 6)


def window(times, hours, *, width=0.4, **by):
    low, high = times - width, times + width
    return figure("audience.window", times, low=low, high=high, hours=hours, **by)


def test_the_surest_hours_are_told_in_words_with_their_interval():
    shown = desk(
        HOUR, WEEKS, window(1.2, "18\u201321"), window(2.4, "18\u201321", weekday=2),
        window(3.0, "9\u201312", width=2.5, weekday=5), window(1.6, "12\u201315", weekday=1),
    )  # fmt: skip
    told = audience.panel(shown)
    assert (
        told.title == "Tuesday from 18:00 to 21:00: 2.4 times as many people as in an average hour"
    )
    assert told.finding.number == "\u00d7\u202f2.4"
    assert "as in an average hour (2\u20132.8)." in told.finding.sentence
    assert "Then come Monday from 12:00 to 15:00" in told.finding.sentence
    assert "Friday" not in told.finding.sentence
    assert told.table.rows[0] == ("Friday", "09:00\u201312:00", "3", "0.5\u20135.5")
    assert "6 complete weeks" in told.note


def test_hours_that_are_strong_every_day_are_told_once():
    shown = desk(
        HOUR, WEEKS, window(1.9, "18\u201321", width=0.2), window(2.4, "18\u201321", weekday=2),
        language="fr",
    )  # fmt: skip
    told = audience.panel(shown)
    assert told.title.startswith("On parle surtout de 18\xa0h à 21\xa0h, quel que soit le jour")
    assert "mardi" not in told.finding.sentence
    assert told.table.rows[1][0] == "Tous les jours"


def test_hours_that_chance_explains_are_no_finding():
    told = audience.panel(desk(HOUR, WEEKS, window(1.3, "18\u201321", weekday=2)))
    assert told.title == "No hours of the week stand out beyond chance"
    assert told.finding is None
    assert "Framed" not in told.subtitle


def test_too_few_weeks_tell_what_was_heard_and_no_more():
    few = figure("audience.window", None, reason="fewer than two complete weeks are known")
    told = audience.panel(desk(HOUR, figure("audience.weeks", 1), few))
    assert told.title.startswith("Most people were heard on Tuesday at 19:00; too few weeks")
    assert told.finding is None
    assert told.table.rows == (("Tuesday", "19:00", "9"),)


def test_the_first_page_also_says_what_else_people_speak_of():
    shown = desk(
        HOUR,
        WEEKS,
        window(2.4, "18\u201321", weekday=2),
        *people("interest", 9, kind="hashtag", interest="velo"),
        *people("interest", 8, kind="hashtag", interest="jeu"),
    )
    sentence = audience.panel(shown).finding.sentence
    assert sentence.endswith("Besides the brands, they speak most of #velo and #jeu.")


def people(what, count, share=None, width=4.0, **by):
    share = share or float(count)
    return [
        figure(f"audience.{what}", count, **by),
        figure(f"audience.{what}_share", share, low=share - width, high=share + width, **by),
    ]


def test_who_states_no_place_is_counted_beside_those_who_do():
    shown = desk(
        *people("place", 30, place="Lyon"), *people("place", 9, place="Nice"),
        figure("audience.placeless", 60), figure("audience.people", 100),
    )  # fmt: skip
    told = places.stated(shown)
    assert told.title == "Lyon is the place most people state: 30% of those who state one"
    assert told.note.startswith("60 of 100 people (60%) state no place")
    assert told.table.rows[0] == ("Lyon", "30", "30.0%", "26\u201334%")


def test_a_place_that_chance_may_have_put_first_does_not_stand_out():
    shown = desk(*people("place", 12, place="Lyon"), *people("place", 9, place="Nice"))
    assert places.stated(shown).title.startswith("No place stands out")


def test_sites_are_told_with_their_medium():
    shown = desk(
        *people("site", 80, medium="forum"), *people("site", 80, medium="forum", site="a.example"),
    )  # fmt: skip
    told = places.sites(shown)
    assert told.title == "A.example (forum) gathers 80% of the people"
    assert [row[0] for row in told.table.rows] == ["all of: forum", "a.example (forum)"]


def test_interests_say_what_is_never_shown():
    shown = desk(
        *people("interest", 30, kind="site", interest="blog.example"),
        *people("interest", 20, kind="hashtag", interest="velo"),
        *people("interest", 10, kind="topic", interest="billets"),
    )
    told = interests.panel(shown)
    assert told.title == "Besides the brands, they speak most of #velo and billets"
    assert len(told.drawings) == 2
    assert "no name that would tell of health" in told.note


@pytest.mark.parametrize(
    ("panel", "reason"),
    [
        (audience.panel, "There is no such figure here."),
        (places.stated, "No place is stated by five people or more."),
        (places.sites, "No address of a mention is known, or no site holds five people."),
        (
            interests.panel,
            "No hashtag, topic or site, other than the brands\u2019 own, is used by five people.",
        ),
    ],
)
def test_what_is_not_known_is_said_with_its_reason(panel, reason):
    assert panel(desk()).reason == reason


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_the_darkest_hour_is_the_fullest_and_frames_stand_around_their_hours(canvas):
    hours = [(day, hour) for day in range(1, 8) for hour in range(24)]
    cells = pl.DataFrame(hours, ["weekday", "hour"], orient="row").with_columns(
        people=pl.when(weekday=2, hour=19).then(9).otherwise(3)
    )
    frame = pl.DataFrame([{"weekday": 2, "hour": 18, "days": 1, "hours": 3}])
    names = {"days": ["d"] * 7, "hours": ["h"] * 24}
    spec = week(cells, frame, canvas, **names).to_dict()
    squares, frames = (spec["datasets"][spec["layer"][n]["data"]["name"]] for n in (0, 1))
    darkest = max(squares, key=lambda one: one["shade"])
    assert (darkest["weekday"], darkest["hour"]) == (2, 19)
    (around,) = frames
    assert around["x"] <= darkest["x"] < darkest["x2"] <= around["x2"] + 1e-9
    assert around["y"] <= darkest["y"] < darkest["y2"] <= around["y2"] + 1e-9
