"""A file is dropped, a column of it chosen otherwise, it is taken, and its days are seen."""

from __future__ import annotations

import pytest

from tests.hub.browser.looking import faults_of

pytestmark = pytest.mark.browser

CSV = (
    "Date;Pseudo;Message;Réponse\n"
    "2026-05-03 10:00;anna;Panne au Volcan <img src=x onerror=alert(1)>;Nous regardons\n"
    "2026-05-03 11:00;ben;Merci;De rien, revenez vite\n"
    "2026-05-06 10:00;zoé;=1+1;À bientôt\n"
    "2026-05-07 10:00;une;colonne;de;trop\n"
)
DROP = """([text]) => {
    const given = new DataTransfer();
    given.items.add(new File([text], "réponses.csv", {type: "text/csv"}));
    const event = new DragEvent("drop", {dataTransfer: given, bubbles: true, cancelable: true});
    document.querySelector("[data-drop]").dispatchEvent(event);
}"""
READ, TAKEN = 120_000, 400_000
"""Milliseconds, of a worker with other work, and of a listener that has yet to compile all."""


def seen(walker):
    walker.page.locator("form.columns").wait_for(timeout=READ)
    return walker.page.locator("table.rows tbody tr").first.inner_text()


def test_a_file_is_dropped_corrected_taken_and_seen_by_day(comes):
    walker = comes("fr")
    walker.sign_in_as_owner()
    walker.go(f"/listening/perimeters/{walker.hub.filled['to_activate']}/activate/")
    walker.page.locator("[name=objective]").select_option(index=1)
    walker.press("Activate")
    walker.go(f"/listening/units/{walker.hub.filled['units']['lyon']}/import/")
    walker.page.evaluate(DROP, [CSV])
    assert "Panne au Volcan <img" in seen(walker)
    walker.page.locator("[name=c-text]").select_option("Réponse")
    walker.press("Preview again")
    walker.page.locator("td.said", has_text="Nous regardons").wait_for(timeout=READ)
    assert "5" in walker.page.locator("table", has_text="5 fields, the header has 4").inner_text()
    assert faults_of(walker.page, "fr") == []

    walker.fill(name="Le formulaire")
    walker.page.locator("[name=objective]").select_option(index=1)
    with walker.page.expect_navigation():
        walker.page.locator("form[action$='/take/'] button").click()
    walker.page.locator(".days rect").first.wait_for(timeout=TAKEN)
    told = walker.page.locator("main").inner_text()
    assert walker.words("Rows of the file") in told
    assert walker.page.locator(".facts.sum dd").all_inner_texts()[:3] == ["4", "3", "0"]
    assert walker.page.locator(".days rect").count() == 2
    assert faults_of(walker.page, "fr") == []
    assert walker.faults == []
