"""A file is given, looked at by the worker, corrected, taken, and its rows add up."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import io
import os
import threading
import zipfile
from contextlib import aclosing
from pathlib import Path

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from parvis.collect.cursors import Cursors
from parvis.hub.audit.models import Line
from parvis.hub.common.errors import ForbiddenError, RefusedError
from parvis.hub.listening import planning
from parvis.hub.listening import services as listening
from parvis.hub.listening.importing import services, shelf
from parvis.hub.listening.models import Import, Source
from parvis.hub.work.models import Job
from parvis.hub.work.worker import Worker
from parvis.live.plan import heard_of
from parvis.sources.connector import Visit
from parvis.store import create_lake
from tests.hub.asking import by_key

CSV = (
    "id;quand;qui;Message;Réponse\n"
    "1;03/05/2026 10:00;anna;Panne chez Volcan;Nous regardons\n"
    "2;04/05/2026 10:00;ben;<script>alert(1)</script> Merci;De rien\n"
    "2;04/05/2026 10:00;ben;<script>alert(1)</script> Merci;De rien\n"
    "3;07/05/2026 10:00;=cmd|' /C calc'!A0;Encore;une;colonne de trop\n"
)


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.LAKE = tmp_path / "lake"
    kept = settings.ENVIRONMENT.home / "files" / shelf.ROOT
    yield tmp_path
    for file in kept.glob("*/*"):
        file.unlink()


@pytest.fixture
def client(org):
    return org.client("analyst", "volcan")


@pytest.fixture
def perimeter(org, goals):
    live = goals.live()
    by = org.actor("owner", "group")
    made = listening.add_perimeter(by, org.volcan, name="Volcan", query="volcan")
    listening.activate(by, made, live)
    return made


def work():
    while Worker(threading.Event()).step():
        pass


def give(client, org, data, name="posts.csv"):
    """Give a file, and have it looked at; what its page says."""
    file = SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)
    answer = client.post(reverse("import_file", args=[org.volcan.pk]), {"file": file})
    if answer.status_code == 302:
        work()
        return client.get(answer.url).content.decode()
    return answer.content.decode()


def hear(source, lake):
    """Take what a source has into the lake, and save how far it was read, as the listener does."""
    folder = shelf._home().parent
    heard = heard_of({**source.settings, "name": source.key, "kind": "files"})
    visit = Visit(web=None, folder=str(folder))

    async def pages():
        async with aclosing(heard.connector.pages(heard.settings, visit)) as walk:
            return [page async for page in walk]

    found = asyncio.run(pages())
    with create_lake(lake).writing("a test") as writer:
        for page in found:
            via = {"via": pl.lit(source.key), "is_backfill": pl.lit(value=False)}
            writer.append("mentions", page.rows.with_columns(**via))
    (lake / "listening").mkdir(exist_ok=True)
    Cursors(lake / "listening" / "cursors.json").save({source.key: found[-1].cursor})


def test_a_file_is_shown_as_it_will_be_read(org, client):
    page = give(client, org, CSV)
    one = Import.objects.get()
    assert (one.state, one.told["mapped"]["text"]) == ("shown", "Message")
    for said in ("3 of 4 rows can be read", "Twice in the file", "6 fields, the header has 5"):
        assert said in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_columns_are_chosen_and_it_is_shown_anew(org, client):
    give(client, org, CSV)
    one = Import.objects.get()
    said = {f"c-{name}": column for name, column in one.told["mapped"].items()}
    said |= {"c-text": "Réponse", "c-published_at": "quand", "c-author": ""}
    at = reverse("file_columns", args=[one.pk])
    client.post(at, said | {"timezone": "", "day_first": "day"})
    services.seen(one.pk, 0)  # the look before, which was late
    one.refresh_from_db()
    assert one.state == "looking"
    work()
    one.refresh_from_db()
    first = one.told["rows"][0]
    assert (first["text"], first["author"]) == ("Nous regardons", None)
    assert one.told["first"].startswith("2026-05-03T10:00")
    assert one.wish["day_first"] is True
    assert "id" not in one.wish["columns"]
    page = client.get(reverse("file", args=[one.pk])).content.decode()
    assert '<option value="Réponse" selected>' in page


def test_nothing_is_taken_without_an_objective(org, client, perimeter):
    give(client, org, CSV)
    take = reverse("take_file", args=[Import.objects.get().pk])
    refused = client.post(take, {"name": "The form", "objective": ""}).content.decode()
    assert "serves no objective" in refused
    assert not Source.objects.exists()


def test_a_file_is_taken_and_its_rows_add_up(org, client, perimeter, settings):
    give(client, org, CSV.replace("quand", "date"))
    one = Import.objects.get()
    said = {"name": "The form", "objective": perimeter.objective_id}
    client.post(reverse("take_file", args=[one.pk]), said)
    source = Source.objects.get()
    assert [heard.name for heard in planning.task(settings.LAKE, Path()).plan.heard] == [source.key]
    work()
    assert Job.objects.filter(kind="listening.settle", state="waiting").count() == 1
    assert "Is it running?" in client.get(reverse("source", args=[source.pk])).content.decode()
    os.utime(shelf.path_of(one), (1_700_000_000, 1_700_000_000))  # it was left alone long enough
    hear(source, settings.LAKE)
    Job.objects.update(due_at=timezone.now())
    work()
    one.refresh_from_db()
    came = one.came
    assert came["read"] == came["new"] + came["edits"] + came["twice"] + came["rejected"] == 4
    assert (came["new"], came["twice"], came["rejected"]) == (2, 1, 1)
    assert [count for _day, count in came["days"]] == [1, 1]
    is_told(client, one, source)
    again = {"objective": perimeter.objective_id}
    refused = client.post(reverse("activate_source", args=[source.pk]), again).content.decode()
    assert "import it again" in refused


def test_what_was_stopped_before_it_was_read_is_told(org, client, perimeter):
    give(client, org, CSV)
    one = Import.objects.get()
    said = {"name": "The form", "objective": perimeter.objective_id}
    client.post(reverse("take_file", args=[one.pk]), said)
    client.post(reverse("retire_source", args=[Source.objects.get().pk]))
    work()
    one.refresh_from_db()
    assert (one.state, one.kept, one.came["unread"], one.came["rejected"]) == ("done", 0, 3, 1)
    page = client.get(reverse("file", args=[one.pk])).content.decode()
    assert "since it was stopped" in page


def test_a_look_that_was_given_up_is_told(org, client):
    file = SimpleUploadedFile("posts.csv", CSV.encode())
    client.post(reverse("import_file", args=[org.volcan.pk]), {"file": file})
    here = reverse("file", args=[Import.objects.get().pk])
    assert "It is being read" in client.get(here).content.decode()
    Job.objects.filter(kind="listening.look").update(state="failed", fault="the worker fell silent")
    page = client.get(here).content.decode()
    assert "the worker fell silent" in page
    assert "Discard" in page


def is_told(client, one, source):
    """What came of it stands on both pages, and nothing of the file is left."""
    source.refresh_from_db()
    assert not source.is_active
    assert not shelf.path_of(one).exists()
    assert one.told["rows"] == []
    for name, thing in (("source", source), ("file", one)):
        told = client.get(reverse(name, args=[thing.pk])).content.decode()
        assert "2 mentions of the file are in the lake" in told
        assert "<rect" in told
    assert "Imported file" in client.get(reverse("listening")).content.decode()
    letters = client.get(reverse("file_rejected", args=[one.pk]))
    assert b"".join(letters).decode().splitlines()[1].startswith('5,"6 fields')
    acts = Line.objects.filter(about=f"source:{source.pk}").values_list("act", flat=True)
    assert list(acts) == ["listening.source.activated", "listening.source.imported"]


def packed(name, data):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return whole.getvalue()


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("posts.csv", b"", "The file is empty"),
        ("posts.zip", packed("posts.csv", "a" * 60_000_000), "unpacks to more than 250 times"),
        ("posts.csv.gz", gzip.compress(b"a" * 60_000_000), "unpacks to more than 250 times"),
        ("logo.csv", b"\x89PNG\r\n\x1a\n" + bytes(99), "a PNG picture"),
        ("a.csv", "age,town\n3,Lyon\n4,Nice\n", "“town” is taken; it could be age"),
        ("a.csv", "Message,Verbatim\noui,non\nsi,no\n", "“Message” is taken; it could be Verb"),
        ("posts.json", "{", "it is broken"),
        ("posts.csv", "text\n", "There is no post in the file"),
        ("../../etc/été.csv", "Texte\n" + "Merci à tous\n" * 2, "2 of 2 rows can be read"),
        ("posts.csv", "Texte\nEspérons que ça marche\n".encode("utf-16"), "utf-16"),
        ("posts.zip", packed("a/posts.json", '[{"text": "Merci"}]'), "1 of 1 row can be read"),
    ],
)
def test_a_hostile_or_odd_file_is_answered_in_words(org, client, name, data, said):
    page = give(client, org, data, name)
    assert said.lower() in page.lower()
    assert str(shelf._home()) not in page


def test_what_was_doubtful_is_chosen_for_good(org, client):
    give(client, org, "Message,Verbatim\noui,non\nsi,no\n")
    one = Import.objects.get()
    assert one.wish["columns"] == {"text": "Message"}
    client.post(reverse("file_columns", args=[one.pk]), {"c-text": "Verbatim"})
    work()
    one.refresh_from_db()
    assert (one.wish["columns"]["text"], one.told["doubts"]) == ("Verbatim", [])


@pytest.mark.once
def test_a_file_that_is_too_large_is_refused_in_words(org, client, monkeypatch):
    monkeypatch.setattr(shelf, "LARGEST", 10)
    assert "at most 10" in give(client, org, CSV).replace("\xa0", " ")
    assert not Import.objects.exists()


def test_only_who_may_listen_gives_a_file_and_ten_of_one_wait(org, client):
    agent = org.client("agent", "volcan")
    assert agent.get(reverse("import_file", args=[org.volcan.pk])).status_code == 403
    give(client, org, CSV)
    one = Import.objects.get()
    for name in ("file", "file_rejected"):
        assert agent.get(reverse(name, args=[one.pk])).status_code == 403
        assert org.client("manager", "orage").get(reverse(name, args=[one.pk])).status_code == 404
    with pytest.raises(ForbiddenError):
        services.offer(org.actor("analyst", "volcan"), org.orage, SimpleUploadedFile("a", b"a"))
    told = {"unit": org.volcan, "by": one.by, "name": "a", "size": 1}
    Import.objects.bulk_create(Import(folder=str(n), **told) for n in range(services.MOST))
    with pytest.raises(RefusedError, match="discard"):
        services.offer(org.actor("analyst", "volcan"), org.volcan, SimpleUploadedFile("a", b"a"))


def test_a_file_is_discarded_or_forgotten_after_a_day(
    org, client, django_capture_on_commit_callbacks
):
    give(client, org, CSV)
    one = Import.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("drop_file", args=[one.pk]))
    assert not Import.objects.exists()
    assert not shelf.path_of(one).parent.exists()
    give(client, org, CSV)
    kept = Import.objects.get()
    services.forget()
    assert Import.objects.exists()
    Import.objects.update(made_at=timezone.now() - dt.timedelta(days=2))
    services.forget()
    assert not Import.objects.exists()
    assert not shelf.path_of(kept).exists()


def test_by_the_api_a_file_is_imported(org, perimeter):
    client = by_key(org, "analyst", acts=["listen"])
    at = f"/api/v1/units/{org.volcan.pk}/files"
    made = client.post(at, {"content": SimpleUploadedFile("posts.csv", CSV.encode())})
    assert made.status_code == 202, made.content
    work()
    here = f"/api/v1/files/{made.json()['id']}"
    seen = client.get(here).json()
    assert (seen["state"], seen["seen"]["readable"]) == ("shown", 3)
    wish = {"columns": {"text": "Réponse"}, "day_first": True}
    assert client.patch(here, wish, content_type="application/json").json()["state"] == "looking"
    odd = client.patch(here, {"medium": "smoke"}, content_type="application/json")
    assert (odd.status_code, odd.json()["field"]) == (422, "medium")
    work()
    assert client.get(here).json()["seen"]["mapped"]["text"] == "Réponse"
    letters = client.get(f"{here}/rejected")
    assert b"".join(letters).decode().splitlines()[1].startswith("5,")
    take = {"name": "The form", "objective_id": perimeter.objective_id}
    taken = client.post(f"{here}/take", take, content_type="application/json").json()
    assert taken["source_id"] == Source.objects.get().pk
    assert client.delete(here).status_code == 422
