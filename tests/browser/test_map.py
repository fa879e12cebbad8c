"""The map of the network in a real browser: searched, walked, brought nearer, and whole without."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_report import AXE, LANGUAGES, SCHEMES
from tests.present.told import page_of, story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MAP = "#figure-network .wide svg.map"
WIDTHS = (360, 1440)
SHOWN = {360: ".narrow", 1440: ".wide"}
BOXES = """(names) => [...document.querySelectorAll(names)]
    .filter(one => getComputedStyle(one).visibility === "visible")
    .map(one => [one.textContent, one.getBoundingClientRect().toJSON()])"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("maps")
    written = {language: folder / f"{language}.html" for language in LANGUAGES}
    for language, path in written.items():
        path.write_text(page_of(story(language)), encoding="utf-8")
    return written


@pytest.fixture
def show(chromium: Browser, pages: dict[str, Path]) -> Iterator[Callable[..., Page]]:
    opened = []

    def shown(language: str = "en", width: int = 1440, **options: object) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": 900}, **options)
        opened.append(page)
        page.goto(pages[language].as_uri())
        return page

    yield shown
    for page in opened:
        page.close()


def said(page: Page) -> str:
    return page.locator("#figure-network output").inner_text()


def view(page: Page) -> list[float]:
    return [float(each) for each in page.locator(MAP).get_attribute("viewBox").split()]


@pytest.mark.parametrize(("language", "scheme"), zip(LANGUAGES, SCHEMES, strict=True))
@pytest.mark.parametrize("width", WIDTHS)
def test_the_map_and_its_tools_are_accessible(show, language, width, scheme):
    page = show(language, width, color_scheme=scheme)
    found = Axe().run(page, context={"include": [["#figure-network"]]}, options=AXE)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_covers_another(show, width):
    boxes = show(width=width).evaluate(BOXES, f"#figure-network {SHOWN[width]} svg.map text")
    assert len(boxes) >= 5
    for (one, a), (other, b) in combinations(boxes, 2):
        apart = (
            a["right"] <= b["left"] + 1
            or b["right"] <= a["left"] + 1
            or a["bottom"] <= b["top"] + 3
            or b["bottom"] <= a["top"] + 3
        )
        assert apart, (one, other)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_first_hub_has_its_name_and_every_name_is_in_the_frame(show, width):
    page = show(width=width)
    frame = page.locator(f"#figure-network {SHOWN[width]} svg.map").bounding_box()
    boxes = page.evaluate(BOXES, f"#figure-network {SHOWN[width]} svg.map text")
    assert all(box["left"] >= frame["x"] - 1 for _, box in boxes)
    assert all(box["right"] <= frame["x"] + frame["width"] + 1 for _, box in boxes)
    keys = page.locator("#figure-network .keys b").all_inner_texts()
    named = {name for name, _ in boxes}
    assert {key.split(" · ")[0] for key in keys} <= named


def test_pointing_at_a_mark_says_who_it_is_and_shows_whom_they_are_tied_to(show):
    page = show()
    hint = said(page)
    page.locator(f"{MAP} .who").first.hover()
    assert said(page) != hint
    assert said(page) == page.locator(f"{MAP} .who title").first.text_content()
    lit = page.locator(f"{MAP} .who.on").count()
    assert 1 < lit < page.locator(f"{MAP} .who").count()
    page.mouse.move(5, 5)
    assert said(page) == hint
    assert page.locator(f"{MAP}.picked").count() == 0


def test_a_search_finds_by_name_and_by_word_and_says_how_many(show):
    page = show()
    name = page.locator(f"{MAP} text.first").first.text_content()
    page.get_by_role("searchbox").fill(name.upper())
    found = page.locator(f"{MAP} .who.on").count()
    assert found >= 1
    assert said(page) == f"{found} on the map"
    page.get_by_role("searchbox").fill("no such account")
    assert said(page) == "Nobody on the map"
    page.get_by_role("searchbox").fill("")
    assert page.locator(f"{MAP}.picked").count() == 0


def test_the_buttons_bring_it_nearer_and_back(show):
    page = show()
    whole = view(page)
    page.get_by_role("button", name="Come nearer").click()
    assert view(page)[2] == pytest.approx(whole[2] / 1.5)
    page.get_by_role("button", name="Come nearer").click()
    page.get_by_role("button", name="Go back").click()
    assert whole[2] / 2 < view(page)[2] < whole[2] / 1.4
    page.get_by_role("button", name="Whole map").click()
    assert view(page) == whole


def test_nearer_there_is_room_for_more_names_of_the_same_size(show):
    page = show()
    before = page.evaluate(BOXES, f"{MAP} text")
    for _ in range(2):
        page.get_by_role("button", name="Come nearer").click()
    after = page.evaluate(BOXES, f"{MAP} text")
    assert len(after) >= len(before)
    heights = {round(box["height"]) for _, box in (*before, *after)}
    assert max(heights) - min(heights) <= 1


def test_the_map_is_walked_by_the_keyboard_alone(show):
    page = show()
    page.get_by_role("button", name="Whole map").focus()
    page.keyboard.press("Tab")
    hint, heard = said(page), []
    for key in ("Home", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        heard.append(said(page))
    assert hint not in heard
    assert len(set(heard)) >= 3
    page.keyboard.press("+")
    assert view(page)[2] < 800
    page.keyboard.press("0")
    assert view(page)[2] == 800
    page.keyboard.press("Escape")
    assert said(page) == hint


def test_it_is_dragged_when_it_is_near(show):
    page = show()
    page.get_by_role("button", name="Come nearer").click()
    page.locator(MAP).scroll_into_view_if_needed()
    box, before = page.locator(MAP).bounding_box(), view(page)
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 150, steps=4)
    page.mouse.up()
    assert view(page)[0] > before[0] + 30
    assert view(page)[1] > before[1] + 15


def test_without_a_script_it_is_a_picture_with_a_legend_and_a_table(show):
    page = show(java_script_enabled=False)
    assert page.locator(MAP).is_visible()
    assert page.locator("#figure-network .chart[role=img]").is_visible()
    assert not page.locator("#figure-network .tools").is_visible()
    assert page.locator("#figure-network .keys li").count() >= 2
    assert page.locator(f"{MAP} .who title").count() > 10


def test_on_paper_it_is_whole_and_has_no_tools(show):
    page = show()
    page.get_by_role("button", name="Come nearer").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert view(page)[2] == 800
    assert not page.locator("#figure-network .tools").is_visible()
    assert page.locator(MAP).is_visible()


def test_private_persons_are_nowhere_named(show):
    """Only those who are drawn with a name are; all other authors of the map are someone."""
    told = story("en")
    page = show()
    named = {name.removeprefix("@") for name in page.locator(f"{MAP} text").all_text_contents()}
    others = set(told.network.authors["author"]) - named
    assert others
    words = " ".join(page.locator(f"{MAP} .who title").all_text_contents())
    assert not [author for author in others if f"@{author} " in words or f"@{author}," in words]
