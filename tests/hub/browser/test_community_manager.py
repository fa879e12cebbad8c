"""The way of a community manager: be told once of what matters, and read what is behind it."""

from __future__ import annotations

import time

import pytest

from tests.hub.browser.looking import sideways
from tests.hub.browser.served import run
from tests.hub.browser.touring import languages

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", languages("en"))]

TUTORIAL = "community-manager"


def test_the_tutorial_of_a_community_manager(tour, language):
    walker, name = tour.walker, f"Volcan, {language}"
    walker.sign_in_as("manager")
    look_at_complaints(tour)
    set_an_alert(tour, name)
    feed = make_a_feed(tour)
    run("tests.hub.browser.rounds", walker.hub.variables)
    be_told(tour, name)
    assert sideways(walker.page) + walker.faults == []
    assert len(mails_of(walker, name)) == 1
    assert walker.page.request.get(feed).text().count(f"<title>{name}") == 1
    assert tour.strays() == []


def look_at_complaints(tour):
    walker = tour.walker
    walker.follow("Explore", within="nav")
    walker.choose(walker.page.get_by_role("link", name="Volcan", exact=True))
    walker.open("Tonality")
    walker.page.locator("[name=tonality][value=negative]").check()
    walker.press("Show")


def set_an_alert(tour, name):
    """Ask to be told when more than 50 of them are said in a month."""
    walker = tour.walker
    walker.follow("Set an alert")
    walker.fill(name=name, figure="mentions", condition="above", level="50", hours="744")
    tour.picture("alert")
    walker.press("Save")
    assert walker.reads("It has not fired yet.")
    assert {"fr": "(négative)", "en": "(negative)"}[walker.language] in walker.page.inner_text(
        "main"
    )


def make_a_feed(tour):
    """Make an address for a feed reader, and return it."""
    walker = tour.walker
    walker.follow("Alerts", within="nav")
    walker.follow("Feeds")
    walker.press("Create")
    tour.picture("feed")
    return walker.page.locator("#secret").input_value()


def be_told(tour, name):
    """See that it fired, once, whatever looks again; read what is behind it; mute it."""
    walker = tour.walker
    walker.follow("Alerts", within="nav")
    tour.picture("fired")
    walker.choose(walker.page.get_by_role("link", name=name, exact=True).first)
    fired = walker.page.locator("main table").first.locator("tbody tr")
    assert fired.count() == 1
    tour.picture("once")
    walker.press("Mute")
    walker.choose(walker.page.locator("main table").first.locator("a").first)
    assert "tonality=negative" in walker.page.url
    assert walker.page.locator(".mentions > li").count() > 40
    tour.picture("behind")


def mails_of(walker, name):
    """The mails that tell of an alert, once there is one."""
    for _ in range(600):
        found = [mail for mail in walker.hub.mails() if name in mail]
        if found:
            return found
        time.sleep(0.1)
    return []
