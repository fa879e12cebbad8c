"""Every page there is, in both languages: accessible, within its width, within its origin, silent.

The pages are those of the router, so that a new one is looked at too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hub.browser.looking import faults_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.hub.browser.served import Hub

pytestmark = pytest.mark.browser

FEWEST = {"owner": 45, "guarded": 8, "nobody": 4}
"""How many pages each sees at least: fewer were a test that looks at nothing."""
LOUD = ("error", "warning")
NO_PAGES = (".csv", "/download/")


@pytest.fixture
def tab(chromium, hub, language, who):
    """A page of somebody who is signed in, or of nobody."""
    context = chromium.new_context(locale=language, reduced_motion="reduce")
    if who != "nobody":
        value = hub.filled["people"][language][f"{who}_session"]
        context.add_cookies([{"name": "sessionid", "value": value, "url": hub.address}])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("who", FEWEST)
def test_nothing_is_wrong_with_any_page(tab, hub, language, who):
    asked, said = [], []
    tab.on("request", lambda one: asked.append(one.url))
    tab.on("console", lambda one: said.append(one) if one.type in LOUD else None)
    tab.on("pageerror", lambda one: wrong.append(str(one)))
    shown, refused, wrong = set(), {hub.address + "/favicon.ico"}, []
    for address in addresses(hub, who):
        if not is_a_page(tab, hub.address + address):
            refused.add(hub.address + address)
        elif tab.url not in shown:
            shown.add(tab.url)
            assert tab.locator("html").get_attribute("lang") == language
            wrong += faults_of(tab, language)
    wrong += [f"{one.location}: {one.text}" for one in said if one.location["url"] not in refused]
    assert wrong == [], "\n".join(wrong)
    assert [url for url in asked if not url.startswith((hub.address + "/", "data:"))] == []
    assert len(shown) >= FEWEST[who], shown


def addresses(hub: Hub, who: str) -> list[str]:
    found = hub.filled["addresses" if who == "owner" else "signing_in"]
    return [one for one in found if not one.endswith(NO_PAGES) and not one.startswith("/api/")]


def is_a_page(page: Page, url: str) -> bool:
    """Whether an address answers a whole page to a GET."""
    answer = page.goto(url)
    assert answer is not None
    assert answer.status < 500, url
    return answer.ok and page.evaluate("document.doctype !== null")
