"""The vocabulary gap: two lists that face each other, of words that chance does not explain."""

from __future__ import annotations

import dataclasses

import polars as pl
import pytest

from parvis.present.charts.canvas import NARROW, WIDE
from parvis.present.charts.facing import facing
from parvis.present.desk import Desk
from parvis.present.panels import vocabulary
from tests.analyse.building import mentions
from tests.present import spoken
from tests.present.test_panels import desk, figure
from tests.present.told import story


def told(language="en", **options):
    return vocabulary.panel(desk(*spoken.vocabulary(**options), language=language))


def only(*terms):
    return {term: spoken.TERMS[term] for term in terms}


def test_the_title_sets_both_sides_against_each_other_surest_first():
    title = told().title
    assert title == (
        "Cévenol says “messagerie privée” and “perturbation”; "
        "its public says “retard” and “wagon bondé”"
    )


def test_the_first_page_says_how_many_say_the_surest_word():
    finding = told(language="fr").finding
    assert finding.number == "41\u202f%"
    assert finding.sentence == (
        "des personnes qui parlent de Cévenol disent «\xa0retard\xa0», et 3\u202f% de ses propres "
        "textes. Cévenol dit «\xa0messagerie privée\xa0» et «\xa0perturbation\xa0»."
    )


@pytest.mark.parametrize(
    ("terms", "title", "number"),
    [
        (only("retard"), "Its public says “retard”; no word belongs to Cévenol alone", "41%"),
        (only("perturbation"),
         "Cévenol says “perturbation”; no word belongs to its public alone", "30%"),
    ],
)  # fmt: skip
def test_one_side_alone_is_told_alone(terms, title, number):
    panel = told(terms=terms)
    assert (panel.title, panel.finding.number) == (title, number)


def test_where_chance_explains_all_nothing_is_drawn_and_the_table_stays():
    panel = told(terms=only("quai"))
    assert panel.title == "Cévenol and its public use the same words, as far as can be told"
    assert panel.drawings == ()
    assert panel.finding is None
    assert [row[0] for row in panel.table.rows] == ["quai"]


def test_a_word_whose_interval_holds_zero_is_not_told():
    unsure = {"retard": (0.5, 2.0, 0.01, 3.0, 41.0)}
    assert told(terms=unsure).drawings == ()


def test_too_few_texts_are_a_reason():
    why = figure("vocabulary.language", None, reason="too few texts", brand="Cévenol")
    panel = vocabulary.panel(desk(why))
    assert panel.reason == "Too few texts."


def test_each_word_has_its_example_around_it_and_its_mention_opens():
    text = "bla " * 90 + "encore un retard de dix minutes chez @lou " + "bla " * 60
    said = mentions({"text": text, "author": "ann", "language": "fr", "brands": ["Cévenol"]})
    figures = tuple(spoken.vocabulary("x:1"))
    panel = vocabulary.panel(
        Desk.of(dataclasses.replace(story("en"), figures=figures, mentions=said, network=None))
    )
    example = panel.table.rows[0][2]
    assert "encore un retard de dix minutes" in example
    assert "@lou" not in example
    assert len(panel.quotes) == 1


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_bars_grow_away_from_the_middle_in_proportion_and_stay_within(canvas):
    row = {"colour": "#1F4E8C", "text": "9%"}
    rows = [
        row | {"side": "left", "name": "incident", "value": 40.0},
        row | {"side": "left", "name": "canal", "value": 20.0},
        row | {"side": "right", "name": "panne", "value": 10.0},
    ]
    spec = facing(pl.DataFrame(rows), canvas, heads={"left": "You", "right": "They"}).to_dict()
    bars = spec["datasets"][spec["layer"][1]["data"]["name"]]
    reach = [bar["end"] - bar["begin"] for bar in bars]
    assert reach[0] == pytest.approx(2 * reach[1]) == pytest.approx(-4 * reach[2])
    assert all(0 <= bar["end"] <= canvas.width for bar in bars)
    assert bars[0]["begin"] < canvas.width / 2 < bars[2]["begin"]
