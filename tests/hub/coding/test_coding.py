"""Two people code without one another, what they disagree on is decided, and shares go by it."""

from __future__ import annotations

import csv
import datetime as dt
import io

import polars as pl
import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from parvis.codebook import agreement
from parvis.hub.audit.models import Line
from parvis.hub.coding import drawing, services, shares
from parvis.hub.coding.books import book_of, name_of
from parvis.hub.coding.frames import agreements
from parvis.hub.coding.models import Code, Codebook, Decision, Sample
from parvis.hub.common.errors import RefusedError
from parvis.hub.explore.public import Filters, mentions, of_perimeter, show
from parvis.hub.listening.models import Perimeter
from parvis.store import Person as Author
from parvis.store import open_lake
from tests.hub.asking import by_key, send


def mostly(place):
    return "negative" if place % 2 else "neutral"


def otherwise(place):
    return "positive" if place == 4 else mostly(place)


def test_alpha_is_that_of_the_library(drawn, code):
    sample = drawn()
    code(sample, mostly, otherwise)
    rows = Code.objects.values_list("drawn__mention", "coder__person_id", "criterion", "value")
    told = pl.DataFrame(
        [(row[0], str(row[1]), *row[2:]) for row in rows],
        schema=["id", "coder", "criterion", "code"],
        orient="row",
    )
    wanted = agreement(told, book_of(sample.criteria))
    assert agreements(sample) == wanted
    assert wanted[0].alpha.units == 20
    assert wanted[0].alpha.value == pytest.approx(0.9, abs=0.05)


def test_a_coder_does_not_see_what_others_or_the_machine_say_until_all_are_done(org, drawn):
    sample = drawn(size=4)
    for one in sample.drawn.all():
        services.save(org.actor("agent", "volcan"), sample, one.place, {"tonality": "positive"})
    services.save(org.actor("reader", "volcan"), sample, 1, {"tonality": "negative"})
    client = org.client("reader", "volcan")
    page = client.get(reverse("code_mention", args=[sample.pk, 2])).content.decode()
    assert "checked" not in page.split('<form class="coding"')[1].split("</form>")[0]
    assert 'class="tone' not in page
    assert "someone" not in page
    whole = client.get(reverse("sample", args=[sample.pk])).content.decode()
    assert "\N{GREEK SMALL LETTER ALPHA} =" not in whole
    for view in ("compare_codes", "codes_file", "coded_figures_file"):
        assert client.get(reverse(view, args=[sample.pk])).status_code == 422
    designer = org.client("analyst", "volcan")
    assert designer.get(reverse("compare_codes", args=[sample.pk])).status_code == 200
    for place in (2, 3, 4):
        services.save(org.actor("reader", "volcan"), sample, place, {"tonality": "neutral"})
    assert client.get(reverse("compare_codes", args=[sample.pk])).status_code == 200
    with pytest.raises(RefusedError, match="ended"):
        services.save(org.actor("reader", "volcan"), sample, 1, {"tonality": "positive"})


def test_nobody_codes_who_was_not_named_and_nothing_that_is_no_value(org, drawn):
    sample = drawn(size=4)
    with pytest.raises(RefusedError, match="do not code"):
        services.save(org.actor("manager", "volcan"), sample, 1, {"tonality": "neutral"})
    for said in ({}, {"tonality": "angry"}):
        with pytest.raises(RefusedError, match="value"):
            services.save(org.actor("reader", "volcan"), sample, 1, said)
    assert not Code.objects.exists()


def test_disagreements_are_decided_with_a_reason_before_anything_goes_by_them(org, drawn, code):
    sample = drawn()
    by = org.actor("analyst", "volcan")
    with pytest.raises(RefusedError, match="still being coded"):
        services.settle(by, sample)
    code(sample, mostly, otherwise)
    with pytest.raises(RefusedError, match="undecided"):
        services.settle(by, sample)
    with pytest.raises(RefusedError, match="do not disagree"):
        services.decide(by, sample, 1, "tonality", value="neutral", reason="so")
    with pytest.raises(RefusedError, match="why"):
        services.decide(by, sample, 4, "tonality", value="neutral", reason=" ")
    with pytest.raises(RefusedError, match="third"):
        services.decide(
            org.actor("publisher", "volcan"), sample, 4, "tonality", value="neutral", reason="so"
        )
    services.decide(by, sample, 4, "tonality", value="neutral", reason="It only asks")
    assert not Decision.objects.get().is_together
    both = org.actor("reader", "volcan")
    services.decide(both, sample, 4, "tonality", value="positive", reason="It thanks")
    assert Decision.objects.get().is_together
    services.settle(by, sample)
    sample.refresh_from_db()
    with pytest.raises(RefusedError, match="between"):
        services.decide(both, sample, 4, "tonality", value="neutral", reason="no")
    acts = set(Line.objects.values_list("act", flat=True))
    assert {f"coding.{verb}" for verb in ("drawn", "done", "decided", "settled")} <= acts


