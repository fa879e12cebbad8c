"""Open data: nothing of few people, all of it explained, under a licence."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.urls import reverse

from parvis.hub.audit.models import Line
from tests.hub.explore import reading


def packed(client, perimeter, **told):
    answer = client.get(reverse("explore_perimeter_open_data", args=[perimeter.pk]), told)
    found = zipfile.ZipFile(io.BytesIO(reading.body(answer)))
    return {name: found.read(name) for name in found.namelist()}


@pytest.fixture
def spoken(ours, heard):
    """Many who complain, some who praise, three who ask."""
    heard(
        [("Panne, honteux, j'en ai marre", (ours,))] * 40
        + [("Merci, service impeccable !", (ours,))] * 30
        + [("Comment activer la fibre ?", (ours,))] * 3
    )
    return ours


def test_what_few_said_is_held_back_and_the_totals_are_right(org, spoken):
    files = packed(org.client("reader", "volcan"), spoken)
    assert set(files) >= {"README.md", "dictionary.csv", "by_medium.csv", "by_interaction.csv"}
    for name in (one for one in files if one.startswith("by_")):
        rows, by = reading.csv_rows(files[name]), name[3:-4]
        assert [row["mentions"] for row in rows if row[by] == row["tonality"] == "all"] in (
            [],
            ["73"],
        )
        assert all(bool(row["mentions"]) is (row["is_shown"] == "true") for row in rows)
        shown = [int(row["mentions"]) for row in rows if row["mentions"]]
        assert min(shown) >= 10
        assert "someone" not in files[name].decode()
    assert any(not row["mentions"] for row in reading.csv_rows(files["by_interaction.csv"]))


def test_it_says_what_it_is_and_under_which_licence(org, spoken):
    files = packed(org.client("reader", "volcan"), spoken, licence="ODbL-1.0")
    readme = files["README.md"].decode()
    assert "opendatacommons.org" in readme
    assert "Volcan" in readme
    assert "reader volcan" not in readme
    told = {row["column"] for row in reading.csv_rows(files["dictionary.csv"])}
    for name in (one for one in files if one.startswith("by_")):
        assert set(reading.csv_rows(files[name])[0]) <= told
    assert Line.objects.latest("seq").told["what"] == "open-data"


def test_one_loud_person_is_not_published(org, ours, heard):
    said = [("Panne, honteux", (ours,))] * 60
    heard(said, author=["loud"] * 60)
    answer = org.client("reader", "volcan").get(
        reverse("explore_perimeter_open_data", args=[ours.pk])
    )
    assert answer.status_code == 422
    assert "Fewer than 10 people" in answer.content.decode()


def test_a_licence_that_is_none_is_refused(org, spoken):
    address = reverse("explore_perimeter_open_data", args=[spoken.pk])
    assert org.client("reader", "volcan").get(address, {"licence": "mine"}).status_code == 422
