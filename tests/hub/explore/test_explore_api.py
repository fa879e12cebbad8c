"""What was said, by the API: the figures of the screen, and no mention twice."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.urls import reverse

from parvis.hub.api import api
from parvis.hub.audit.models import Line
from parvis.hub.common.acts import Act
from parvis.hub.people.models import Person
from tests.hub.asking import by_key, send
from tests.hub.explore import reading
from tests.hub.explore.test_taking import alike, numbers, told  # noqa: F401 - told is a fixture


@pytest.fixture
def reader(org, told):  # noqa: F811
    """A key that reads, of an analyst."""
    return by_key(org, "analyst", "volcan", acts=[])


def test_figures_are_those_of_the_screen(reader, told):  # noqa: F811
    found = send(reader, "get", f"/perimeters/{told.pk}/figures/tone").json()
    rows = [
        ("tone", one["key"], one["by"], one["value"], one["unit"], one["class"],
         one["interval"] and one["interval"]["low"], one["interval"] and one["interval"]["high"],
         one["definition"], one["query"])
        for one in found["figures"]
    ]  # fmt: skip
    assert [alike(row) for row in rows] == [alike(row) for row in numbers(told) if row[0] == "tone"]
    assert any(row[6] is not None for row in rows)
    again = send(reader, "get", f"/perimeters/{told.pk}/figures/tone?version={found['version']}")
    assert again.json()["figures"] == found["figures"]


def test_mentions_follow_one_another_and_each_comes_once(reader, told):  # noqa: F811
    seen, before = [], ""
    while before is not None:
        url = f"/perimeters/{told.pk}/mentions?limit=5&q=panne&before={before}"
        page = send(reader, "get", url).json()
        seen += [one["id"] for one in page["items"]]
        before = page["next"] and page["next"].replace("+", "%2B")
    assert len(seen) == len(set(seen)) == page["total"] == 16


def test_names_are_for_a_key_that_may_listen(org, reader, told):  # noqa: F811
    listener = by_key(org, "analyst", "volcan", acts=[Act.LISTEN])
    for client, is_named in ((reader, False), (listener, True)):
        found = send(client, "get", f"/perimeters/{told.pk}/mentions").json()["items"]
        assert all(bool(one["author"]) is is_named for one in found)
        assert any("@lou" in one["text"] for one in found) is is_named


def test_a_file_is_had_and_written_down(reader, told):  # noqa: F811
    url = f"/perimeters/{told.pk}/exports?what=mentions&format=csv&tonality=negative"
    rows = reading.csv_rows(reading.body(send(reader, "get", url)))
    assert {row["tonality"] for row in rows} == {"negative"}
    assert Line.objects.latest("seq").act == "explore.taken"
    refused = send(reader, "get", f"/perimeters/{told.pk}/exports?format=exe")
    assert (refused.status_code, refused.json()["field"]) == (422, "format")


def test_open_data_is_what_the_page_gives(org, reader, told):  # noqa: F811
    client = org.client("reader", "volcan")
    Person.objects.update(zone="UTC")  # as programs count days
    page = client.get(
        reverse("explore_perimeter_open_data", args=[told.pk]), {"licence": "CC0-1.0"}
    )
    url = f"/perimeters/{told.pk}/open-data?licence=CC0-1.0"
    ours, theirs = (
        zipfile.ZipFile(io.BytesIO(reading.body(one))) for one in (send(reader, "get", url), page)
    )
    assert ours.namelist() == theirs.namelist()
    assert all(ours.read(name) == theirs.read(name) for name in ours.namelist())
    assert "- Time zone: UTC" in ours.read("README.md").decode()
    refused = send(reader, "get", f"/perimeters/{told.pk}/open-data?licence=mine")
    assert (refused.status_code, refused.json()["field"]) == (422, "licence")


def test_what_was_asked_in_vain_is_told(reader, told):  # noqa: F811
    found = send(reader, "get", f"/perimeters/{told.pk}/mentions?tonality=furious").json()
    assert found["total"] == 32
    assert "furious" in found["faults"][0]


def test_files_are_described_by_their_kind():
    said = api.get_openapi_schema()["paths"]["/api/v1/perimeters/{perimeter}/exports"]["get"]
    assert {"text/csv", "application/pdf"} <= set(said["responses"][200]["content"])
    names = {one["name"] for one in said["parameters"]}
    assert {"perimeter", "since", "tonality", "format", "what"} <= names
