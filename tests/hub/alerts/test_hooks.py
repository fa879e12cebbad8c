"""Webhooks: signed, sent again until they are received, to no private network, nothing left out."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
from itertools import pairwise

import pytest
from django.utils import timezone

from parvis.collect.web import Answer
from parvis.errors import BadRequestError, FetchRefusedError, RateLimitedError, UnavailableError
from parvis.hub.alerts import arriving, sending, services
from parvis.hub.alerts.models import Delivery, Hook
from parvis.hub.common.errors import ForbiddenError, RefusedError
from parvis.hub.work.models import Job

URL = "https://desk.example/in"


@pytest.fixture
def desk(monkeypatch):
    """Stands where messages go: keeps each, and answers as it is told to."""

    class Desk:
        def __init__(self):
            self.got, self.fault = [], None

        async def posted(self, url, body, said):
            self.got.append((url, body, said))
            if self.fault is not None:
                raise self.fault
            return Answer(204, url)

    held = Desk()
    monkeypatch.setattr(sending, "_posted", held.posted)
    return held


@pytest.fixture
def hook(square):
    return services.add_hook(square.org.actor("manager", "volcan"), square.org.volcan,
                             name="Desk", url=URL)  # fmt: skip


@pytest.fixture
def stream(square):
    by = square.org.actor("manager", "volcan")
    told = {"name": "Stream", "url": URL, "perimeter": square.ours}
    return services.add_hook(by, square.org.volcan, **told)[0]


def checked(secret: str, body: bytes, said: dict[str, str]) -> dict:
    """Check a message as the text of Standard Webhooks has it, with nothing of Parvis."""
    key = base64.b64decode(secret[len("whsec_") :])
    content = said["webhook-id"] + "." + said["webhook-timestamp"] + "." + body.decode("utf-8")
    digest = hmac.new(key, content.encode("utf-8"), hashlib.sha256).digest()
    wanted = "v1," + base64.b64encode(digest).decode()
    assert any(hmac.compare_digest(one, wanted) for one in said["webhook-signature"].split(" "))
    assert abs(int(said["webhook-timestamp"]) - timezone.now().timestamp()) < 300
    return json.loads(body)


def test_a_firing_is_told_signed_and_checked_by_somebody_else(square, hook, desk, work_off):
    square.say(12)
    square.look(square.alert())
    assert work_off("alerts.deliver") == 1
    (url, body, said), (_hook, secret) = desk.got[0], hook
    told = checked(secret, body, said)
    assert url == URL
    assert told["type"] == "alert.fired"
    assert told["data"]["figure"]["value"] == 12
    assert told["data"]["figure"]["class"] == "measured"
    assert told["data"]["behind"].startswith("http://localhost/explore/perimeters/")
    made = Delivery.objects.get()
    assert (made.state, made.status, said["webhook-id"]) == ("done", 204, str(made.ident))
    with pytest.raises(AssertionError):
        checked(secret, body + b" ", said)


def test_a_secret_is_kept_nowhere_as_it_is_and_the_one_before_signs_for_a_day(
    square, hook, desk, work_off
):
    held, old = hook
    by = square.org.actor("manager", "volcan")
    new = services.renew(by, held)
    held.refresh_from_db()
    assert old not in f"{held.secret} {held.before}"
    assert new not in held.secret
    services.test_send(by, held)
    work_off("alerts.deliver")
    _url, body, said = desk.got[0]
    assert checked(old, body, said) == checked(new, body, said)
    Hook.objects.update(before_until=timezone.now())
    services.test_send(by, held)
    work_off("alerts.deliver")
    checked(new, *desk.got[1][1:])
    with pytest.raises(AssertionError):
        checked(old, *desk.got[1][1:])


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/in", "https://localhost/in", "https://10.0.0.7/in", "https://[::1]/in",
        "https://169.254.169.254/latest", "ftp://a.example/", "https://user:pw@a.example/",
        "https://0x7f.1/", "https://a.example:22/", "no address",
    ],
)  # fmt: skip
def test_an_address_of_a_private_network_is_refused(square, url):
    with pytest.raises(RefusedError) as refused:
        services.add_hook(square.org.actor("manager", "volcan"), square.org.volcan,
                          name="Desk", url=url)  # fmt: skip
    assert refused.value.field == "url"


def test_a_name_that_leads_to_a_private_network_is_not_followed(square, hook, work_off):
    Hook.objects.update(url="https://localhost.localdomain/in")  # it passed, and leads inside now
    Hook.objects.update(url="http://127.0.0.1/in")
    services.test_send(square.org.actor("manager", "volcan"), hook[0])
    work_off("alerts.deliver")
    made = Delivery.objects.get()
    assert made.state == "failed"
    assert "not public" in made.fault
    assert Hook.objects.get().stopped_at


def test_what_is_not_received_is_sent_again_later_each_time(square, hook, desk, work_off):
    services.test_send(square.org.actor("manager", "volcan"), hook[0])
    desk.fault = UnavailableError.at(URL, "no time", "later", status=503)
    spans = []
    for tries in range(4):
        work_off("alerts.deliver")
        made = Delivery.objects.get()
        assert (made.state, made.tries, made.status) == ("waiting", tries + 1, 503)
        spans.append((made.next_at - made.tried_at).total_seconds())
        Job.objects.filter(state="waiting").update(due_at=timezone.now())
    assert all(later > 2 * sooner for sooner, later in pairwise(spans))
    desk.fault = None
    work_off("alerts.deliver")
    assert Delivery.objects.get().state == "done"
    assert len({said["webhook-id"] for _url, _body, said in desk.got}) == 1


def test_it_waits_as_long_as_the_server_asks(square, hook, desk, work_off):
    services.test_send(square.org.actor("manager", "volcan"), hook[0])
    desk.fault = RateLimitedError.at(URL, "too often", "wait", status=429).after(900.0)
    work_off("alerts.deliver")
    made = Delivery.objects.get()
    assert made.next_at - made.tried_at >= dt.timedelta(seconds=899)
    assert Job.objects.get(state="waiting").due_at == made.next_at


@pytest.mark.parametrize(
    "fault",
    [
        FetchRefusedError.at(URL, "it leads to 10.0.0.1", "no"),
        BadRequestError.at(URL, "gone", "look", status=410),
    ],
)
def test_what_can_never_be_received_is_given_up_and_waits_to_be_taken_up(
    square, hook, desk, work_off, fault
):
    by = square.org.actor("manager", "volcan")
    services.test_send(by, hook[0])
    desk.fault = fault
    work_off("alerts.deliver")
    assert Delivery.objects.get().state == "failed"
    services.test_send(by, hook[0])  # made while it is stopped
    assert work_off("alerts.deliver") == 1
    assert len(desk.got) == 1
    desk.fault = None
    services.resume(by, Hook.objects.get())
    work_off("alerts.deliver")
    assert set(Delivery.objects.values_list("state", flat=True)) == {"done"}


def test_new_mentions_come_in_batches_each_once_and_in_order(square, stream, desk, work_off):
    square.say(3)
    stream.refresh_from_db()
    Hook.objects.update(upto=0)
    square.say(2, 0.1)
    while arriving.gather(Hook.objects.get()):
        work_off("alerts.deliver")
    got = [one["id"] for _u, body, _s in desk.got for one in json.loads(body)["data"]["mentions"]]
    assert got == ["x:0", "x:1", "x:2", "x:3", "x:4"]


def test_a_batch_holds_so_many_and_the_next_goes_on(square, stream, desk, work_off, monkeypatch):
    monkeypatch.setattr(arriving, "TOGETHER", 2)
    square.say(5)
    for _ in range(4):
        arriving.gather(Hook.objects.get())
        work_off("alerts.deliver")
    sizes = [len(json.loads(body)["data"]["mentions"]) for _u, body, _s in desk.got]
    assert sizes == [2, 2, 1]


def test_nothing_overtakes_what_was_not_received(square, stream, desk, work_off):
    square.say(1)
    arriving.gather(Hook.objects.get())
    desk.fault = UnavailableError.at(URL, "no time", "later", status=503)
    work_off("alerts.deliver")
    square.say(1, 0.1)
    assert not arriving.gather(Hook.objects.get())
    desk.fault = None
    Job.objects.filter(state="waiting").update(due_at=timezone.now())
    work_off("alerts.deliver")
    assert arriving.gather(Hook.objects.get())
    work_off("alerts.deliver")
    ids = [said["webhook-id"] for _u, _b, said in desk.got]
    assert ids[0] == ids[1] != ids[2]
    assert json.loads(desk.got[2][1])["data"]["mentions"][0]["id"] == "x:1"


def test_only_what_is_of_the_perimeter_is_told(square, stream, desk, work_off):
    from parvis.hub.listening.models import Perimeter

    square.ours = Perimeter.objects.create(unit=square.org.orage, name="Orage", query="orage")
    square.say(2)
    arriving.gather(Hook.objects.get())
    assert not Delivery.objects.exists()
    assert Hook.objects.get().upto == arriving.version()


def test_who_may_not_manage_any_more_has_nothing_sent(square, hook, desk, work_off):
    services.test_send(square.org.actor("manager", "volcan"), hook[0])
    square.org.person("manager", "volcan").grants.all().delete()
    work_off("alerts.deliver")
    assert not desk.got
    assert Delivery.objects.get().state == "failed"
    with pytest.raises(ForbiddenError):
        services.add_hook(square.org.actor("analyst", "volcan"), square.org.volcan,
                          name="Desk", url=URL)  # fmt: skip
