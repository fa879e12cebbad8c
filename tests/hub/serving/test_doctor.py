"""The doctor finds what is wrong with a deployment, and says what to do about it."""

from __future__ import annotations

import datetime as dt
import http.server
import json
import os
import shutil
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import closing
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import timezone

from parvis.hub.audit.models import Line
from parvis.hub.common.environment import Environment
from parvis.hub.listening.models import Doing, Ear, Perimeter, Source
from parvis.hub.serving.doctor import examine
from parvis.hub.serving.doctor.address import address
from parvis.hub.serving.doctor.lake import lake
from parvis.hub.serving.doctor.listening import listening
from parvis.hub.serving.doctor.machine import clock, disk, secret
from parvis.hub.serving.doctor.mail import mail
from parvis.hub.serving.doctor.work import work
from parvis.hub.serving.lock import only_one
from parvis.hub.work import services
from parvis.hub.work.models import Job, Schedule
from parvis.store import create_lake

MINUTE = dt.timedelta(minutes=1)


def deployed(tmp_path, **said):
    return Environment.read({"PARVIS_HOME": str(tmp_path / "home"), **said})


def states(found):
    return {one.what: one.state for one in found}


def told(found, what):
    one = next(one for one in found if one.what == what)
    assert (one.mend == "") == (one.state == "well")
    return one


@pytest.fixture
def port():
    """Of a server that is not Parvis."""
    with socketserver.TCPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def nowhere():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_a_secret_that_can_be_guessed_or_read_must_be_mended(tmp_path):
    here = deployed(tmp_path)
    assert states(secret(here)) == {"secret": "well"}
    (here.home / "secret").chmod(0o644)
    assert "chmod 600" in told(list(secret(here)), "secret").mend
    assert states(secret(deployed(tmp_path, PARVIS_SECRET="a" * 60))) == {"secret": "broken"}


@pytest.mark.parametrize(
    ("said", "what", "state"),
    [
        ({"PARVIS_ADDRESS": "http://parvis.invalid"}, "address", "broken"),
        ({"PARVIS_ADDRESS": "https://parvis.invalid"}, "address", "well"),
        ({"PARVIS_ADDRESS": "https://parvis.invalid"}, "proxies", "broken"),
        ({"PARVIS_ADDRESS": "https://parvis.invalid", "PARVIS_PROXIES": "1"}, "proxies", "well"),
        ({"PARVIS_PROXIES": "1"}, "proxies", "doubtful"),
        ({"PARVIS_ADDRESS": "http://127.0.0.1:{nowhere}"}, "answer", "doubtful"),
        ({"PARVIS_ADDRESS": "http://127.0.0.1:{port}"}, "answer", "broken"),
    ],
)
def test_the_address_and_what_stands_before_it(tmp_path, port, monkeypatch, said, what, state):
    def resolved(*_arguments, **_named):
        raise urllib.error.URLError("no such name")

    if "invalid" in said.get("PARVIS_ADDRESS", ""):
        monkeypatch.setattr(urllib.request, "urlopen", resolved)
    said = {name: text.format(port=port, nowhere=nowhere()) for name, text in said.items()}
    assert told(list(address(deployed(tmp_path, **said))), what).state == state


def test_a_certificate_that_is_not_accepted_must_be_mended(tmp_path, monkeypatch):
    def refused(*_arguments, **_named):
        raise urllib.error.URLError(ssl.SSLCertVerificationError("certificate has expired"))

    monkeypatch.setattr(urllib.request, "urlopen", refused)
    here = deployed(tmp_path, PARVIS_ADDRESS="https://parvis.example.org", PARVIS_PROXIES="1")
    assert "expired" in told(list(address(here)), "answer").fact


def test_parvis_itself_is_recognised(tmp_path, live_server):
    here = deployed(tmp_path, PARVIS_ADDRESS=live_server.url)
    assert told(list(address(here)), "answer").state == "well"


def test_a_lake_that_cannot_be_written_must_be_mended(tmp_path):
    assert states(lake(deployed(tmp_path))) == {"lake": "well"}
    (tmp_path / "file").write_text("")
    here = deployed(tmp_path, PARVIS_LAKE=str(tmp_path / "file"))
    assert told(list(lake(here)), "lake").state == "broken"


def test_a_lake_is_told_with_its_version(tmp_path):
    here = deployed(tmp_path)
    create_lake(here.lake)
    assert "version 0" in told(list(lake(here)), "lake").fact


