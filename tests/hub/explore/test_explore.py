"""What is explored is what one may see, and the same figures as those of a study."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from django.core.cache import caches
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from parvis.hub.accounts.models import Account
from parvis.hub.alerts.arriving import batch
from parvis.hub.common.errors import MissingError
from parvis.hub.explore import counting, jobs, panels, selectors, services
from parvis.hub.explore.filters import Filters
from parvis.hub.explore.frames import count, mentions
from parvis.hub.explore.models import Correction, Note, View
from parvis.hub.explore.remembered import key_of
from parvis.hub.explore.scopes import Scope, of_perimeter
from parvis.hub.listening.models import Source
from parvis.hub.work.models import Job
from parvis.schema import INTERACTIONS, MEDIA, TONALITIES
from parvis.store import Person, create_lake, open_lake

TODAY = dt.date(2026, 11, 29)
SCOPE = Scope(
    kind="perimeter", pk=1, title="Us", family="care", path="/1/", names={"p1": "Us", "p2": "Them"},
    queries={"p1": "us", "p2": "them"},
)  # fmt: skip


def read(address: str, scope: Scope = SCOPE, today: dt.date = TODAY) -> Filters:
    return Filters.read(QueryDict(address), scope, today)


def many(values):
    return st.lists(st.sampled_from(values), unique=True, max_size=3).map(tuple)


@given(
    since=st.dates(dt.date(2024, 1, 1), TODAY), days=st.integers(0, 900), brands=many(("p1", "p2")),
    medium=many(MEDIA), tonality=many(TONALITIES), interaction=many(INTERACTIONS),
    language=many(("fr", "en")), once=st.booleans(), words=st.text(max_size=20).map(str.strip),
    tags=st.lists(st.text(min_size=1, max_size=9), unique=True, max_size=3).map(tuple),
)  # fmt: skip
def test_an_address_shows_again_what_it_was_made_of(since, days, **rest):
    until = since + dt.timedelta(days)
    wanted = Filters(since=since, until=until, zone=read("").zone, **rest)
    assert read(wanted.address) == wanted
    assert not read(wanted.address).faults


@pytest.mark.parametrize(
    ("address", "days"),
    [
        ("", 30),
        ("since=2026-11-20", 10),
        ("since=2026-11-29&until=2026-11-20", 10),
        ("since=soon", 30),
        ("since=1200-01-01", 30),
        ("since=1999-01-01", 1_100),
        ("tonality=furious&medium=fax&brands=p9&language=%00&q=" + "x" * 999, 30),
    ],
)
def test_what_cannot_be_had_is_left_out_and_told(address, days):
    wanted = read(address)
    assert wanted.days == days
    assert bool(wanted.faults) == any(
        strange in address for strange in ("soon", "1200", "1999", "furious", "until")
    )


def test_the_days_before_are_as_many_and_right_before():
    wanted = read("since=2026-11-20&until=2026-11-29")
    before = wanted.before()
    assert (before.since, before.until) == (dt.date(2026, 11, 10), dt.date(2026, 11, 19))


def test_what_others_are_told_of_is_not_told(ours, theirs, heard):
    heard([("Merci volcan !", (ours,)), ("Honte à orage, vive volcan", (ours, theirs))] * 3)
    scope = of_perimeter(ours)
    found = mentions(scope, read("", scope, timezone.localdate()), ["towards"])
    assert found.height == 6
    assert {brand for names in found["brands"] for brand in names} == {"Volcan"}
    told = found.explode("towards").drop_nulls("towards").unnest("towards")
    assert set(told["brand"]) == {"Volcan"}


def test_a_rival_is_beside_only_where_one_may_see_it(org, ours, theirs, heard):
    heard([("Merci volcan !", (ours,)), ("Honte à orage", (theirs,))])
    for role, place, seen in (("reader", "volcan", False), ("reader", "group", True)):
        client = org.client(role, place)
        told = {"beside": theirs.pk}
        page = client.get(reverse("explore_perimeter", args=[ours.pk]), told).content.decode()
        listed = reverse("explore_perimeter_mentions", args=[ours.pk])
        assert ("Honte" in client.get(listed, told).content.decode()) is seen
        assert (f'value="{theirs.pk}"' in page) is seen


def test_figures_are_those_of_a_study(ours, heard):
    heard([("Merci, service impeccable !", (ours,)), ("Panne, honteux", (ours,))] * 6)
    scope = of_perimeter(ours)
    wanted = read("", scope, timezone.localdate())
    shown = panels.show(scope, wanted, "matrix")
    counts = mentions(scope, wanted, ["medium", "tonality", "interaction"]).group_by(
        "medium", "tonality", "interaction"
    ).len()  # fmt: skip
    told = {tuple(figure.by.values()): figure.value for figure in shown.figures}
    assert told == {tuple(row[:3]): row[3] for row in counts.iter_rows()}
    assert all(figure.definition and figure.query for figure in shown.figures)
    assert shown.panel
    assert shown.panel.how


@pytest.mark.once
@pytest.mark.parametrize("name", list(panels.KINDS))
@pytest.mark.parametrize("said", [0, 1, 40])
def test_every_figure_stands_whatever_was_said(org, ours, theirs, heard, name, said):
    heard(
        [
            (f"Panne de volcan et de orage n\N{DEGREE SIGN} {number}", (ours, theirs))
            for number in range(said)
        ]
    )
    Account.objects.create(unit=org.lyon, network="x", handle="@Someone3", state="active")
    client = org.client("reader", "group")
    address = reverse("explore_perimeter_figure", args=[ours.pk, name])
    answer = client.get(address, {"beside": theirs.pk})
    assert answer.status_code == 200
    assert ("<article" in answer.content.decode()) is (said > 0)


def test_pages_of_mentions_hold_each_once(ours, heard):
    heard([(f"volcan {number}", (ours,)) for number in range(120)])
    scope = of_perimeter(ours)
    wanted, seen, before = read("", scope, timezone.localdate()), [], ""
    for _page in range(3):
        page = selectors.page(scope, wanted, before)
        seen += [row["text"] for row in page.rows]
        before = page.further
    assert before == ""
    assert page.total == 120
    assert len(seen) == len(set(seen)) == 120


def test_words_and_readings_choose(ours, heard):
    heard([("Merci pour le réseau !", (ours,)), ("RÉSEAU en panne, honteux", (ours,))])
    scope, today = of_perimeter(ours), timezone.localdate()
    assert mentions(scope, read("q=réseau", scope, today), []).height == 2
    found = mentions(scope, read("q=réseau&tonality=negative", scope, today), ["text", "tonality"])
    assert found["text"].str.contains("panne").all()
    assert mentions(scope, read("q=absent", scope, today), []).is_empty()


def test_there_may_be_no_lake_yet(org, ours, settings, tmp_path):
    settings.LAKE = tmp_path / "none"
    client = org.client("reader", "volcan")
    for view in ("explore_perimeter", "explore_perimeter_mentions"):
        assert client.get(reverse(view, args=[ours.pk])).status_code == 200
    assert mentions(of_perimeter(ours), read(""), ["text"]).schema["brands"] == pl.List(pl.String)


def share(scope: Scope, tonality: str) -> float:
    shown = panels.show(scope, read("", scope, timezone.localdate()), "tone")
    figures = {one.by["tonality"]: one.value for one in shown.figures if "tonality" in one.by}
    return figures[tonality]


def test_a_correction_moves_the_share_and_is_told(org, ours, heard):
    heard([("Panne, tout est honteux", (ours,)), ("Merci, service impeccable !", (ours,))])
    scope, client = of_perimeter(ours), org.client("analyst", "volcan")
    assert share(scope, "negative") == 50
    told = {"mention": "x:0", "said": "tonality=positive"}
    assert client.post(reverse("correct_mention", args=[ours.pk]), told).status_code == 302
    assert share(scope, "negative") == 0
    listed = client.get(reverse("explore_perimeter_mentions", args=[ours.pk])).content.decode()
    assert "corrected by analyst volcan" in listed
    client.post(reverse("correct_mention", args=[ours.pk]), told | {"said": "tonality="})
    assert share(scope, "negative") == 50


def test_what_is_called_irrelevant_counts_no_more(org, ours, theirs, heard):
    heard([("volcan et orage", (ours, theirs)), ("volcan", (ours,))])
    services.correct(
        org.actor("analyst", "volcan"), ours, mention="x:0", criterion="relevant", value="no"
    )
    today = timezone.localdate()
    assert [
        mentions(scope, read("", scope, today), []).height
        for scope in (of_perimeter(ours), of_perimeter(theirs))
    ] == [1, 1]


@pytest.mark.parametrize("said", ["tonality=furious", "mood=negative", "relevant=maybe", "", "x"])
def test_a_mention_is_called_only_what_it_can_be(org, ours, heard, said):
    heard([("volcan", (ours,))])
    client = org.client("analyst", "volcan")
    client.post(reverse("correct_mention", args=[ours.pk]), {"mention": "x:0", "said": said})
    assert not Correction.objects.exists()


def test_a_mention_is_found_again_by_its_tags(org, ours, heard):
    heard([("Panne, tout est honteux", (ours,)), ("Merci, service impeccable !", (ours,))])
    client = org.client("analyst", "volcan")
    at, page = (
        reverse(name, args=[ours.pk]) for name in ("tag_mention", "explore_perimeter_mentions")
    )

    def found(word):
        return client.get(page, {"tag": word}).context["found"].rows

    told = {"mention": "x:0", "words": "Refund,  to  call , refund"}
    assert client.post(at, told).status_code == 302
    assert [(row["id"], row["tags"]) for row in found("refund")] == [("x:0", ["refund", "to call"])]
    assert not found("other")
    client.post(at, {"mention": "x:1", "words": "REFUND"})
    assert {row["id"] for row in found("refund")} == {"x:0", "x:1"}
    volume = reverse("explore_perimeter_figure", args=[ours.pk, "volume"])
    shown = client.get(volume, {"tag": "refund"}).context["shown"]
    assert [one.value for one in shown.figures if list(one.by) == ["brand"]] == [2]
    client.post(at, {"mention": "x:0", "words": "to call"})
    assert {row["id"] for row in found("refund")} == {"x:1"}


def test_a_tag_leaves_what_was_found_without_it_at_hand(org, ours, heard):
    heard([("Panne, tout est honteux", (ours,))])
    scope = of_perimeter(ours)
    before = [key_of(scope, read(address, scope)) for address in ("", "tag=refund")]
    services.tag(org.actor("analyst", "volcan"), ours, mention="x:0", words=["refund"])
    after = [key_of(scope, read(address, scope)) for address in ("", "tag=refund")]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False]


def test_a_view_is_kept_whatever_its_words(org, ours, heard):
    client = org.client("analyst", "volcan")
    at = reverse("explore_perimeter_save", args=[ours.pk])
    client.post(f"{at}?q={'🌋' * 200}", {"name": "Volcanoes"})
    kept = View.objects.get()
    assert read(kept.address).words == "🌋" * 200


@pytest.mark.parametrize("words", ["a" * 41, ",".join(map(str, range(13)))])
def test_tags_are_few_and_short(org, ours, heard, words):
    heard([("Panne, tout est honteux", (ours,)), ("Merci, service impeccable !", (ours,))])
    client = org.client("analyst", "volcan")
    told = {"mention": "x:0", "words": words}
    answer = client.post(reverse("tag_mention", args=[ours.pk]), told, follow=True)
    assert "At most 12 tags" in answer.content.decode()
    assert not ours.tags.exists()


def test_tags_are_given_by_those_who_listen_and_are_text(org, ours, heard):
    heard([("Panne, tout est honteux", (ours,)), ("Merci, service impeccable !", (ours,))])
    at = reverse("tag_mention", args=[ours.pk])
    told = {"mention": "x:0", "words": "<b>&"}
    assert org.client("reader", "volcan").post(at, told).status_code == 403
    analyst = org.client("analyst", "volcan")
    assert analyst.post(at, told | {"mention": "x:999"}).status_code == 404
    analyst.post(at, told)
    page = analyst.get(reverse("explore_perimeter_mentions", args=[ours.pk])).content.decode()
    assert "&lt;b&gt;&amp;" in page
    assert "<b>&" not in page


def test_only_mentions_of_the_perimeter_are_corrected(org, ours, theirs, heard):
    heard([("volcan", (ours,)), ("orage", (theirs,))])
    client = org.client("analyst", "volcan")
    told = {"mention": "x:1", "said": "tonality=positive"}
    assert client.post(reverse("correct_mention", args=[ours.pk]), told).status_code == 404
    client = org.client("reader", "volcan")
    told = {"mention": "x:0", "said": "tonality=positive"}
    assert client.post(reverse("correct_mention", args=[ours.pk]), told).status_code == 403


def test_a_number_opens_the_mentions_that_it_counts(ours, theirs, heard):
    heard(
        [
            ("Panne de volcan", (ours,)),
            ("Merci orage", (theirs,)),
            ("orage, volcan", (ours, theirs)),
        ]
    )
    scope = of_perimeter(ours, [theirs])
    wanted = Filters.read(
        QueryDict(f"beside={theirs.pk}"), scope, timezone.localdate(), [theirs.pk]
    )
    for name in ("volume", "matrix"):
        shown = panels.show(scope, wanted, name)
        for one in selectors.openings(scope, wanted, shown.figures):
            opened = Filters.read(QueryDict(one.address), scope, timezone.localdate(), [theirs.pk])
            assert mentions(scope, opened, []).height == one.value, (name, one.words)


def test_views_and_notes_are_kept_for_a_unit_and_dropped_by_their_own(org, ours, heard):
    heard([("volcan", (ours,))])
    mine, other = org.client("reader", "volcan"), org.client("analyst", "volcan")
    page = reverse("explore_perimeter", args=[ours.pk])
    mine.post(
        reverse("explore_perimeter_save", args=[ours.pk]) + "?tonality=negative", {"name": "Bad"}
    )
    mine.post(
        reverse("explore_perimeter_note", args=[ours.pk]), {"day": TODAY, "text": "<b>Strike"}
    )
    kept = View.objects.get()
    assert "tonality=negative" in kept.address
    seen = other.get(page, {"until": TODAY}).content.decode()
    assert "Bad" in seen
    assert "&lt;b&gt;Strike" in seen
    other.post(reverse("drop_view", args=[kept.pk]))
    assert View.objects.exists()
    assert mine.post(reverse("drop_view", args=[kept.pk])).status_code == 302
    assert mine.post(reverse("drop_note", args=[Note.objects.get().pk])).status_code == 302
    assert not View.objects.exists()


def test_what_takes_long_comes_once_a_worker_found_it(ours, theirs, heard, monkeypatch, settings):
    heard([("volcan", (ours,)), ("orage", (theirs,))] * 10)
    scope = of_perimeter(ours, [theirs])
    wanted = read("", scope, timezone.localdate())
    here = panels.show(scope, wanted, "voice")
    caches["figures"].clear()
    caches["kept"].clear()
    monkeypatch.setattr(panels, "LARGE", 5)
    assert panels.show(scope, wanted, "voice").is_coming
    assert panels.show(scope, wanted, "voice").is_coming
    (job,) = Job.objects.filter(kind="explore.count")
    jobs.count(job.told)
    came = panels.show(scope, wanted, "voice")
    assert not came.is_coming
    assert came.figures == here.figures
    assert panels.show(scope, wanted, "volume").panel
    monkeypatch.setattr(counting, "FRESH", dt.timedelta(0))
    monkeypatch.setattr(counting, "_turn", lambda _now: 7)
    assert panels.show(scope, wanted, "voice").figures == here.figures
    assert Job.objects.filter(kind="explore.count").count() == 2


def test_what_was_said_in_private_to_others_is_of_no_perimeter(org, ours, settings, tmp_path):
    settings.LAKE = tmp_path / "lake"
    theirs = Source.objects.create(unit=org.orage, name="Their mail", kind="mail")
    below = Source.objects.create(unit=org.lyon, name="The hotel's mail", kind="mail")
    said = pl.DataFrame(
        [
            ("x:0", "post", "micro-blog", theirs.key),
            ("m:1", "message", "mail", theirs.key),
            ("m:2", "message", "mail", below.key),
            ("s:3", "post", "survey", None),
            ("x:4", "message", "social network", theirs.key),
        ],
        schema=["id", "kind", "medium", "via"],
        orient="row",
    ).with_columns(text=pl.lit("volcan"), published_at=pl.lit(timezone.now()))
    marks = said.select(
        mention="id", perimeter=pl.lit("hub"), version=pl.lit("1"), query=pl.lit(ours.key),
        matches=pl.lit(value=True),
    )  # fmt: skip
    with create_lake(settings.LAKE).writing("a test") as writer:
        writer.append("mentions", said)
        writer.append("marks", marks)
    scope = of_perimeter(ours)
    wanted = read("", scope, timezone.localdate())
    assert set(mentions(scope, wanted, ["id"])["id"]) == {"x:0", "m:2"}
    assert count(scope, wanted) == 2
    assert {row["id"] for row in batch(ours, 0).rows} == {"x:0", "m:2"}
    by = org.actor("analyst", "volcan")
    for hidden in ("m:1", "s:3", "x:4", "none"):
        with pytest.raises(MissingError):
            services.correct(by, ours, mention=hidden, criterion="relevant", value="no")


@pytest.mark.parametrize("is_found_by_the_worker", [False, True])
def test_no_figure_outlives_whom_it_was_made_of(
    ours, theirs, heard, monkeypatch, settings, is_found_by_the_worker
):
    heard([("volcan", (ours,)), ("orage", (theirs,))] * 10)
    caches["kept"].clear()
    scope = of_perimeter(ours, [theirs])
    wanted = read("", scope, timezone.localdate())

    def voices() -> float:
        shown = panels.show(scope, wanted, "voice")
        if shown.is_coming:
            jobs.count(Job.objects.filter(kind="explore.count").last().told)
            shown = panels.show(scope, wanted, "voice")
        return sum(one.value for one in shown.figures if one.key == "voice.mentions")

    if is_found_by_the_worker:
        monkeypatch.setattr(panels, "LARGE", 5)
    before = voices()
    open_lake(settings.LAKE).erase(Person(source="x", handle="someone0"))
    caches["figures"].delete(f"version:{settings.LAKE}")
    assert voices() == before - 2  # counted raw, and once
