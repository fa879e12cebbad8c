"""The way of a unit manager, from an invitation to an account that serves an objective."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.hub.browser.touring import languages
from tests.hub.browser.walking import code_of

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", languages("en"))]

TUTORIAL = "unit-manager"
PASSWORD = "trois clochers au loin"  # noqa: S105 - of people who are made up


def add_unit(walker, parent, name, kind="brand"):
    """Add a unit by the pages, and return the address of its own."""
    walker.go(f"/organisation/{walker.hub.filled['units'][parent]}/")
    walker.follow("Add a unit")
    walker.fill(name=name, kind=kind, code=name.lower().replace(" ", "-"))
    walker.press("Add")
    assert walker.reads("%(name)s is added.", name=name)
    return walker.page.url


def invite(walker, unit, email, role):
    """Invite somebody to the unit of an address, and return the link."""
    walker.go(unit)
    walker.follow("Invite somebody")
    walker.fill(email=email, role=role)
    walker.press("Create the link")
    return walker.page.locator("#link").input_value()


def come_in(walker, link, name):
    walker.go(link)
    walker.fill(name=name, password=PASSWORD)
    walker.press("Join")


def guard(walker):
    """Turn two-step sign-in on, and return the secret of the app."""
    walker.go("/me/")
    walker.follow("Authenticator app, passkeys, recovery codes")
    walker.page.locator("main a[href$='/totp/activate/']").click()
    walker.confirm(PASSWORD)
    secret = walker.page.locator("#authenticator_secret").input_value()
    walker.fill(code=code_of(secret))
    walker.press("Turn on")
    return secret


def test_the_tutorial_of_a_unit_manager(tour, comes, language):
    owner = comes(language)
    owner.sign_in_as_owner()
    unit = add_unit(owner, "organisation", f"Brise {language}")
    link = invite(owner, unit, f"sacha.{language}@example.org", "manager")

    sacha = tour.walker
    come_in(sacha, link, "Sacha Morel")
    assert sacha.page.locator("html").get_attribute("lang") == language
    tour.picture("home")
    secret = guard(sacha)
    sign_in_with_a_code(tour, f"sacha.{language}@example.org", secret)
    see_what_is_theirs(tour, unit, language)
    bring_lou(tour, comes, unit)
    open_an_account(tour, unit)
    again = comes(language)
    again.go(link)
    assert again.reads("This link was used, or its time is over. Ask for a new one.")
    assert sacha.faults == []
    assert tour.strays() == []


def sign_in_with_a_code(tour, email, secret):
    sacha = tour.walker
    sacha.sign_out()
    sacha.sign_in(email, PASSWORD)
    assert sacha.page.locator("main [name=code]").is_visible()
    tour.picture("code")
    sacha.fill(code=code_of(secret))
    sacha.press("Sign in")
    assert sacha.page.url == sacha.hub.address + "/"


def see_what_is_theirs(tour, unit, language):
    """Their own unit, and neither the name nor the page of any other."""
    sacha = tour.walker
    sibling = f"/organisation/{sacha.hub.filled['units']['volcan']}/"
    assert sacha.page.request.get(sacha.hub.address + sibling).status == 404
    sacha.go("/organisation/?q=vol")
    assert sacha.page.locator(".things .name").count() == 0
    sacha.follow("Organisation", within="nav")
    assert re.findall(r"Brise|Volcan|Orage", sacha.page.inner_text("main")) == ["Brise"]
    sacha.go(unit)
    assert sacha.page.locator("h1").inner_text() == f"Brise {language}"


def bring_lou(tour, comes, unit):
    """Invite somebody who answers beside them."""
    sacha = tour.walker
    sacha.follow("Invite somebody")
    sacha.fill(email=f"lou.{sacha.language}@example.org", role="agent")
    sacha.press("Create the link")
    tour.picture("link")
    come_in(comes(sacha.language), sacha.page.locator("#link").input_value(), "Lou Perrin")
    sacha.go(unit)


def open_an_account(tour, unit):
    """Nothing is live without a KPI, nor active without an objective."""
    sacha = tour.walker
    statement = {"fr": "On répond en une heure", "en": "Guests are answered within the hour"}
    objective = state_objective(sacha, unit, statement[sacha.language])
    sacha.press("Activate")
    assert sacha.reads("It has no KPI, so that nobody could tell whether it is met. Add one first.")
    choose_kpi(sacha)
    sacha.press("Activate")
    assert sacha.reads("It is live: things may be activated that serve it.")

    add_account(sacha, unit, f"@brise_{sacha.language}")
    sacha.press("Activate")
    assert not sacha.reads("It is active.")
    tour.picture("gate")
    have_it_serve(sacha)
    sacha.press("Activate")
    assert sacha.reads("It is active.")
    tour.picture("account")
    sacha.follow("Why do we have this account?")
    assert sacha.page.locator(f"main a[href='{objective}']").count()


def state_objective(walker, unit, statement):
    """State an objective, leave its KPIs for later, and return its path."""
    walker.go(unit)
    walker.follow("Objectives")
    walker.follow("State an objective")
    walker.fill(statement=statement, family="care", why="Ils attendent")
    walker.press("Next: choose KPIs")
    walker.follow("Later")
    return walker.page.url.removeprefix(walker.hub.address)


def choose_kpi(walker):
    """Choose the first KPI of the family, from 60 to 80 within 200 days."""
    walker.follow("Choose KPIs of the family")
    walker.page.locator("main input[name=keys]").first.check()
    walker.press("Next: set targets")
    due = dt.date.today() + dt.timedelta(200)  # noqa: DTZ011 - as people read the calendar
    for name, value in {"baseline": "60", "target": "80", "due": due.isoformat()}.items():
        walker.page.locator(f"main [name$={name}]").fill(value)
    walker.press("Save")


def add_account(walker, unit, handle):
    walker.go(unit)
    walker.follow("Accounts")
    walker.follow("Add an account")
    why = {"fr": "Nos clients y sont", "en": "Our guests are there"}[walker.language]
    walker.fill(network="mastodon", handle=handle, why=why)
    walker.press("Save")


def have_it_serve(walker):
    """Give the account what it lacks: a live objective, two people, and what shows the audience."""
    walker.follow("Edit")
    for name, index in {"objective": 1, "primary": 1, "backup": 2}.items():
        walker.page.locator(f"main [name={name}]").select_option(index=index)
    shown = {"fr": "Ils nous y écrivent chaque jour", "en": "They write to us every day"}
    walker.fill(audience=shown[walker.language])
    walker.press("Save")
