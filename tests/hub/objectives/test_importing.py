"""Figures from a file: rows add up, what cannot be is told with its line and why."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.hub.common.errors import ForbiddenError, RefusedError
from parvis.hub.objectives.importing import import_entries, plan
from parvis.hub.objectives.models import Entry
from parvis.hub.work.models import Job

FILE = """mesure;période;valeur;classe;jugé par;unité
asked;29/11/2025;1 234,5;;;lyon
asked;2025-11-22;200;mesuré;;
call_cost;2025-11-22;6;jugé;Ada;
asked;2025-11-22;201;;;
asked;yesterday;200;;;
asked;2025-11-22;many;;;lyon
wishes;2025-11-22;2;;;
asked;2999-11-22;2;;;
call_cost;2025-11-22;6;jugé;;lyon
asked;2025-11-22;200;;;orage
"""


def test_rows_are_entered_and_the_rest_is_told_by_line(goals, org):
    done = import_entries(goals.by, org.volcan, FILE)
    assert (len(done.new), len(done.changed), len(done.same), len(done.faults)) == (3, 0, 0, 7)
    assert [row.line for row, _why in done.faults] == [5, 6, 7, 8, 9, 10, 11]
    whys = [why for _row, why in done.faults]
    for why, part in zip(whys, ("line 3", "cannot be read", "cannot be read", "no measure",
                                "not ended", "who judged", "no unit"), strict=True):  # fmt: skip
        assert part in why
    values = Entry.objects.order_by("measure", "value").values_list("unit__code", "value", "grade")
    assert list(values) == [
        ("volcan", 200, "measured"), ("lyon", 1234.5, "measured"), ("volcan", 6, "judged"),
    ]  # fmt: skip
    assert Job.objects.filter(kind="objectives.reckon").exists()


def test_the_same_file_twice_changes_nothing_and_a_correction_changes_one(goals, org):
    import_entries(goals.by, org.volcan, FILE)
    again = plan(goals.by, org.volcan, FILE)
    assert (len(again.new), len(again.changed), len(again.same)) == (0, 0, 3)
    done = import_entries(goals.by, org.volcan, FILE.replace("1 234,5", "1 200"))
    assert [change.fields for change in done.changed] == [{"value": (1234.5, 1200.0)}]
    assert Entry.objects.get(unit=org.lyon).value == 1200


def test_nothing_is_done_before_it_was_shown(goals, org):
    client = org.client("analyst", "volcan")
    file = SimpleUploadedFile("figures.csv", FILE.encode())
    answer = client.post(reverse("import_figures_here", args=[org.volcan.pk]), {"file": file})
    shown = client.get(answer.url)
    assert "3 new, 0 changed, 0 as they are, 7 left out" in shown.text
    assert not Entry.objects.exists()
    assert client.get(f"{answer.url}faults.csv").text.count("\n") == 8
    for role, code, status in (("reader", "volcan", 403), ("owner", "orage", 404)):
        assert org.client(role, code).post(answer.url).status_code == status
    client.post(answer.url)
    assert Entry.objects.count() == 3


def test_who_does_not_decide_enters_nothing(goals, org):
    with pytest.raises(ForbiddenError):
        import_entries(org.actor("agent", "volcan"), org.volcan, FILE)
    with pytest.raises(RefusedError, match="lacks period, value"):
        plan(goals.by, org.volcan, "measure;x\nasked;1\n")
