"""The way of an analyst: listen, look, correct, take away."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.hub.browser.looking import sideways
from tests.hub.browser.touring import languages

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", languages("fr"))]

TUTORIAL = "analyst"
SAID = ("Volcan : panne d'ascenseur, encore", "La panne du Volcan est finie, merci !")


def test_the_tutorial_of_an_analyst(tour, comes, language):
    listen_to_a_folder(comes(language), f"exports-{language}")
    walker = tour.walker
    walker.sign_in_as("analyst")
    write_with_a_mistake(tour)
    have_it_serve(tour)
    arrive(tour, f"exports-{language}")
    walker.follow("See its dashboard")
    narrow(tour)
    before = shares(tour)
    dashboard = walker.page.url
    correct(tour)
    walker.go(dashboard)
    assert shares(tour) != before
    compare(tour)
    assert undescribed(walker.page) == []
    assert sideways(walker.page) + walker.faults == []
    assert tour.strays() == []


def listen_to_a_folder(owner, name):
    """Have Volcan listen to files, as only an owner of the organisation may."""
    owner.sign_in_as_owner()
    owner.go(f"/listening/units/{owner.hub.filled['units']['volcan']}/sources/add/")
    owner.follow("Files put into a folder of the hub")
    owner.fill(name=name, settings=f'path = "{name}"\nevery = 2\n')
    owner.press("Next: for what")
    owner.page.locator("main [name=objective]").select_option(index=1)
    owner.press("Activate")


def write_with_a_mistake(tour):
    """Write a perimeter whose bracket is open, and mend it."""
    walker = tour.walker
    walker.follow("Listening", within="nav")
    walker.follow("Add a perimeter")
    walker.fill(name="Volcan, pannes")
    query = walker.page.locator("#id_query")
    query.press_sequentially("volcan AND (panne OR ascenseur")
    walker.page.locator("#said .fault-at").wait_for()
    tour.picture("mistake")
    query.press_sequentially(")")
    walker.page.locator("#said .fault-at").wait_for(state="detached")
    walker.page.locator("#tried .quotes mark").first.wait_for()
    tour.picture("mended", at=".query-field")
    walker.press("Next: for what")


def have_it_serve(tour):
    """Activate it: for nothing, which is refused, and for an objective."""
    walker = tour.walker
    assert not walker.reads("optional")
    walker.press("Activate")
    assert walker.page.locator("main .fault, main .alarm").first.is_visible()
    tour.picture("gate")
    walker.page.locator("main [name=objective]").select_option(index=1)
    walker.press("Activate")


def arrive(tour, folder):
    """Have an export come, and wait until its mentions are on the page."""
    walker = tour.walker
    now = dt.datetime.now(dt.UTC)
    lines = [("id", "text", "author", "published_at", "medium")]
    lines += [
        (f"{folder}-{at}", said, f"guest{at}", now.isoformat(), "review")
        for at, said in enumerate(SAID)
    ]
    body = io.StringIO()
    csv.writer(body).writerows(lines)
    into = walker.hub.home / "files" / folder
    into.mkdir(parents=True, exist_ok=True)
    (into / "today.csv").write_text(body.getvalue(), "utf-8")
    came = walker.page.locator(".quotes", has_text=SAID[0])
    came.wait_for(timeout=180_000)
    tour.picture("arriving")


def narrow(tour):
    walker = tour.walker
    walker.open("Medium")
    walker.page.locator("[name=medium][value=review]").check()
    walker.press("Show")
    assert "medium=review" in walker.page.url
    tour.picture("dashboard")


def shares(tour):
    """The shares of tonality as the dashboard's table has them."""
    page = tour.walker.page
    page.locator("#tone table").wait_for(timeout=60_000, state="attached")
    return [cell.text_content() for cell in page.locator("#tone tbody td").all()]


def correct(tour):
    """Open a cell of the matrix, and say of a mention that it is positive."""
    walker = tour.walker
    walker.open("Read the mentions behind each number", within="#matrix")
    cell = walker.page.locator("#matrix .cells a").first
    told = int(re.sub(r"\D", "", cell.locator("b").inner_text()))
    with walker.page.expect_navigation():
        cell.click()
    assert told == walker.page.locator(".mentions > li").count()
    walker.open("Correct")
    tour.picture("correct", at=".mentions")
    walker.choose(walker.page.locator("button[value='tonality=positive']").first)
    assert walker.reads("Corrected: the figures go by it from now on.")


def compare(tour):
    """Take a figure away, and find in the files what is on the screen."""
    walker = tour.walker
    page = walker.page
    page.locator("#matrix table").wait_for(state="attached")
    rows = [
        row.locator("th, td").all_text_contents() for row in page.locator("#matrix tbody tr").all()
    ]
    shown = sorted(int(re.sub(r"\D", "", row[-1])) for row in rows)
    walker.open("Take away", within="#matrix")
    tour.picture("take", at="#matrix table")
    lines = csv.DictReader(io.StringIO(taken(walker, "CSV").decode("utf-8-sig")))
    assert shown == sorted(int(float(row["value"])) for row in lines if row["key"] == "matrix")
    book = openpyxl.load_workbook(io.BytesIO(taken(walker, "XLSX")))
    lines = book.worksheets[1].iter_rows(min_row=2, values_only=True)
    assert shown == sorted(int(row[2]) for row in lines if row[0] == "matrix")


def undescribed(page):
    """Figures with a chart that has no words, or no table."""
    expect(page.locator("main section .loading")).to_have_count(0, timeout=60_000)
    drawn = page.locator(".figure", has=page.locator(".chart"))
    assert drawn.count() > 2
    return [
        one.locator("h3").first.inner_text()
        for one in drawn.all()
        if not one.locator("table").count()
        or one.locator(".chart:not([aria-label]), .chart[aria-label='']").count()
    ]


def taken(walker, kind):
    with walker.page.expect_download() as found:
        walker.page.locator("#matrix .take a", has_text=kind).click()
    return found.value.path().read_bytes()
