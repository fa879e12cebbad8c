"""Hostile mentions in every view and every file: none runs, nothing breaks."""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import Route, sync_playwright

from parvis.hub.explore import panels
from parvis.hub.explore.scopes import of_perimeter
from parvis.hub.listening.models import Perimeter
from tests.conftest import CHROMIUM, QUIET
from tests.hub.browser.looking import BEYOND
from tests.hub.explore import reading
from tests.hub.explore.hostile import ALL, FORMULAS, RUN
from tests.hub.explore.test_taking import taken

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.once

RUNS = re.compile("^[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


@pytest.fixture
def hostile(org, heard):
    """A perimeter with a hostile name that hears every hostile mention."""
    name = f'=1+1"><script>{RUN}</script>'[:120]
    perimeter = Perimeter.objects.create(unit=org.volcan, name=name, query="volcan")
    heard(
        [(one.text, (perimeter,)) for one in ALL], author=[one.author for one in ALL],
        title=[one.title for one in ALL], url=[one.url for one in ALL],
    )  # fmt: skip
    return perimeter


class Faults(HTMLParser):
    """What of a page would run, or be fetched from elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag in {"iframe", "object", "embed", "base", "style"} or (
            tag == "script" and "src" not in told
        ):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in told if name.startswith("on")]
        led = [value or "" for name, value in attrs if name in {"href", "src", "action", "hx-get"}]
        self.found += [
            one for one in led if re.match(r"\s*(?!https?:)[a-z]+:|//", one, re.IGNORECASE)
        ]


def views(perimeter):
    scope = of_perimeter(perimeter)
    yield reverse("explore"), {}
    yield reverse("explore_perimeter", args=[perimeter.pk]), {}
    yield reverse("explore_perimeter_mentions", args=[perimeter.pk]), {}
    yield reverse("explore_perimeter_mentions", args=[perimeter.pk]), {"q": f"<script>{RUN}"}
    for name in panels.kinds_of(scope):
        yield reverse("explore_perimeter_figure", args=[perimeter.pk, name]), {}


def test_no_view_has_anything_that_runs(org, hostile):
    client = org.client("analyst", "volcan")
    for address, told in views(hostile):
        answer = client.get(address, told)
        assert answer.status_code == 200, address
        assert Faults(answer.content.decode()).found == [], address
        assert b"\x00" not in answer.content


def test_every_mention_is_on_the_list_once(org, hostile):
    client, seen, before = org.client("analyst", "volcan"), 0, ""
    while before is not None:
        address = reverse("explore_perimeter_mentions", args=[hostile.pk])
        answer = client.get(address, {"before": before})
        assert Faults(answer.content.decode()).found == []
        found = answer.context["found"]
        seen, before = seen + len(found.rows), found.further or None
    assert seen == len(ALL)


@pytest.mark.browser
def test_nothing_runs_in_a_browser_and_nothing_breaks(org, hostile, live_server):
    if CHROMIUM is None:
        pytest.skip("no Chromium: apt-get install chromium, or put it on the PATH")
    client = org.client("analyst", "volcan")
    figures = {
        name: client.get(reverse("explore_perimeter_figure", args=[hostile.pk, name])).content
        for name in panels.kinds_of(of_perimeter(hostile))
    }
    addresses = [
        live_server.url + reverse(view, args=[hostile.pk])
        for view in ("explore_perimeter", "explore_perimeter_mentions")
    ]
    with ThreadPoolExecutor(1) as apart:  # Playwright's loop is of its thread, and Django's is not
        session = client.cookies["sessionid"].value
        watched = apart.submit(watch, addresses, session, figures).result()
    assert watched.ran == []
    assert watched.beyond == []
    assert [url for url in watched.asked if not url.startswith((live_server.url, "data:"))] == []
    assert watched.shown >= 10


def answering(body: bytes) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8")


@dataclass
class Watched:
    """What a browser did with pages."""

    ran: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)
    shown: int = 0


def watch(addresses: list[str], session: str, figures: dict[str, bytes]) -> Watched:
    """Open pages on a telephone that no policy protects, and everything on them.

    Figures are at hand: asked for at once, they would find SQLite in memory locked.
    """
    watched = Watched()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        size = {"width": 360, "height": 900}
        context = browser.new_context(locale="fr", viewport=size, bypass_csp=True)
        context.add_cookies([{"name": "sessionid", "value": session, "url": addresses[0]}])
        for name, body in figures.items():
            context.route(f"**/figures/{name}/?*", answering(body))
        page = context.new_page()
        page.on("dialog", lambda one: (watched.ran.append(one.message), one.dismiss()))
        page.on("console", lambda one: "RAN" in one.text and watched.ran.append(one.text))
        page.on("request", lambda one: watched.asked.append(one.url))
        for address in addresses:
            page.goto(address, wait_until="networkidle", timeout=120_000)
            page.wait_for_function("!document.querySelector('.loading')", timeout=120_000)
            page.evaluate(
                "document.querySelectorAll('details').forEach(one => { one.open = true })"
            )
            page.wait_for_timeout(300)
            watched.ran += ["window.ran"] if page.evaluate("window.ran") else []
            watched.beyond += page.evaluate(BEYOND)
            watched.shown += page.locator("article.figure, .mentions > li").count()
        browser.close()
    return watched


def file_of(org, perimeter, form, view="explore_perimeter_mentions_taken"):
    return reading.body(taken(org.client("analyst", "volcan"), perimeter, form, view))


@pytest.mark.parametrize("view", ["explore_perimeter_taken", "explore_perimeter_mentions_taken"])
def test_no_cell_of_a_csv_is_a_formula(org, hostile, view):
    rows = reading.csv_rows(file_of(org, hostile, "csv", view))
    cells = [(name, cell) for row in rows for name, cell in row.items() if cell]
    numbers = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
    assert [one for one in cells if RUNS.match(one[1]) and not numbers.fullmatch(one[1])] == []
    assert max(len(cell.encode("utf-16-le")) // 2 for _, cell in cells) <= 32_767
    assert not any("\x00" in cell or "\u202e" in cell for _, cell in cells)
    if "mentions" in view:
        assert len(rows) == len(ALL)
        assert sum(row["text"].startswith("'") for row in rows) >= len(FORMULAS) - 6


@pytest.mark.parametrize("view", ["explore_perimeter_taken", "explore_perimeter_mentions_taken"])
def test_no_cell_of_a_workbook_runs_or_leads_anywhere(org, hostile, view):
    body = file_of(org, hostile, "xlsx", view)
    assert reading.formulas(body) == []
    if "mentions" in view:
        assert len(reading.sheets(body)["Mentions"]) == len(ALL) + 1
    parts = zipfile.ZipFile(io.BytesIO(body)).namelist()
    assert not [name for name in parts if "externalLink" in name or "vba" in name.lower()]


def test_a_table_for_analysis_has_every_mention_whole(org, hostile):
    rows = reading.parquet_rows(file_of(org, hostile, "parquet"))
    assert len(rows) == len(ALL)
    assert max(len(row["text"] or "") for row in rows) == 1_000_000
    assert {(row["url"] or "https")[:4].lower() for row in rows} == {"http"}


@pytest.mark.parametrize("form", ["pdf", "pptx", "svg", "png"])
def test_a_report_of_them_stands_and_leads_nowhere(org, hostile, form):
    body = file_of(org, hostile, form, "explore_perimeter_taken")
    if form == "pptx":
        packed = zipfile.ZipFile(io.BytesIO(body))
        links = [packed.read(name) for name in packed.namelist() if name.endswith(".rels")]
        assert not any(b'TargetMode="External"' in told for told in links)
    if form == "svg":
        packed = zipfile.ZipFile(io.BytesIO(body))
        drawn = [packed.read(name).decode() for name in packed.namelist()]
        assert not any("<script" in one or "evil.example" in one or " on" in one for one in drawn)
    if form == "pdf":
        assert b"/JavaScript" not in body
        assert b"/URI" not in body
