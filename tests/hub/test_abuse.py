"""What somebody may try: no answer is a fault of Parvis, and nothing of theirs runs."""

from __future__ import annotations

import io
import json
import zipfile
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import openapi

from parvis.hub.api import api
from parvis.hub.common.acts import Act
from parvis.hub.organisation.keys import make_key
from parvis.hub.organisation.models import Unit
from parvis.hub.web.headers import POLICY

SCRIPT = "<script>alert(1)</script>"
QUIET = list(HealthCheck)
EXAMPLES = 20
OPERATIONS = [
    found.ok() for found in openapi.from_dict(api.get_openapi_schema()).get_all_operations()
]


@pytest.fixture
def everything(org) -> Client:
    """A client that may everything."""
    text = make_key(org.actor("owner", "group"), org.group, name="Key", acts=list(Act))[1]
    return Client(headers={"Authorization": f"Bearer {text}"}, raise_request_exception=False)


@pytest.mark.once
@pytest.mark.parametrize("operation", OPERATIONS, ids=[one.label for one in OPERATIONS])
def test_no_request_of_the_api_ends_in_a_fault_of_ours(org, everything, operation):
    declared = {int(code) for code in operation.definition.raw["responses"]}

    @given(operation.as_strategy())
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=QUIET)
    def asked(case):
        with transaction.atomic():
            answer = sent(everything, case.as_transport_kwargs(base_url="http://localhost"))
            transaction.set_rollback(True)
        assert answer.status_code in declared, (case.method, case.path, answer.content[:300])

    asked()


def sent(client: Client, said: dict):
    parts = urlsplit(said["url"])
    query = urlencode(said.get("params") or {}, doseq=True)
    body = json.dumps(said["json"]) if "json" in said else said.get("data") or ""
    return client.generic(
        said["method"],
        parts.path,
        body if isinstance(body, bytes) else str(body).encode("utf-8", "surrogatepass"),
        content_type="application/json",
        query_string=query,
    )


def test_what_people_write_is_shown_and_never_run(org):
    client = org.client("owner", "group")
    client.post(
        f"/organisation/{org.group.pk}/add/",
        {"name": SCRIPT, "kind": "brand", "code": "x", "country": ""},
    )
    unit = Unit.objects.get(code="x")
    for url in (
        "/",
        "/organisation/",
        "/organisation/?q=script",
        f"/organisation/{unit.pk}/",
        "/trail/",
    ):
        body = client.get(url).content.decode()
        assert SCRIPT not in body, url
    assert "&lt;script&gt;" in client.get(f"/organisation/{unit.pk}/").content.decode()


def test_every_page_has_the_headers_that_keep_it_to_itself(org):
    for url in ("/", "/sign-in/login/", "/nowhere/", "/api/v1/me"):
        answer = org.client("owner", "group").get(url)
        assert answer["Content-Security-Policy"] == POLICY, url
        assert answer["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in POLICY


def test_a_sign_in_changes_the_session_that_was_there_before(org):
    person = org.person("owner", "group")
    client = Client()
    client.get("/sign-in/login/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    before = session.session_key
    said = {"login": person.email, "password": "a long enough word"}
    assert client.post("/sign-in/login/", said).status_code == 302
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "to", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_a_sign_in_leads_nowhere_else(org, to):
    person = org.person("owner", "group")
    said = {"login": person.email, "password": "a long enough word", "next": to}
    answer = Client().post("/sign-in/login/", said)
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_guessing_is_stopped_and_says_so(org):
    cache.clear()
    person = org.person("owner", "group")
    said = {"login": person.email, "password": "wrong"}
    client = Client()
    bodies = [client.post("/sign-in/login/", said).content.decode() for _ in range(6)]
    assert "Too many failed" in bodies[-1]
    right = client.post("/sign-in/login/", said | {"password": "a long enough word"})
    assert right.status_code == 200
    cache.clear()


def test_whether_somebody_is_here_is_not_told(org):
    cache.clear()
    known = org.person("owner", "group").email
    bodies = [
        Client().post("/sign-in/login/", {"login": who, "password": "wrong"}).content.decode()
        for who in (known, "nobody@example.org")
    ]
    plain = [body.replace(known, "").replace("nobody@example.org", "") for body in bodies]
    assert [("not correct" in body, body.count('class="message')) for body in plain] == [
        ("not correct" in plain[0], plain[0].count('class="message'))
    ] * 2
    cache.clear()


def test_nobody_signs_up(client, db):
    assert client.post("/sign-in/signup/", {"email": "e@example.org"}).status_code == 302
    from parvis.hub.people.models import Person

    assert not Person.objects.exists()


def test_a_bomb_is_no_table(org):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("units.csv", b"0" * (50 << 20))
    body.seek(0)
    body.name = "units.csv"
    answer = org.client("owner", "group").post(
        f"/organisation/{org.group.pk}/import/", {"file": body}
    )
    assert answer.status_code == 200
    assert "no text" in answer.content.decode() or "lacks" in answer.content.decode()


def test_a_million_rows_are_refused_before_they_are_read(org):
    body = io.BytesIO(b"code,name\n" + b"a,b\n" * 1_000_000)
    body.name = "units.csv"
    answer = org.client("owner", "group").post(
        f"/organisation/{org.group.pk}/import/", {"file": body}
    )
    assert answer.status_code == 200
    assert "50000" in answer.content.decode().replace(",", "")
    assert Unit.objects.count() == 5
