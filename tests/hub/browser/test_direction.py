"""The way of a head of communication: an objective, whether it is met, a page for the board."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.hub.browser.looking import sideways
from tests.hub.browser.touring import languages

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", languages("fr"))]

TUTORIAL = "direction"


def test_the_tutorial_of_a_head_of_communication(tour, language):
    walker = tour.walker
    walker.sign_in_as("manager")
    state(tour, {"fr": "On répond mieux aux clients", "en": "Guests are answered better"}[language])
    stand(tour)
    compare(tour)
    have_it_sent(tour, f"Volcan, {language}")
    assert sideways(walker.page) + walker.faults == []
    assert tour.strays() == []


def state(tour, statement):
    """State an objective, choose a KPI with its target, and have it live."""
    walker = tour.walker
    walker.follow("Objectives", within="nav")
    walker.follow("State an objective")
    walker.fill(statement=statement, family="care", why="Ils attendent une réponse")
    walker.press("Next: choose KPIs")
    walker.page.locator("main input[name=keys]").first.check()
    tour.picture("kpis")
    walker.press("Next: set targets")
    due = dt.date.today() + dt.timedelta(200)  # noqa: DTZ011 - as people read the calendar
    for name, value in {"baseline": "60", "target": "80", "due": due.isoformat()}.items():
        walker.page.locator(f"main [name$={name}]").fill(value)
    walker.press("Save")
    walker.press("Activate")
    assert walker.reads("It is live: things may be activated that serve it.")


def stand(tour):
    """Look whether an objective is met for which figures were entered."""
    walker = tour.walker
    walker.follow("Objectives", within="nav")
    walker.choose(walker.page.locator("main a", has_text="More questions are solved at once").first)
    assert walker.page.locator(".kpi svg").count()
    tour.picture("objective")


def compare(tour):
    """See the share of voice of the perimeters that serve it."""
    walker = tour.walker
    walker.follow("Explore", within="nav")
    walker.choose(
        walker.page.locator("main h2 a", has_text="More questions are solved at once").first
    )
    walker.page.locator("#voice .chart").wait_for(timeout=60_000)
    tour.picture("voice", at="#voice")
    with walker.page.expect_download() as found:
        walker.open("Take away")
        walker.page.locator(".acts .take a", has_text="PDF").first.click()
    assert found.value.path().read_bytes().startswith(b"%PDF")


def have_it_sent(tour, name):
    walker = tour.walker
    walker.follow("Send it by mail")
    walker.fill(name=name, every="month")
    walker.press("Save")
    tour.picture("report")
