"""What is wrong with a page as a browser shows it, wide and narrow, by day and by night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

COLOURS = ["color-contrast"]
LOOKS = {
    "fr": ((1440, "light", None), (360, "dark", COLOURS)),
    "en": ((360, "light", None), (1440, "dark", COLOURS)),
}
"""Between the languages every width by every scheme; by all rules once, since those that are not of
colours look at the same elements whatever the scheme."""

RUN = """async rules => {
    const only = rules ? {runOnly: rules} : {};
    const found = await axe.run({resultTypes: ["violations"], elementRef: false, ...only});
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
    found = []
    for width, scheme, rules in LOOKS[language]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.evaluate(OPEN)
        said = page.evaluate(RUN, rules) + (page.evaluate(BEYOND) if width == 360 else [])
        found += [f"{page.url} {width} {scheme} {one}" for one in said]
    return found
