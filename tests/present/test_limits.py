"""What a study cannot say: each limit that applies, and none that does not."""

from __future__ import annotations

import dataclasses

import polars as pl
import pytest

from parvis.present.desk import Desk
from parvis.present.limits import limits
from tests.present.told import story


def said(told) -> dict[str, str]:
    return {limit.name: limit.sentence for limit in limits(Desk.of(told))}


def with_value(told, key, value, reason=None):
    figures = tuple(
        dataclasses.replace(row, value=value, reason=reason) if row.key == key else row
        for row in told.figures
    )
    return dataclasses.replace(told, figures=figures)


def test_the_perimeter_is_the_first_limit_of_every_study():
    assert limits(Desk.of(story("en")))[0].name == "The perimeter"


@pytest.mark.parametrize(
    ("key", "name", "one"),
    [
        ("mentions.undated", "Undated", "1 counted mention has no usable date"),
        ("mentions.rehashed", "Damaged ids", "1 mention came with an id"),
        ("rows.rejected", "Unreadable rows", "1 row could not be read"),
    ],
)
def test_a_count_is_told_in_its_number_and_not_at_all_when_nothing(key, name, one):
    assert said(with_value(story("en"), key, 1))[name].startswith(one)
    assert name not in said(with_value(story("en"), key, 0))


def test_unknown_answers_are_told_with_the_reason():
    told = with_value(story("en"), "answers.within_24h", None, "no reply id points into the file")
    assert "no reply id points into the file." in said(told)["Answers"]
    assert "Answers" not in said(story("en"))


def test_the_reader_tells_its_score_in_each_language():
    sentence = said(story("en"))["The reader"]
    assert "macro-F1 is 0.61 in French (870 posts) and 0.63 in English (12,284 posts)" in sentence


def test_the_reader_tells_only_of_languages_that_are_spoken():
    told = story("en")
    spanish = dataclasses.replace(told.reader.scores[0], language="es")
    reader = dataclasses.replace(told.reader, scores=(spanish, *told.reader.scores))
    assert "Spanish" not in said(dataclasses.replace(told, reader=reader))["The reader"]


def test_languages_in_which_nobody_measured_the_reader_are_told():
    told = story("en")
    scores = tuple(score for score in told.reader.scores if score.language != "en")
    told = dataclasses.replace(told, reader=dataclasses.replace(told.reader, scores=scores))
    assert "English" in said(told)["Languages"]
    assert "Languages" not in said(story("en"))


@pytest.mark.parametrize(
    ("confidence", "name"),
    [("zone assumed", "Time zones"), ("order assumed", "Dates"), ("day", "Hours")],
)
def test_times_completed_by_a_guess_are_told(confidence, name):
    told = story("en")
    guessed = told.mentions.with_columns(time_confidence=pl.lit(confidence))
    assert name in said(dataclasses.replace(told, mentions=guessed))
    assert name not in said(told)


def test_a_kpi_that_no_figure_measures_is_told():
    assert "“Followers of the account”" in said(story("en"))["The objective"]


def test_unknown_authors_are_told():
    told = with_value(story("en"), "mentions.authors", None, "the sources name no author")
    assert "the sources name no author." in said(told)["Authors"]


def test_what_a_source_had_guessed_is_told_under_its_name():
    assert said(story("en"))["export_octobre.csv"].startswith("Times carry no zone")