def test_what_coders_do_not_agree_on_is_not_used(org, drawn, code):
    sample = drawn()
    code(sample, mostly, lambda place: mostly(place + 1))
    with pytest.raises(RefusedError, match="agree too little"):
        services.settle(org.actor("analyst", "volcan"), sample)


def tone(ours, address=""):
    scope = of_perimeter(ours)
    return show(scope, Filters.read(QueryDict(address), scope, timezone.localdate()), "tone")


def share(shown, tonality):
    return next(one for one in shown.figures if one.by.get("tonality") == tonality)


def test_a_coded_sample_moves_the_share_of_the_dashboard(org, ours, drawn, code):
    sample = drawn(size=40)
    before = share(tone(ours), "negative")
    code(sample, mostly, mostly)
    assert share(tone(ours), "negative") == before
    services.settle(org.actor("analyst", "volcan"), sample)
    shown = tone(ours)
    after = share(shown, "negative")
    assert after.value == pytest.approx(50.0)
    assert (after.low, after.high) == (pytest.approx(50.0, abs=0.01),) * 2
    assert after.kind == "estimated"
    assert "40" in after.definition
    assert shown.panel.note
    assert "40" in shown.panel.note


def test_relevance_and_interaction_are_told_beside_what_was_counted(org, ours, book, drawn, code):
    by = org.actor("analyst", "volcan")
    services.drop_criterion(by, book, "tonality")
    asked = {"asks": ("interaction", "question"), "fits": ("relevance", "relevant")}
    for name, (target, read) in asked.items():
        values = [
            {"code": "yes", "means": "", "examples": [], "read": [read]},
            {"code": "no", "means": "", "examples": [], "read": []},
        ]
        told = {"title": name, "question": "?", "level": "nominal", "rules": [], "value": values}
        services.put_criterion(by, book, told | {"name": "", "target": target})
    book.refresh_from_db()
    sample = drawn(size=40)
    for role in ("reader", "agent"):
        for one in sample.drawn.all():
            said = {
                "asks": "no" if one.place % 4 else "yes",
                "fits": "no" if one.place % 2 else "yes",
            }
            services.save(org.actor(role, "volcan"), sample, one.place, said)
    services.settle(by, sample)
    scope = of_perimeter(ours)
    wanted = Filters.read(QueryDict(""), scope, timezone.localdate())
    notes = {name: show(scope, wanted, name).panel.note for name in ("volume", "matrix", "tone")}
    assert "relevant about 50" in notes["volume"]
    assert "question about 25" in notes["matrix"]
    assert "praise" not in notes["matrix"]
    assert not notes["tone"]


def test_what_waits_for_codes_is_on_the_first_page(org, drawn):
    sample = drawn(size=4)
    address = reverse("code", args=[sample.pk])
    assert address in org.client("reader", "volcan").get("/").content.decode()
    assert address not in org.client("manager", "volcan").get("/").content.decode()
    assert org.client("reader", "volcan").get(address).url == f"{address}1/"


def test_the_api_tells_the_same_and_keeps_coders_blind(org, drawn, code):
    sample = drawn(size=6)
    blind, sees = (by_key(org, role, "volcan", acts=[]) for role in ("reader", "manager"))
    listed = send(sees, "get", "/samples").json()["items"]
    assert [one["id"] for one in listed] == [sample.pk]
    for name in ("agreement", "codes"):
        assert send(blind, "get", f"/samples/{sample.pk}/{name}").status_code == 422
    code(sample, mostly, mostly)
    found = send(blind, "get", f"/samples/{sample.pk}/agreement").json()[0]
    assert (found["alpha"], found["mentions"], found["is_usable"]) == (1.0, 6, True)
    assert {one["class"] for one in found["shares"]} == {"estimated"}
    told = send(blind, "get", f"/samples/{sample.pk}/codes").json()
    assert {tuple(one["codes"]) for one in told} == {("A", "B")}


def test_who_is_erased_is_gone_from_the_sample_at_once(org, drawn, settings):
    sample = drawn(size=40)
    mention = sample.drawn.first()
    client = org.client("reader", "volcan")
    address = reverse("code_mention", args=[sample.pk, mention.place])
    assert "<blockquote" in client.get(address).content.decode()
    author = f"someone{mention.mention.removeprefix('x:')}"
    open_lake(settings.LAKE).erase(Author(source="x", handle=author))
    assert "<blockquote" not in client.get(address).content.decode()


def speaks(ours, address):
    scope = of_perimeter(Perimeter.objects.get(pk=ours.pk))
    wanted = Filters.read(QueryDict(address), scope, timezone.localdate())
    return shares.shares_of(scope, wanted, "tonality") is not None


def test_a_sample_is_silent_on_what_it_was_not_drawn_from(org, ours, drawn, code):
    sample = drawn(size=20, address="q=volcan")
    code(sample, mostly, mostly)
    services.settle(org.actor("analyst", "volcan"), sample)
    assert speaks(ours, "q=volcan")
    assert speaks(ours, "q=volcan panne")
    assert speaks(ours, "q=volcan&since=2025-01-01")
    assert not speaks(ours, "")
    Sample.objects.update(arrival=sample.arrival - 3)
    assert not speaks(ours, "q=volcan")
    Sample.objects.update(arrival=sample.arrival)
    Perimeter.objects.filter(pk=ours.pk).update(version=2)
    assert not speaks(ours, "q=volcan")


