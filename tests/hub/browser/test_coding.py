"""Two people code a sample by keys, decide where they differ, and the dashboard goes by it."""

from __future__ import annotations

import pytest

from tests.hub.browser.looking import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", ["fr", "en"])]

MENTIONS = 6
ALPHA = "\N{GREEK SMALL LETTER ALPHA} ="


def draw(walker, name):
    """Write a codebook and have a sample drawn by its pages for both owners; return its path."""
    walker.go(f"/units/{walker.hub.filled['units']['volcan']}/codebooks/add/")
    walker.fill(name=name)
    walker.press("Save")
    book = walker.page.url.rstrip("/").rpartition("/")[2]
    walker.go(f"/coding/perimeters/{walker.hub.filled['few']}/draw/?codebook={book}")
    walker.fill(size=str(MENTIONS))
    for owner in ("Owner en", "Owner fr"):
        walker.page.get_by_label(owner).check()
    walker.press("Draw the sample")
    return walker.page.url.removeprefix(walker.hub.address)


def code(walker, sample, digits):
    """Code a sample by digits and Enter alone; the faults of the page of a mention are told."""
    walker.go(sample)
    walker.follow("Code the mentions")
    found = faults_of(walker.page, walker.language)
    for digit in digits:
        walker.page.keyboard.press(digit)
        with walker.page.expect_navigation():
            walker.page.keyboard.press("Enter")
    return found


def test_two_code_alone_one_decides_and_the_share_moves(comes, language):
    first, second = comes(language), comes("en" if language == "fr" else "fr")
    for one in (first, second):
        one.sign_in_as_owner()
    sample = draw(first, f"Book {language}")
    wrong = code(first, sample, "123123")
    assert ALPHA not in first.page.inner_text("main")
    code(second, sample, "123122")
    assert ALPHA in second.page.inner_text("main")

    first.go(sample)
    wrong += faults_of(first.page, language)
    first.follow("Side by side")
    wrong += faults_of(first.page, language)
    first.page.locator("main [name=value]").first.check()
    first.fill(reason="Il se plaint")
    first.press("Decide")
    assert first.reads("decided together")
    first.go(sample)
    first.press("Put the shares right")
    assert first.reads("From now on it puts the shares of the dashboards right.")
    first.go(f"/explore/perimeters/{first.hub.filled['few']}/")
    told = first.page.locator("#tone .note").first
    told.wait_for(timeout=60_000)  # the first picture of a process takes its time
    assert str(MENTIONS) in told.inner_text()
    assert wrong + first.faults + second.faults == []
