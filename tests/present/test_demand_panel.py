"""The figure of demands: what is asked most, by how many, and a trend only where it can be told."""

from __future__ import annotations

import pytest

from parvis.present.panels import demand
from tests.present import spoken
from tests.present.test_panels import desk


def told(language="en", **options):
    return demand.panel(desk(*spoken.demands(**options), language=language))


def test_the_title_says_what_is_asked_most():
    assert told().title == (
        "What people ask of Cévenol most: “wifi à bord”, “billet unique” and “quai couvert”"
    )


def test_the_first_page_says_how_many_ask_and_for_what_most():
    finding = told(language="fr").finding
    assert finding.number == "41"
    assert finding.sentence == (
        "personnes demandent à Cévenol d\u2019offrir, d\u2019ajouter ou de changer quelque chose, "
        "surtout «\xa0wifi à bord\xa0» (14 personnes)."
    )


def test_a_trend_is_told_where_chance_does_not_explain_it():
    assert told().note.endswith("More people than before ask for “wifi à bord”.")
    assert [row[1] for row in told().table.rows] == ["more than before", "not told", "not told"]
    falling = {"wifi à bord": (14, 0.01, 0.2)}
    assert told(wishes=falling).note.endswith("Fewer people than before ask for “wifi à bord”.")


def test_where_chance_explains_all_it_says_that_none_can_be_told():
    sure_of_nothing = {"wifi à bord": (14, 0.4, 3.2)}
    assert "Of none can it be told" in told(wishes=sure_of_nothing).note


@pytest.mark.parametrize(
    ("asking", "title"),
    [
        (3, "No two people ask Cévenol for the same thing"),
        (0, "Nobody asks Cévenol for anything, as far as is found"),
    ],
)
def test_demands_of_one_alone_are_counted_and_not_named(asking, title):
    panel = told(wishes={}, asking=asking)
    assert panel.title == title
    assert (panel.drawings, panel.table, panel.finding) == ((), None, None)


def test_the_brand_most_is_asked_of_is_told_where_none_is_own():
    figures = [*spoken.demands(brand="Rapido", asking=3), *spoken.demands(brand="Val-Express")]
    assert "Val-Express" in demand.panel(desk(*figures)).title


def test_the_own_brand_comes_first_though_more_is_asked_of_another():
    figures = [*spoken.demands(brand="Rapido", asking=90), *spoken.demands()]
    assert "Cévenol" in demand.panel(desk(*figures)).title


def test_no_figure_is_a_reason():
    assert demand.panel(desk()).reason
