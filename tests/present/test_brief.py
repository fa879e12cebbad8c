"""The decision brief says what to do, why, and what would change it, in both languages."""

from __future__ import annotations

import dataclasses
import datetime as dt
import string

import pytest

from parvis.figures import Figure
from parvis.present.brief import OPENED_BY, brief
from parvis.present.desk import Desk
from parvis.present.panels import chapters
from parvis.present.story import Choice, Kpi
from parvis.present.wording import catalogue
from parvis.study.brief import QUESTIONS, SUPPORTS
from tests.present.told import page_of, story

OWN = Figure(key="answers.within_24h", value=66.2, unit="%", definition="Answered.")
BEST = dataclasses.replace(OWN, value=87.4)
POSTS = Figure(key="answers.customer_posts", value=1443, unit="mentions", definition="Posts.")
COMPLAINTS = dataclasses.replace(POSTS, value=300)
EXPECTED = dataclasses.replace(POSTS, value=210.4)
ANSWER = Choice(
    name="answer_more",
    question="act",
    support="told",
    is_recommended=True,
    evidence={"own": OWN, "best": BEST, "posts": POSTS},
    about={"brand": "Cévenol", "rival": "<b>Rapido</b>"},
)
MEND = Choice(
    name="mend",
    question="act",
    support="hinted",
    is_recommended=False,
    evidence={"complaints": COMPLAINTS, "expected": EXPECTED},
    about={"brand": "Cévenol"},
)


def told(language="en", *choices, **changes):
    return dataclasses.replace(story(language), choices=choices, **changes)


def brief_of(study):
    desk = Desk.of(study)
    shown = [numbered for chapter in chapters(desk) for numbered in chapter.panels]
    return brief(desk, shown)


def test_what_is_recommended_comes_with_its_evidence_and_the_figure_that_opens_it():
    act = brief_of(told("en", ANSWER, MEND)).answers[0]
    assert act.question == "Where to act"
    assert act.chosen.what == "Answer more of the people who call on Cévenol within a day"
    assert "66% of the 1,443 posts" in act.chosen.why
    assert "87%" in act.chosen.why
    assert act.chosen.anchor == "figure-answers"
    assert act.chosen.link.startswith("Figure\u00a0")
    assert [line.support for line in act.others] == ["Chance may explain it"]


def test_a_question_without_evidence_says_so_and_what_would_give_it():
    answers = brief_of(told("fr", ANSWER)).answers
    assert [answer.chosen is None for answer in answers] == [False, True, True]
    assert all(answer.none for answer in answers)
    assert "Ce qui le dirait" in answers[1].none


def test_an_option_whose_figure_the_report_does_not_show_opens_nothing():
    vocabulary = dataclasses.replace(
        MEND,
        name="say",
        evidence={"people": OWN, "texts": OWN},
        about={"term": "box", "brand": "Cévenol"},
    )
    panels = [(place, panel) for place, panel in [] if panel]
    line = brief(Desk.of(told("en", vocabulary)), panels).answers[0].others[0]
    assert (line.anchor, line.link) == (None, "")


@pytest.mark.parametrize(("target", "said"), [(60.0, "is met"), (85.0, "for a target of 85%")])
def test_carrying_on_is_told_from_the_kpis_that_the_study_measures(target, said):
    study = story("en")
    share = next(figure for figure in study.figures if figure.key == "answers.within_24h")
    known = dataclasses.replace(share, value=70.0)
    kpi = Kpi(
        name="Answered in a day",
        baseline=50,
        target=target,
        unit="%",
        date=dt.date(2027, 1, 31),
        figure="answers.within_24h",
        by=known.by,
    )
    asked = dataclasses.replace(study.objective, kpis=(kpi,))
    (line,) = brief_of(told("en", objective=asked, figures=(known, *study.figures))).carry_on
    assert "Answered in a day: 70% today" in line
    assert said in line


def test_an_empty_study_has_nothing_to_decide():
    assert brief_of(told("en", figures=())) is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_holds_the_brief_and_escapes_its_names(language):
    page = page_of(told(language, ANSWER, MEND))
    assert 'id="brief"' in page
    assert "<b>Rapido</b>" not in page
    assert "&lt;b&gt;Rapido" in page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_option_has_its_words_with_the_same_fields_in_both_languages(language):
    words, other = catalogue(language), catalogue("en")
    for option in OPENED_BY:
        for part in ("what", "why", "turn"):
            key = f"brief.{option}.{part}"
            assert fields(words[key]) == fields(other[key])
    assert all(f"brief.question.{question}" in words for question in QUESTIONS)
    assert all(f"brief.none.{question}" in words for question in QUESTIONS)
    assert all(f"brief.support.{support}" in words for support in SUPPORTS)


def fields(form):
    return {name for _, name, _, _ in string.Formatter().parse(form) if name}