def test_a_sample_of_some_days_is_silent_on_more_and_speaks_in_every_zone(org, ours, drawn, code):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    day = f"since={yesterday}&until={yesterday}"
    sample = drawn(size=20, said=[(f"volcan {n}", (ours,)) for n in range(80)], address=day)
    code(sample, mostly, mostly)
    services.settle(org.actor("analyst", "volcan"), sample)
    assert speaks(ours, day)
    assert not speaks(ours, "")
    with timezone.override("Asia/Tokyo"):
        assert not speaks(ours, day)
    told = {"since": yesterday - dt.timedelta(days=2), "until": timezone.localdate()}
    Sample.objects.update(**told, arrival=1_000)
    with timezone.override("Asia/Tokyo"):
        assert speaks(ours, day)


def test_a_part_of_what_was_drawn_from_is_estimated_from_its_own_codes(org, ours, drawn, code):
    sample = drawn(size=40)
    scope = of_perimeter(ours)
    wanted = Filters.read(QueryDict("q=panne"), scope, timezone.localdate())
    part = set(mentions(scope, wanted, ("id",))["id"])
    inside = {one.place for one in sample.drawn.all() if one.mention in part}

    def says(place):
        return "negative" if place in inside else "positive"

    code(sample, says, says)
    services.settle(org.actor("analyst", "volcan"), sample)
    found = shares.shares_of(scope, wanted, "tonality").of(None)
    assert found["negative"]["share"] == pytest.approx(100.0)
    assert found["negative"]["coded"] == len(inside)


@pytest.mark.parametrize("how", Sample.How.values)
def test_samples_are_drawn_in_every_way(drawn, how):
    sample = drawn(size=10, how=how)
    assert sample.drawn.count() == 10
    assert sample.population == 40
    assert len({one.mention for one in sample.drawn.all()}) == 10


def test_a_codebook_that_changes_leaves_what_was_drawn(org, drawn, book):
    sample = drawn(size=4)
    services.drop_criterion(org.actor("analyst", "volcan"), book, "tonality")
    assert Codebook.objects.get().criteria == []
    assert Sample.objects.get(pk=sample.pk).criteria[0]["name"] == "tonality"


def test_more_codes_make_a_share_surer():
    reaches = [reach for _size, reach in drawing.sizes(10_000)]
    assert reaches == sorted(reaches, reverse=True)
    assert drawing.reach(100, 10_000) == pytest.approx(9.8, abs=0.3)


def test_names_of_criteria_are_unlike():
    assert name_of("Ton", ["ton", "ton_2"]) == "ton_3"


def written(*values, **told):
    """A criterion as its form is sent."""
    rows = {
        f"value-{n}-{key}": value
        for n, row in enumerate(values)
        for key, value in zip(("code", "means", "example", "read"), row, strict=False)
    }
    form = {"value-TOTAL_FORMS": len(values), "value-INITIAL_FORMS": 0}
    said = {"title": "Irony", "question": "Is it ironic?", "level": "nominal", "target": ""}
    return form | said | rows | told


@pytest.mark.parametrize(
    ("sent", "is_kept"),
    [
        (written(("yes", "It is"), ("no", "It is not")), True),
        (written(("yes", "It is")), False),
        (written(("yes", ""), ("YES", "")), False),
        (written(level="interval"), True),
        (written(("low",), ("high",), level="interval"), False),
        (written(("1",), ("2.5",), level="interval"), True),
        (written(("yes", "", "", "relevant"), ("no",), target="relevance"), True),
        (written(("yes", "", "", "relevant"), ("no",), target="interaction"), False),
        (written(("yes", "", "", "positive"), ("no",), target="tonality"), False),
    ],
)
def test_a_criterion_can_be_coded_or_is_refused(org, book, sent, is_kept):
    answer = org.client("analyst", "volcan").post(reverse("add_criterion", args=[book.pk]), sent)
    book.refresh_from_db()
    assert (answer.status_code, len(book.criteria)) == ((302, 2) if is_kept else (200, 1))
    assert book_of(book.criteria)


def test_files_name_coders_by_letters_and_run_nothing(org, ours, drawn, code):
    sample = drawn(size=6, said=[(f"=1+1 volcan {n}", (ours,)) for n in range(6)])
    code(sample, mostly, otherwise)
    client = org.client("analyst", "volcan")
    told = client.get(reverse("codes_file", args=[sample.pk])).content.decode()
    rows = list(csv.DictReader(io.StringIO(told)))
    assert len(rows) == 6
    assert {row["coder_A"] for row in rows} == {"negative", "neutral"}
    assert all(row["text"].startswith("'=") for row in rows)
    assert "reader" not in told
    figures = client.get(reverse("coded_figures_file", args=[sample.pk])).content.decode()
    found = list(csv.DictReader(io.StringIO(figures)))
    assert {row["key"] for row in found} == {"coding.alpha", "coded.share"}
    assert all(row["definition"] and row["query"] for row in found)
