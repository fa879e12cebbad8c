"""Hostile mentions on the pages of coding and in its files: none runs, nothing breaks."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.urls import reverse

from tests.hub.explore.hostile import ALL
from tests.hub.explore.test_hostile import RUNS, Faults

pytestmark = pytest.mark.once


def test_nothing_runs_where_people_code_nor_in_what_they_take_away(org, ours, drawn, code, heard):
    said = [one for one in ALL if one.text not in {"named", "titled", "led"}]
    sample = drawn(size=len(said), said=[(one.text, (ours,)) for one in said])
    client = org.client("reader", "volcan")
    for one in sample.drawn.all():
        answer = client.get(reverse("code_mention", args=[sample.pk, one.place]))
        assert answer.status_code == 200
        assert Faults(answer.content.decode()).found == []
    code(sample, lambda _place: "neutral", lambda place: "neutral" if place % 9 else "negative")
    page = client.get(reverse("compare_codes", args=[sample.pk])).content.decode()
    assert Faults(page).found == []
    told = client.get(reverse("codes_file", args=[sample.pk])).content.decode()
    csv.field_size_limit(10_000_000)
    rows = list(csv.reader(io.StringIO(told, newline="")))
    assert len(rows) == len(said) + 1
    assert not [cell for row in rows for cell in row if RUNS.match(cell)]
    assert re.search("'\uff1d1", told)
