"""What is taken away is what the screen shows, whatever it is written to."""

from __future__ import annotations

import io
import json
import zipfile
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from parvis.hub.audit.models import Line
from parvis.hub.explore import panels
from parvis.hub.explore.frames import settled
from parvis.hub.explore.scopes import of_perimeter
from parvis.hub.explore.taking import mentions as told_mentions
from parvis.hub.explore.taking import tables
from parvis.hub.organisation.services.roles import given
from tests.hub.explore import reading
from tests.hub.explore.test_explore import read

pytestmark = pytest.mark.once

ZONE = ZoneInfo("Europe/Paris")
"""Of people, where they do not choose another."""
SAID = [
    ("Merci @lou, service impeccable !", "Merci"), ("Panne, honteux", "Panne"),
    ("Encore une panne du réseau", "Encore"), ("Bravo à toute l'équipe", "Bravo"),
]  # fmt: skip


@pytest.fixture
def told(org, ours, heard):
    heard([(text, (ours,)) for text, _word in SAID] * 8)
    return ours


def taken(client, perimeter, form, view="explore_perimeter_taken", *named, **told):
    address = reverse(view, args=[perimeter.pk, *named])
    return client.get(address, {"format": form} | told)


def shown(perimeter):
    scope = of_perimeter(perimeter)
    with timezone.override(ZONE):
        wanted = settled(read("", scope, timezone.localdate()))
        return [panels.show(scope, wanted, name) for name in panels.kinds_of(scope)]


def numbers(perimeter):
    return [
        (one.name, figure.key, figure.by, figure.value, figure.unit, figure.kind, figure.low,
         figure.high, figure.definition, figure.query)
        for one in shown(perimeter)
        for figure in one.figures
    ]  # fmt: skip


def rows_of(panel):
    return panel.table.rows if panel.table else ()


def valued(row):
    value = row["value"] if row["value"] not in (None, "") else row["text"] or None
    low, high = (float(row[end]) if row[end] not in (None, "") else None for end in ("low", "high"))
    return (row["figure"], row["key"], json.loads(row["by"]), value, row["unit"], row["class"], low,
            high, row["definition"], row["query"] or None)  # fmt: skip


def alike(row):
    """A row in which a number is one however it was written."""
    try:
        return (*row[:3], float(row[3]), *row[4:])
    except (TypeError, ValueError):
        return row


@pytest.mark.parametrize(
    ("form", "rows"), [("csv", reading.csv_rows), ("parquet", reading.parquet_rows)]
)
def test_figures_as_a_table_are_those_of_the_screen(org, told, form, rows):
    found = rows(reading.body(taken(org.client("analyst", "volcan"), told, form)))
    assert [alike(valued(row)) for row in found] == [alike(row) for row in numbers(told)]
    assert len(found) > 10


def test_figures_of_a_workbook_are_those_of_the_screen(org, told):
    held = reading.sheets(reading.body(taken(org.client("analyst", "volcan"), told, "xlsx")))
    rows = held["Figures"][1:]
    assert [(row[0], row[2], row[5], row[6]) for row in rows] == [
        (key, value, low, high) for _n, key, _b, value, _u, _c, low, high, *_rest in numbers(told)
    ]
    assert any("As of" in str(row) for sheet in held.values() for row in sheet)


@pytest.mark.parametrize(
    ("form", "text"), [("pdf", reading.pdf_text), ("pptx", reading.slide_text)]
)
def test_a_report_says_every_number_that_the_page_shows(org, told, form, text):
    client = org.client("analyst", "volcan")
    said = "".join(text(reading.body(taken(client, told, form))).split())
    for one in shown(told):
        panel = one.panel
        assert "".join(panel.title.split()) in said
        assert all("".join(cell.split()) in said for row in rows_of(panel) for cell in row)
        page = client.get(reverse("explore_perimeter_figure", args=[told.pk, one.name]))
        page = page.content.decode().replace("&#x27;", "'")
        assert all(cell in page for row in rows_of(panel) for cell in row)


@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_picture_stands_by_itself(org, told, form):
    client = org.client("analyst", "volcan")
    drawn = reading.body(taken(client, told, form, "explore_perimeter_figure_taken", "volume"))
    assert drawn.startswith({"svg": b"<svg", "png": b"\x89PNG"}[form])
    several = reading.body(taken(client, told, form))
    names = zipfile.ZipFile(io.BytesIO(several)).namelist()
    assert names[0] == f"figure-01-volume.{form}"


