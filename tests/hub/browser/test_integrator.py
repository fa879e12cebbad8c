"""The way of an integrator: a key, figures by the API, a webhook, open data."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tests.hub.browser.looking import sideways
from tests.hub.browser.touring import languages

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", languages("fr"))]

TUTORIAL = "integrator"


def test_the_tutorial_of_an_integrator(tour, language):
    walker = tour.walker
    walker.sign_in_as("manager")
    key = make_a_key(tour, f"Volcan, {language}")
    ask(tour, key)
    tell_another_program(tour, f"Volcan, {language}")
    assert sideways(walker.page) + walker.faults == []
    assert tour.strays() == []


def make_a_key(tour, name):
    """Make a key that reads Volcan, and return it."""
    walker = tour.walker
    walker.choose(walker.page.locator("a[href='/me/']").first)
    walker.follow("Create and remove")
    walker.fill(name=name, unit=str(walker.hub.filled["units"]["volcan"]))
    walker.press("Create")
    tour.picture("key")
    return walker.page.locator("#key").input_value()


def ask(tour, key):
    """Find on the screen what the API tells, and publish what tells of nobody."""
    walker = tour.walker
    walker.follow("Explore", within="nav")
    walker.choose(walker.page.get_by_role("link", name="Volcan", exact=True))
    walker.page.locator("#matrix table").wait_for(timeout=60_000, state="attached")
    cells = walker.page.locator("#matrix tbody td.number").all_text_contents()
    path = walker.page.url.partition("/explore")[2].partition("?")[0]
    address = f"{walker.hub.address}/api/v1{path}figures/matrix"
    answer = walker.page.request.get(address, headers={"Authorization": f"Bearer {key}"})
    told = [round(one["value"]) for one in answer.json()["figures"] if one["key"] == "matrix"]
    assert sorted(told) == sorted(int(re.sub(r"\D", "", cell)) for cell in cells)
    walker.open("Open data")
    menu = walker.page.locator(".take[open] ul")
    assert menu.bounding_box()["x"] >= walker.page.locator("main").bounding_box()["x"]
    tour.picture("open-data")
    with walker.page.expect_download() as found:
        walker.page.locator(".take[open] a").first.click()
    names = zipfile.ZipFile(io.BytesIO(found.value.path().read_bytes())).namelist()
    assert any(name.endswith(".csv") for name in names)


def tell_another_program(tour, name):
    """Have an address be told of what fires."""
    walker = tour.walker
    walker.follow("Organisation", within="nav")
    walker.choose(walker.page.locator("main").get_by_role("link", name="Volcan", exact=True).first)
    walker.follow("Webhooks")
    walker.fill(name=name, url="https://hooks.example.org/parvis")
    walker.press("Add")
    tour.picture("webhook")
    assert walker.page.locator("#secret").input_value().startswith("whsec_")