def test_a_disk_that_is_full_must_be_mended(tmp_path, monkeypatch):
    def left(free):
        usage = SimpleNamespace(total=100 << 30, free=free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
        return told(list(disk(deployed(tmp_path))), "disk").state

    assert [left(1 << 29), left(5 << 30), left(50 << 30)] == ["broken", "doubtful", "well"]


def test_a_clock_that_went_back_is_found_by_what_was_written(tmp_path, db):
    here = deployed(tmp_path)
    assert states(clock(here, is_ready=True)) == {"clock": "well"}
    Line.objects.create(seq=10**9, at=timezone.now() + 5 * MINUTE, act="x", previous="", mark="")
    assert states(clock(here, is_ready=True)) == {"clock": "broken"}


class Mail(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            self.wfile.write(b"221 bye\r\n" if line[:4] == b"QUIT" else b"250 yes\r\n")


def test_mail_is_tried_and_none_is_sent(tmp_path, monkeypatch):
    def tried(place):
        said = {"PARVIS_MAIL": f"smtp://127.0.0.1:{place}", "PARVIS_MAIL_FROM": "a@example.org"}
        here = deployed(tmp_path, **said)
        monkeypatch.setattr(
            settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend"
        )
        for name, value in here.mail.items():
            monkeypatch.setattr(settings, name, value, raising=False)
        return told(list(mail(here)), "mail")

    assert "127.0.0.1" in tried(nowhere()).fact
    with socketserver.TCPServer(("127.0.0.1", 0), Mail) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert tried(server.server_address[1]).state == "well"
        server.shutdown()
    assert told(list(mail(deployed(tmp_path))), "mail").state == "doubtful"


def test_late_work_and_a_worker_that_is_not_at_it_must_be_mended(tmp_path, db):
    here = deployed(tmp_path)
    assert states(work(here)) == {"worker": "doubtful", "work": "well"}
    with only_one(here.home, here.address):
        assert states(work(here)) == {"worker": "well", "work": "well"}
        Schedule.objects.create(name="x", next_at=timezone.now() - 10 * MINUTE)
        services.queue("x", due_at=timezone.now() - 10 * MINUTE)
        assert states(work(here)) == {"worker": "broken", "work": "broken"}
    Job.objects.update(state="failed")
    assert told(list(work(here)), "work").state == "doubtful"


@pytest.fixture
def heard(org):
    """A source that is listened to, for a perimeter."""
    since = {"unit": org.lyon, "active_since": timezone.now()}
    Perimeter.objects.create(name="Us", query="volcan", **since)
    return Source.objects.create(name="Feed", kind="feed", **since)


def test_a_listener_that_is_not_at_it_must_be_mended(tmp_path, heard):
    here, now = deployed(tmp_path), timezone.now()
    assert told(list(listening(here)), "listener").mend == "parvis serve"
    with only_one(here.home, here.address):
        assert states(listening(here))["listener"] == "broken"
        Ear.objects.update_or_create(id=1, defaults={"told_at": now})
        assert states(listening(here))["listener"] == "well"
        Ear.objects.update(fault="the lake is held")
        assert "the lake is held" in told(list(listening(here)), "listener").fact


def test_mentions_that_do_not_come_are_told(tmp_path, heard):
    here, now = deployed(tmp_path), timezone.now()
    assert states(listening(here))["mentions"] == "doubtful"
    Doing.objects.create(source=heard, told_at=now, last_mention=now)
    assert states(listening(here)) == {"listener": "doubtful", "mentions": "well", "gaps": "well"}
    Doing.objects.update(silent="no mention since yesterday")
    assert states(listening(here))["gaps"] == "doubtful"
    Doing.objects.update(fault="it does not answer")
    assert told(list(listening(here)), "gaps").state == "broken"


def test_where_nothing_is_active_nothing_is_wrong_with_listening(tmp_path, db):
    assert states(listening(deployed(tmp_path))) == {"listener": "well"}


def test_a_deployment_that_is_well_is_told_so(tmp_path, live_server):
    found = list(examine(deployed(tmp_path, PARVIS_ADDRESS=live_server.url)))
    in_memory = {"soundness"} if settings.DATABASES["default"]["ENGINE"].endswith("3") else set()
    assert {one.what for one in found if one.state == "broken"} == in_memory
    assert {"database", "tables", "soundness"} <= states(found).keys()


def run(tmp_path, *more, **said):
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "PARVIS_HOME"}}
    return subprocess.run(
        (sys.executable, "-m", "parvis.cli", "doctor", "--home", str(tmp_path / "home"), *more),
        env={**kept, **said}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_at_the_command_line_it_ends_with_2_where_something_must_be_mended(tmp_path):
    done = run(tmp_path, "--json")
    assert done.returncode == 2, done.stderr
    found = {one["what"]: one for one in json.loads(done.stdout)}
    assert (found["tables"]["state"], found["tables"]["mend"]) == ("broken", "parvis hub prepare")
    assert "work" not in found


def test_it_speaks_the_language_of_whoever_asks(tmp_path):
    said = {"PARVIS_ADDRESS": "http://127.0.0.1:1", "LANGUAGE": "fr_FR"}
    assert "chose est à réparer" in run(tmp_path, **said).stdout
    assert "thing must be mended" in run(tmp_path, "--language", "en", **said).stdout


def test_a_database_that_is_away_is_told_without_its_password(tmp_path):
    with closing(socket.socket()):
        url = f"postgresql://parvis:hidden-word@127.0.0.1:{nowhere()}/parvis"
    done = run(tmp_path, "--json", DATABASE_URL=url)
    assert done.returncode == 2
    found = {one["what"]: one["state"] for one in json.loads(done.stdout)}
    assert found["database"] == "broken"
    assert "hidden-word" not in done.stdout + done.stderr