def test_a_file_holds_the_moment_of_the_screen_though_more_was_said_since(org, told, heard):
    client = org.client("analyst", "volcan")
    page = client.get(reverse("explore_perimeter_figure", args=[told.pk, "volume"]))
    address = next(
        part for part in page.content.decode().split('"') if part.endswith("format=csv")
    ).replace("&amp;", "&")
    before = numbers(told)
    assert parse_qs(urlsplit(address).query)["version"]
    heard([("Une autre panne", (told,))] * 9)
    caches["figures"].clear()
    found = [valued(row) for row in reading.csv_rows(reading.body(client.get(address)))]
    assert [alike(row) for row in found] == [alike(row) for row in before if row[0] == "volume"]
    fresh = reading.csv_rows(reading.body(taken(client, told, "csv")))
    assert [valued(row) for row in fresh] != found


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_mentions_are_those_of_the_list(org, told, form):
    client = org.client("analyst", "volcan")
    found = said(
        reading.body(taken(client, told, form, "explore_perimeter_mentions_taken", q="panne")), form
    )
    assert len(found) == 16
    assert all("panne" in row["text"].lower() for row in found)
    assert [row["author"] for row in found] == [f"someone{n}" for n in range(32) if n % 4 in (1, 2)]


def said(body, form):
    if form != "xlsx":
        return {"csv": reading.csv_rows, "parquet": reading.parquet_rows}[form](body)
    head, *rows = reading.sheets(body)["Mentions"]
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
@pytest.mark.parametrize(("role", "named"), [("analyst", True), ("agent", True), ("reader", False)])
def test_names_are_for_those_who_may_read_them(org, told, form, role, named):
    client = org.client(role, "volcan")
    body = reading.body(taken(client, told, form, "explore_perimeter_mentions_taken"))
    found = said(body, form)
    assert any(row["author"] for row in found) is named
    assert any("@lou" in row["text"] for row in found) is named
    page = client.get(reverse("explore_perimeter_mentions", args=[told.pk])).content.decode()
    assert ("someone1" in page) is ("@lou" in page) is named


def test_names_of_a_rival_take_rights_at_the_rival(org, ours, theirs, heard):
    heard([("Merci volcan !", (ours,)), ("Honte à orage", (theirs,))])
    person = org.person("analyst", "volcan")
    given(None, person, org.orage, "reader")
    found = said(
        reading.body(
            taken(org.client("analyst", "volcan"), ours, "csv", "explore_perimeter_mentions_taken",
                  beside=theirs.pk)
        ), "csv",
    )  # fmt: skip
    assert len(found) == 2
    assert not any(row["author"] for row in found)


def test_a_file_says_when_by_whom_and_through_what(org, told):
    client = org.client("analyst", "volcan")
    view, filtered = "explore_perimeter_mentions_taken", {"tonality": "negative"}
    rows = reading.csv_rows(reading.body(taken(client, told, "csv", view, **filtered)))
    held = reading.sheets(reading.body(taken(client, told, "xlsx", view, **filtered)))["About"]
    parquet = io.BytesIO(reading.body(taken(client, told, "parquet", view, **filtered)))
    for note in (rows[0]["note"], str(held), str(pl.read_parquet_metadata(parquet))):
        assert "analyst volcan" in note
        assert "Negative" in note
        assert "Volcan" in note
    assert not any(row["note"] for row in rows[1:])


def test_each_file_leaves_a_line_in_the_trail(org, told):
    client = org.client("reader", "volcan")
    reading.body(taken(client, told, "csv", tonality="negative"))
    line = Line.objects.latest("seq")
    assert (line.act, line.about, line.path) == (
        "explore.taken", f"perimeter:{told.pk}", org.volcan.path,
    )  # fmt: skip
    assert line.told["format"] == "csv"
    assert "tonality=negative" in line.told["filters"]
    assert "took away" in org.client("owner", "group").get("/trail/").content.decode()


def test_what_is_not_taken_leaves_no_line(org, told):
    client, before = org.client("reader", "volcan"), Line.objects.count()
    assert taken(client, told, "exe").status_code == 422
    assert taken(client, told, "pdf", "explore_perimeter_mentions_taken").status_code == 422
    view = "explore_perimeter_figure_taken"
    assert taken(client, told, "csv", view, "nothing").status_code == 404
    assert Line.objects.count() == before


def test_many_mentions_come_in_parts_and_each_once(org, told, monkeypatch):
    monkeypatch.setattr(told_mentions, "AT_ONCE", 1)
    sizes = []
    shaped = told_mentions._shaped
    monkeypatch.setattr(
        told_mentions, "_shaped", lambda part: (sizes.append(part.height), shaped(part))[1]
    )
    client, view = org.client("analyst", "volcan"), "explore_perimeter_mentions_taken"
    found = reading.csv_rows(reading.body(taken(client, told, "csv", view)))
    assert len(sizes) > 2
    assert [row["author"] for row in found] == [f"someone{n}" for n in range(32)]


def test_a_sheet_says_what_it_had_no_room_for(org, told, monkeypatch):
    monkeypatch.setattr(tables, "ROWS", 11)
    client, view = org.client("analyst", "volcan"), "explore_perimeter_mentions_taken"
    held = reading.sheets(reading.body(taken(client, told, "xlsx", view)))
    assert len(held["Mentions"]) == 11
    assert any("22 mentions" in str(row) for row in held["About"])


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "pdf", "pptx"])
def test_where_nothing_was_said_the_file_says_so(org, ours, heard, form):
    heard([])
    assert reading.body(taken(org.client("reader", "volcan"), ours, form))
