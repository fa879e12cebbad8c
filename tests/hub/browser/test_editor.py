"""A perimeter is written with a mistake, which shows as one writes; it is mended, and kept."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", ["fr", "en"])]


def colours(walker):
    """The query as it shows in colours, and the pieces that are at fault."""
    layer = walker.page.locator("#colours")
    return layer.text_content(), layer.locator(".fault").all_text_contents()


def test_a_mistake_shows_where_it_is_and_goes_when_it_is_mended(comes, language):
    walker = comes(language)
    walker.sign_in_as_owner()
    walker.go(f"/listening/units/{walker.hub.filled['units']['volcan']}/perimeters/add/")
    query = walker.page.locator("#id_query")
    walker.fill(name=f"Volcan {language}")
    query.press_sequentially('volcan AND ("en panne')
    assert colours(walker)[0] == query.input_value()  # at once, whatever the server takes
    fault = walker.page.locator("#said .fault-at")
    fault.wait_for()
    assert fault.locator("mark").inner_text().startswith('"')
    assert colours(walker) == (query.input_value(), ['"'])

    query.press_sequentially('")')
    fault.wait_for(state="detached")
    walker.page.wait_for_function("document.querySelectorAll('#colours .phrase').length === 1")
    assert colours(walker) == ('volcan AND ("en panne")', [])
    walker.press("Next: for what")
    assert "/activate/" in walker.page.url
    walker.press("Activate")  # for nothing: the gate lets it not pass
    assert walker.page.locator(".fault, .message.alarm").first.is_visible()
    assert walker.faults == []


def test_it_is_written_by_keyboard_alone(comes, language):
    walker = comes(language, width=360)
    walker.sign_in_as_owner()
    walker.go(f"/listening/units/{walker.hub.filled['units']['volcan']}/perimeters/add/")
    walker.page.locator("#id_name").focus()
    walker.page.keyboard.type(f"Clavier {language}")
    walker.page.keyboard.press("Tab")
    walker.page.keyboard.type("volcan OR lave")
    for _ in range(2):  # over whose it is, to the first button
        walker.page.keyboard.press("Tab")
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    assert "/activate/" in walker.page.url
