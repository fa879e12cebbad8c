"""Answering in a study: shares with their intervals, and what was not collected is not zero."""

from __future__ import annotations

import pytest

from parvis.study.figures.answering import TIMES, answering
from tests.analyse.building import mentions
from tests.analyse.test_threads import asked, said
from tests.study.test_positions import read

ACCOUNTS = {"bel": "Bel", "ada": "Ada", "cid": "Cid"}


def talk(brand="bel", delay=30, waiting=5, answered=15, start=0):
    rows = []
    for number in range(answered + waiting):
        post = f"x:{brand}{start + number}"
        author = f"{brand}-{number}"
        rows.append(asked(number, id=post, author=author, mentions=[brand]))
        if number >= waiting:
            answer = {"id": f"{post}a", "reply_to": post, "own_brand": brand.title()}
            rows.append(said(number + delay, author=brand, **answer))
    return rows


def found(*rows):
    figures = list(answering(read(mentions(*rows), accounts=ACCOUNTS)))
    return {(f.key, *f.by.values()): f for f in figures}


def test_the_share_answered_never_falls_and_lies_within_its_interval():
    figures = found(*talk(), *talk("ada", delay=200))
    shares = [figures.get(("answers.share", "Bel", minutes)) for minutes in TIMES]
    told = [figure for figure in shares if figure]
    assert all(figure.low <= figure.value <= figure.high for figure in told)
    values = [figure.value for figure in told]
    assert values == sorted(values)
    assert values[-1] == pytest.approx(75.0)
    assert figures["answers.openings", "Bel"].value == 20


def test_a_slower_brand_is_told_apart():
    figures = found(*talk(delay=2), *talk("ada", delay=20))
    assert figures["answers.apart", "Ada", "Bel"].value < 0.001
    assert figures["answers.half", "Bel"].value < figures["answers.half", "Ada"].value


def test_answers_that_were_not_collected_are_unknown_not_zero():
    silent = [asked(3, mentions=["cid"]), said(9, author="cid", own_brand="Cid")]
    figures = found(*talk(), *silent)
    figure = figures["answers.openings", "Cid"]
    assert figure.value is None
    assert "not collected" in figure.reason
    assert figures["answers.openings", "Ada"].reason
    assert not any(key[0] == "answers.apart" for key in figures)


def test_half_that_is_never_reached_has_a_reason():
    figures = found(*talk(answered=4, waiting=16))
    assert figures["answers.half", "Bel"].value is None
    assert "fewer than half" in figures["answers.half", "Bel"].reason
