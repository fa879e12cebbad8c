"""The chapter of answers: curves, delays by account, macros, and what cannot be known."""

from __future__ import annotations

import re

import polars as pl
import pytest

from parvis.present import svg
from parvis.present.charts.canvas import NARROW, WIDE
from parvis.present.charts.waiting import curves
from parvis.present.panels import answers, delays, macros
from tests.analyse.building import mentions
from tests.present.test_panels import desk, figure

GRID = (1, 60, 1440, 10080)
SHARES = {"Cévenol": (0.0, 12.0, 41.3, 88.0), "Rapido": (1.0, 30.0, 70.0, 90.0)}


def curve(brand, shares, half=2000.0):
    rows = [figure("answers.openings", 300, brand=brand)]
    reason = None if half else "fewer than half"
    rows.append(figure("answers.half", half, low=half and 900.0, reason=reason, brand=brand))
    for minutes, share in zip(GRID, shares, strict=True):
        bounds = {"low": max(share - 3, 0.0), "high": share + 3}
        rows.append(figure("answers.share", share, **bounds, brand=brand, minutes=minutes))
        rows.append(figure("answers.at_risk", 300 - minutes // 60, brand=brand, minutes=minutes))
    return rows


def market(p=0.001, language="en"):
    rows = [row for brand, shares in SHARES.items() for row in curve(brand, shares)]
    apart = figure("answers.apart", p, brand="Cévenol", other="Rapido")
    return answers.panel(desk(*rows, apart, language=language))


def test_the_share_answered_in_a_day_is_told_with_the_rivals():
    told = market()
    assert told.title == "Cévenol answers 41% within 24 hours, Rapido 70%"
    assert told.finding.number == "41%"
    assert "(38\u201344%) are answered within 24 hours" in told.finding.sentence
    assert told.anchor == "figure-answers"


def test_who_answers_sooner_is_told_only_beyond_chance():
    assert market().note.startswith("Cévenol answers later than Rapido")
    assert market(p=0.4).note.startswith("Chance alone may explain")


def test_the_table_says_who_still_waits():
    row = market().table.rows[0]
    assert row[:2] == ("Cévenol", "300")
    assert row[3] == "41% (38\u201344%)"
    assert row[5:7] == ("276", "132")


def test_a_median_that_was_not_reached_is_said():
    told = answers.panel(desk(*curve("Cévenol", SHARES["Cévenol"], half=None)))
    assert "half never have an answer" in told.finding.sentence
    assert told.table.rows[0][-1] == "not reached"
    assert "88% within a week" in told.title


def test_french_is_french():
    assert market(language="fr").title == (
        "Cévenol répond à 41\u202f% des conversations en 24 heures, Rapido à 70\u202f%"
    )


def test_a_curve_that_cannot_be_known_says_why():
    row = figure("answers.openings", None, reason="no answer was collected", brand="Cévenol")
    told = answers.panel(desk(row))
    assert told.reason == "No answer was collected."
    assert (told.drawings, told.finding) == ((), None)


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_curves_that_end_together_have_names_that_can_be_read(canvas):
    rows = [
        {"name": name, "colour": colour, "minutes": minutes, "share": share}
        | {"low": share - 1, "high": share + 1}
        for name, colour, last in (("Free", "#1F4E8C", 81.0), ("SFR", "#C08A1E", 80.0))
        for minutes, share in ((1, 2.0), (60, 30.0), (1440, last))
    ]
    picture = svg.inline(
        curves(pl.DataFrame(rows), canvas, ticks={60: "1 h"}, shares={50: "50%"}), "en"
    )
    heights = {
        name: float(re.search(rf"translate\([-\d.]+,([-\d.]+)\)[^>]*>{name}<", picture)[1])
        for name in ("Free", "SFR")
    }
    assert heights["SFR"] - heights["Free"] >= 16
    assert "var(--brand-1)" in picture
    assert ">1 h<" in picture


def repeated():
    frame = mentions(
        *(
            {"id": f"x:{n}", "own_brand": "Cévenol", "reply_to": "x:0", "author": "cevenol_trains"}
            | {"text": "Bonjour, écrivez-nous en privé", "duplicate_group": "x:1"}
            for n in range(1, 5)
        ),
        {"own_brand": "Cévenol", "reply_to": "x:0", "text": "Le train de 8 h part à 9 h."},
    )
    rows = [
        figure("answers.macros", 80.0, brand="Cévenol"),
        figure("answers.written", 5, brand="Cévenol"),
        figure("answers.macro", 4, brand="Cévenol", rank=1, macro="x:1"),
    ]
    return frame, rows


def test_macros_are_told_and_read():
    frame, rows = repeated()
    at = desk(*rows)
    at = type(at).of(type(at.story)(**{**slots(at.story), "mentions": frame}))
    told = macros.panel(at)
    assert told.title == (
        "80% of the answers of Cévenol are made of macros; the most repeated one went out 4 times"
    )
    assert [row.quote.text for row in told.repeated] == ["Bonjour, écrivez-nous en privé"]
    assert [quote.text for quote in told.quotes] == ["Le train de 8 h part à 9 h."]


def slots(story):
    return {name: getattr(story, name) for name in story.__dataclass_fields__}


def test_no_answer_has_no_macros():
    assert macros.panel(desk()).title == "No answer of a brand\u2019s accounts was collected"


def test_answers_are_told_of_the_own_brand_first():
    values = {"median": 93.0, "p75": 250.0, "p90": 680.0}
    rows = [
        figure(f"answers.first_minutes.{name}", value * scale, **by)
        for brand, account, scale in (("Rapido", "rapido_fr", 0.1), ("Cévenol", "cev", 1.0))
        for by in ({"brand": brand}, {"brand": brand, "account": account})
        for name, value in values.items()
    ]
    rows += [
        figure(key, value, **by)
        for brand, account in (("Rapido", "rapido_fr"), ("Cévenol", "cev"))
        for by in ({"brand": brand}, {"brand": brand, "account": account})
        for key, value in (
            ("answers.within_24h", 63.2),
            ("answers.customer_posts", 1056),
            ("answers.answered", 700),
        )
    ]
    told = delays.panel(desk(*rows))
    assert told.title.startswith("Cévenol: half of the answers come within 1\xa0h\xa033\xa0min")
    assert [row[0] for row in told.table.rows] == ["@cev", "@rapido_fr"]


def test_a_brand_that_answers_nobody_is_told_so():
    rows = [
        figure("answers.customer_posts", 42, brand="Cévenol"),
        figure("answers.answered", 0, brand="Cévenol"),
        figure("answers.first_minutes.median", None, reason="no answer", brand="Cévenol"),
    ]
    told = delays.panel(desk(*rows))
    assert told.title == "Cévenol answered none of the 42 posts addressed to it"
    assert told.table.rows[0][:4] == ("@cevenol_trains", "Cévenol", "42", "0")


def test_unknown_answers_are_a_reason_and_not_a_zero():
    row = figure("answers.within_24h", None, reason="no reply id points here", brand="Cévenol")
    told = delays.panel(desk(row))
    assert told.reason == "No reply id points here."
    assert told.drawings == ()
