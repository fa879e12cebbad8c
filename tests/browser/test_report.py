"""The report in a real browser: readable by all, on a telephone and on paper, asking nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.present.told import page_of, story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

AXE = {"resultTypes": ["violations"]}
ALIKE = ".quotes li:nth-child(n+3), .repeated li:nth-child(n+3), tbody tr:nth-child(n+4)"
PRUNE = f"document.querySelectorAll('{ALIKE}').forEach(one => one.remove())"
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
WIDTHS, SCHEMES, LANGUAGES = (360, 1440), ("light", "dark"), ("fr", "en")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    written = {language: folder / f"{language}.html" for language in LANGUAGES}
    for language, path in written.items():
        path.write_text(page_of(story(language, is_hostile=True)), encoding="utf-8")
    return written


@pytest.fixture
def show(chromium: Browser, pages: dict[str, Path]) -> Iterator[Callable[..., Page]]:
    opened = []

    def shown(language: str = "fr", width: int = 1440, **options: object) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": 800}, **options)
        opened.append(page)
        page.goto(pages[language].as_uri())
        return page

    yield shown
    for page in opened:
        page.close()


@pytest.mark.parametrize(("language", "scheme"), zip(LANGUAGES, SCHEMES, strict=True))
@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_accessible_to_all(show, language, width, scheme):
    page = show(language, width, color_scheme=scheme)
    page.evaluate(OPEN_ALL)
    page.evaluate(PRUNE)  # axe takes seconds over a hundred quotes of one make
    found = Axe().run(page, context={"exclude": [[".chart svg"]]}, options=AXE)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [360, 759, 760, 1000, 1440])
def test_it_never_scrolls_sideways_even_with_every_detail_open(show, width):
    page = show(width=width)
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "shown"), [(360, "narrow"), (1440, "wide")])
def test_one_picture_of_the_two_is_shown(show, width, shown):
    page = show(width=width)
    hidden = {"narrow": "wide", "wide": "narrow"}[shown]
    assert page.locator(f".chart .{shown}").first.is_visible()
    assert not page.locator(f".chart .{hidden}").first.is_visible()


def test_on_paper_the_wide_picture_is_shown(show):
    page = show(width=640)
    page.emulate_media(media="print")
    assert page.locator(".chart .wide").first.is_visible()
    assert not page.locator("nav").first.is_visible()


def test_no_table_is_wider_than_the_paper(show):
    page = show(width=680)  # A4 less its margins
    page.emulate_media(media="print")
    beyond = page.evaluate(
        "[...document.querySelectorAll('td, th')]"
        ".filter(cell => cell.getBoundingClientRect().right > innerWidth + 1)"
        ".map(cell => cell.textContent)"
    )
    assert beyond == []


def test_a_dark_screen_prints_on_white_in_the_light_colours(show):
    page = show(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    blue = "getComputedStyle(document.documentElement).getPropertyValue('--brand-1')"
    assert page.evaluate(blue).strip() == "#1F4E8C"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def test_words_of_the_narrow_pictures_stay_inside_the_page(show):
    page = show(width=360)
    beyond = page.evaluate(
        """[...document.querySelectorAll('.narrow svg text')]
            .map(one => [one.textContent, one.getBoundingClientRect()])
            .filter(([_, box]) => box.right > 360.5 || box.left < -0.5)
            .map(([text, _]) => text)"""
    )
    assert beyond == []


def test_the_keyboard_opens_the_mentions_behind_a_figure(show):
    page = show()
    summary = page.locator("#figure-voice .behind > summary")
    assert not page.locator("#figure-voice blockquote").first.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("#figure-voice blockquote").first.is_visible()


def test_the_first_tab_skips_to_the_findings(show):
    page = show("en")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#found", timeout=5000)


def test_the_dark_theme_recolours_the_charts(show):
    fill = "getComputedStyle(document.querySelector('#figure-voice svg path[fill]')).fill"
    light = show(color_scheme="light").evaluate(fill)
    assert light != show(color_scheme="dark").evaluate(fill)


def test_it_is_complete_without_javascript(show):
    page = show("en", java_script_enabled=False)
    assert page.locator(".findings li").count() >= 5
    assert page.locator("#figure-tone svg").first.is_visible()


def test_it_asks_nothing_of_any_network_and_breaks_no_policy(chromium, pages):
    page = chromium.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(pages["fr"].as_uri())
    page.evaluate(OPEN_ALL)
    page.wait_for_timeout(200)
    page.close()
    assert asked == [pages["fr"].as_uri()]
    assert said == []


def test_hostile_words_run_nothing(show):
    page = show()
    page.evaluate(OPEN_ALL)
    assert page.locator("script").count() == 1  # ours, by its hash
    assert page.locator("[onmouseover]").count() == 0
