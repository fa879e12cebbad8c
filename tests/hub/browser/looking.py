"""What is wrong with a page as a browser shows it, wide and narrow, by day and by night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

LOOKS = {"fr": (360, "light"), "en": (1440, "dark")}
"""Between the languages each width and each scheme, by all rules."""

RUN = """async () => {
    const found = await axe.run({resultTypes: ["violations"], elementRef: false});
    return found.violations.flatMap(one => one.nodes.slice(0, 3).map(
        node => `${one.id}: ${node.target} ${node.failureSummary}`));
}"""
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"
BEYOND = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.body.querySelectorAll("*")]
        .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".frame"))
        .slice(0, 5).map(one => `sideways: ${one.outerHTML.slice(0, 120)}`)"""


def sideways(page: Page) -> list[str]:
    """What scrolls sideways on a telephone, with all that is folded open."""
    page.set_viewport_size({"width": 360, "height": 900})
    page.evaluate(OPEN)
    return page.evaluate(BEYOND)


def faults_of(page: Page, language: str) -> list[str]:
    """What axe says of it, and what scrolls sideways on a telephone."""
    page.evaluate(AXE_SCRIPT)
    width, scheme = LOOKS[language]
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.evaluate(OPEN)
    said = page.evaluate(RUN) + page.evaluate(BEYOND)
    return [f"{page.url} {width} {scheme} {one}" for one in said]
