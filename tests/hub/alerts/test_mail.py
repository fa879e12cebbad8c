"""Mails and feeds: grouped, in the reader's words, and whatever an alert is called."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from parvis.hub.alerts import letters, reporting, services
from parvis.hub.alerts.models import Notice, Report
from parvis.hub.alerts.telling import mail_at
from parvis.hub.people.models import Person
from parvis.hub.work.models import Job

HOSTILE = "</title><script>alert(1)</script>\r\nBcc: all@example.org \x00\u202e & \ud83c\udf0b"
HOSTILE = HOSTILE.encode("utf-16", "surrogatepass").decode("utf-16").replace("\x00", "")

pytestmark = pytest.mark.once


def fire(square, **told):
    alert = square.alert(**told)
    square.look(alert, 0.01)
    return alert


def due_now():
    Notice.objects.update(mail_at=timezone.now())
    Job.objects.filter(kind="alerts.mail").update(due_at=timezone.now())


def test_all_that_fires_within_a_minute_is_one_mail(square, work_off):
    square.say(12)
    fire(square, name="First")
    fire(square, name="Second")
    due_now()
    work_off("alerts.mail")
    assert [one.subject for one in mail.outbox] == ["Alert: 2 alerts"]
    assert "First" in mail.outbox[0].body
    assert "Second" in mail.outbox[0].body
    assert "/explore/perimeters/" in mail.outbox[0].body
    letters.send(square.org.person("analyst", "volcan").pk, timezone.now())
    assert len(mail.outbox) == 1


def test_it_is_in_the_language_and_the_time_of_whoever_reads(square):
    person = square.org.person("analyst", "volcan")
    Person.objects.filter(pk=person.pk).update(language="fr", zone="Asia/Tokyo")
    square.now = dt.datetime(2026, 11, 2, 20, tzinfo=dt.UTC)
    square.say(12)
    fire(square, name="Bruit")
    letters.send(person.pk, timezone.now() + dt.timedelta(days=1))
    sent = mail.outbox[0]
    assert sent.subject == "Alerte\N{NO-BREAK SPACE}: Bruit"
    assert "3\N{NO-BREAK SPACE}novembre 2026 à 5\N{NO-BREAK SPACE}h" in sent.body
    assert "Mentions (Volcan)\N{NO-BREAK SPACE}: 12\N{NO-BREAK SPACE}mentions" in sent.body


@pytest.mark.parametrize(
    ("pace", "now", "at"),
    [
        ("once", "2026-11-02T09:10:20", "2026-11-02T09:11:00"),
        ("hourly", "2026-11-02T09:10:20", "2026-11-02T10:00:00"),
        ("daily", "2026-11-02T09:10:20", "2026-11-03T07:00:00"),
        ("daily", "2026-11-02T06:59:00", "2026-11-02T07:00:00"),
        ("daily", "2026-10-24T09:00:00", "2026-10-25T07:00:00"),  # the clocks go back that night
        ("hourly", "2026-10-25T00:30:00", "2026-10-25T01:00:00"),
    ],
)
def test_a_digest_comes_by_the_clock_of_whoever_reads(pace, now, at):
    person = Person(zone="Europe/Paris")
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=dt.UTC)
    assert mail_at(pace, moment, person) == dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)
    assert mail_at("never", moment, person) is None


def test_who_may_not_see_it_any_more_when_it_is_sent_is_left_out(square):
    reader = square.org.person("reader", "volcan")
    square.say(12)
    fire(square, recipients=[reader])
    reader.grants.all().delete()
    letters.send(reader.pk, timezone.now() + dt.timedelta(days=2))
    assert not mail.outbox


def test_what_was_missed_is_mailed_all_the_same(square, work_off):
    square.say(12)
    fire(square)
    Job.objects.all().delete()
    now = timezone.now() + dt.timedelta(minutes=10)
    letters.plan(now)
    letters.plan(now)
    Job.objects.update(due_at=timezone.now())
    assert work_off("alerts.mail") == 1
    assert len(mail.outbox) == 1


def test_whatever_an_alert_is_called_a_mail_is_one_mail(square):
    square.say(12)
    fire(square, name=HOSTILE)
    person = square.org.person("analyst", "volcan")
    letters.send(person.pk, timezone.now() + dt.timedelta(days=1))
    sent = mail.outbox[0].message()
    assert sent["Bcc"] is None
    assert "\n" not in sent["Subject"].replace("\n ", "")
    html = mail.outbox[0].alternatives[0].content
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "\u202e" not in html + mail.outbox[0].body
    assert mail.outbox[0].recipients() == [person.email]


def test_a_feed_holds_what_fired_and_is_read_by_any_reader(square, client):
    square.say(12)
    fire(square, name=HOSTILE)
    by = square.org.actor("reader", "volcan")
    feed, token = services.make_feed(by, unit=square.org.volcan)
    assert token not in feed.mark
    answer = client.get(f"/alerts/feeds/{token}.rss")
    assert answer["Content-Type"].startswith("application/rss+xml")
    items = ET.fromstring(answer.content).findall("channel/item")  # noqa: S314 - our own
    assert len(items) == 1
    assert "<script>" in items[0].findtext("title")
    assert b"<script>" not in answer.content
    assert "someone" not in answer.content.decode()
    assert items[0].findtext("link").startswith("http://localhost/explore/")
    services.revoke_feed(by, feed)
    assert client.get(f"/alerts/feeds/{token}.rss").status_code == 404


def test_a_feed_holds_nothing_that_its_owner_may_not_see_any_more(square, client):
    square.say(12)
    fire(square)
    by = square.org.actor("reader", "volcan")
    token = services.make_feed(by, unit=square.org.volcan)[1]
    mine = services.make_feed(square.org.actor("analyst", "volcan"))[1]
    by.person.grants.all().delete()
    assert b"<item>" not in client.get(f"/alerts/feeds/{token}.rss").content
    assert b"<item>" in client.get(f"/alerts/feeds/{mine}.rss").content


@pytest.mark.parametrize(
    ("every", "now", "at", "days"),
    [
        ("week", "2026-11-25T12:00", "2026-11-30T06:00", ("2026-11-23", "2026-11-29")),
        ("week", "2026-11-30T06:00", "2026-12-07T06:00", ("2026-11-30", "2026-12-06")),
        ("week", "2026-03-27T12:00", "2026-03-30T05:00", ("2026-03-23", "2026-03-29")),
        ("month", "2026-11-25T12:00", "2026-12-01T06:00", ("2026-11-01", "2026-11-30")),
    ],
)
def test_a_report_comes_at_seven_and_tells_of_the_days_before(every, now, at, days):
    zone = ZoneInfo("Europe/Paris")
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=dt.UTC)
    found = reporting.next_after(every, moment, zone)
    assert found == dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)
    assert tuple(map(str, reporting.days_before(every, found, zone))) == days


def test_a_report_is_changed_on_its_page_by_whoever_may(square):
    by, reader = (
        square.org.actor("analyst", "volcan"),
        square.org.person("reader", "volcan"),
    )
    made = services.add_report(by, square.ours, name="Week", every="week", filters="medium=x")
    address = reverse("change_report", args=[made.pk])
    page = square.org.client("analyst", "volcan").get(address)
    assert by.person.email in page.content.decode()
    said = {"name": "Month", "every": "month", "recipients": reader.email}
    assert square.org.client("reader", "volcan").post(address, said).status_code == 403
    square.org.client("analyst", "volcan").post(address, said)
    held = Report.objects.get()
    assert (held.name, held.every, held.filters) == ("Month", "month", "medium=x")
    assert list(held.people.all()) == [reader]
    assert (made.next_at.weekday(), held.next_at.day) == (0, 1)


def test_a_report_is_sent_once_with_its_figures_to_those_who_may_see_it(square, work_off):
    reader, gone = (square.org.person(role, "volcan") for role in ("reader", "agent"))
    by = square.org.actor("analyst", "volcan")
    square.say(30, 26)
    made = services.add_report(
        by, square.ours, name=HOSTILE, every="week", recipients=[reader, gone]
    )
    gone.grants.all().delete()
    Report.objects.update(next_at=timezone.now())
    reporting.plan(timezone.now())
    reporting.plan(timezone.now())
    assert work_off("alerts.report") == 1
    reporting.send(made.pk, Report.objects.get().sent_at)
    assert work_off("alerts.letter") == 2
    assert sorted(one.to[0] for one in mail.outbox) == sorted([by.person.email, reader.email])
    text, html = mail.outbox[0].body, mail.outbox[0].alternatives[0].content
    assert "30 mentions" in text
    assert "<b>30</b>" in html
    assert "since=" in text
    assert "<script>" not in html
    assert "<table" in html
    name, paper, kind = mail.outbox[0].attachments[0]
    assert (name[-4:], paper[:5], kind) == (".pdf", b"%PDF-", "application/pdf")
