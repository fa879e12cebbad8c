"""What engagement and channels brought, as the report and the brief for a board tell it."""

from __future__ import annotations

import re

import pytest

from parvis.present import html
from parvis.present.measured import of_measure
from parvis.present.measured.board import board
from parvis.present.measured.credited import MODELS
from parvis.present.measured.document import places
from parvis.present.measured.panels import attribution, chapters, engagement
from tests.present.measured.made import desk, figure, story


def hour(action, value, low=None, high=None, reason=None):
    by = {"action": action}
    return (
        figure("roe", value, unit="EUR/hour", low=low, high=high, reason=reason, **by),
        figure("roe.value", 900.0, unit="EUR", **by),
        figure("roe.hours", None if reason else 10.0, unit="hours", **by),
        figure("roe.people", 50, unit="people", **by),
    )


HOURS = (
    *hour("help", 90.0, 70.0, 110.0),
    *hour("quiz", 12.5, 8.0, 20.0),
    *hour("walls", None, reason="no hours were logged on it"),
    figure("roe.value", 2000.0, unit="EUR"),
    figure("roe.before", 300.0, unit="EUR"),
)
CREDITS = {
    "video": (60.0, 10.0, 40.0, 35.0, 45.0),
    "chat": (30.0, 80.0, 50.0, 55.0, 45.0),
    "none": (10.0, 10.0, 10.0, 10.0, 10.0),
}


def credited(table=CREDITS, sales=100.0):
    return (
        *(
            figure("attribution.credit", value, unit="EUR", channel=channel, model=model)
            for channel, row in table.items()
            for model, value in zip(MODELS, row, strict=True)
        ),
        figure("attribution.sales", sales, unit="EUR"),
        *(figure("attribution.error", 40.0, unit="%", model=model) for model in MODELS),
    )


def lines(told, question):
    brief = board(told, places(chapters(told)))
    return [
        line.sentence for part in brief.parts if part.question == question for line in part.lines
    ]


@pytest.mark.parametrize(
    ("language", "says"), [("en", "is not chance"), ("fr", "pas dû au hasard")]
)
def test_the_title_says_which_hour_brings_most_and_whether_chance_could(language, says):
    (panel,) = engagement.panels(desk(*HOURS, language=language))
    assert "help" in panel.title
    assert says in panel.title
    assert len(panel.drawings) == 1


def test_intervals_that_meet_are_not_told_apart():
    told = desk(*hour("help", 90.0, 10.0, 110.0), *hour("quiz", 12.5, 8.0, 20.0))
    (panel,) = engagement.panels(told)
    assert "chance could explain" in panel.title
    assert not [line for line in lines(told, "decide") if "Move hours" in line]


def test_an_action_without_hours_stands_in_the_table_with_the_reason():
    (panel,) = engagement.panels(desk(*HOURS))
    assert panel.table.rows[-1][:3] == ("walls", "\u2014", "no hours were logged on it")
    assert panel.table.rows[1][-2:] == ("12.50\u00a0€", "8\u00a0€ to 20\u00a0€")
    assert "300\u00a0€ count for no action" in panel.note


def test_the_board_is_told_the_best_hour_and_asked_to_move_hours():
    told = desk(*HOURS)
    assert any("An hour of “help” brings 90\u00a0€" in line for line in lines(told, "came"))
    assert any("Move hours from “quiz”" in line for line in lines(told, "decide"))


def test_every_model_stands_beside_the_others_and_adds_up_to_the_cent():
    (panel,) = attribution.panels(desk(*credited()))
    assert [row[0] for row in panel.table.rows] == ["chat", "video", "No contact", "All sales"]
    assert panel.table.rows[-1][2:] == ("100.00\u00a0€",) * len(MODELS)
    assert "chat: 30% to 80%" in panel.drawings[0].words
    for head in ("First contact", "Markov"):
        assert head in panel.drawings[0].wide
    assert "40% (last contact)" in panel.note


def test_a_channel_over_which_models_part_is_to_be_tried_before_its_budget_moves():
    told = desk(*credited())
    (panel,) = attribution.panels(told)
    assert (
        panel.title
        == "“chat” is credited with 30\u00a0€ to 80\u00a0€ of sales, depending on the model"
    )
    assert any("“chat”" in line for line in lines(told, "unknown"))
    assert any("without “chat”" in line for line in lines(told, "decide"))


def test_models_that_agree_ask_for_nothing():
    told = desk(
        *credited({"video": (52.0, 50.0, 51.0, 51.0, 50.0), "chat": (48.0, 50.0, 49, 49, 50)})
    )
    (panel,) = attribution.panels(told)
    assert "agree closely" in panel.title
    assert not [line for line in lines(told, "decide") if "models credit" in line]


def test_sales_without_any_contact_are_said_so_and_not_drawn():
    (panel,) = attribution.panels(desk(*credited({"none": (100.0,) * 5})))
    assert panel.title == "No order had a contact on its way: all sales are credited to none"
    assert panel.drawings == ()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_measure_does_not_call_itself_a_study_nor_speak_of_mentions(language):
    page = html.render(of_measure(story(*HOURS, *credited(), language=language)))
    said = re.sub(r"<style>.*?</style>|<svg.*?</svg>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert "Parvis" in said
    assert not re.findall(r".*(?:study|studies|mention|étude).*", said, flags=re.IGNORECASE)


def test_limits_and_words_come_with_the_figures_that_need_them():
    bare, full = of_measure(story()), of_measure(story(*HOURS, *credited()))
    names = {limit.name for limit in full.limits} - {limit.name for limit in bare.limits}
    assert names == {"Return on engagement", "Attribution", "Totals"}
    glossary = [term.name for section in full.method for term in section.terms]
    assert {"Return on engagement", "Attribution"} <= set(glossary)
