"""A perimeter is written: coloured, its fault shown, tried on what was said, in bounded time."""

from __future__ import annotations

import re
import time

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.hub.common.rights import Rights
from parvis.hub.editor import drafts, recent
from parvis.hub.editor.carrying import REASONS, carried
from parvis.hub.editor.forms import PRODUCTS
from parvis.hub.editor.quoting import LONGEST, runs
from parvis.hub.editor.trying import attempt
from parvis.hub.listening.models import Perimeter, Source, Wording
from parvis.perimeter import parse
from parvis.perimeter.dialects.products import PRODUCTS as KNOWN
from parvis.store import Person

pytestmark = pytest.mark.once

HOSTILE = (
    "<script>alert(1)</script> volcan",
    'volcan "><img src=x onerror=alert(1)>',
    "volcan <svg onload=alert(1)>",
    "volcan </textarea></pre><style>*{display:none}</style>",
    "volcan {{ 7*7 }} {% load x %}",
    "volcan \u202egnp.exe \u2066x",
    "volcan " + "👩‍👩‍👧‍👦" * 500,
    "volcan Z" + "\u0301" * 400,
    "volcan " + "a" * 20_000,
    "volcan \x00 \ue000 \ue001",
    "=HYPERLINK(volcan)",
)
BOMBS = (
    " OR ".join(f"w{number}" for number in range(2_500)),
    " ".join(["panne", "-facture"] * 700),
    " OR ".join(f"/(a|b|{number}.*)*x{{1,50}}/" for number in range(700)),
    " OR ".join(f"*{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}*" for n in range(2_000)),
    " OR ".join(f"panneaux{chr(97 + n % 26)}{chr(97 + n // 26)}~2" for n in range(600)),
    " NEAR/5 ".join(["panne"] * 900),
    " NEAR/5 ".join(["(a AND b AND c OR d)"] * 6),
    "(" * 9_000,
    '"' * 9_001,
    "title:" * 3_000 + "x",
)  # fmt: skip


@pytest.fixture
def analyst(org):
    return org.client("analyst", "volcan")


def tried(client, org, query, **told):
    answer = client.post(reverse("try_query", args=[org.volcan.pk]), {"query": query, **told})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_counts_and_shows_what_a_query_finds(org, analyst, said):
    said(["Vive le volcan", "Rien du tout", "VOLCAN en panne"])
    page = tried(analyst, org, "volcan NOT panne")
    assert "<b>1</b> mention, of the 3 that were heard" in page
    assert "Vive le <mark>volcan</mark>" in page
    assert "en panne" not in page
    assert "does not hold" in page  # NOT panne, part by part


def test_what_was_said_long_ago_is_not_looked_at(org, analyst, said):
    said(["le volcan"], days_ago=40)
    said(["le volcan, encore"])
    assert "of the 1 that were heard" in tried(analyst, org, "volcan")


def test_without_a_lake_it_says_so(org, analyst, settings, tmp_path):
    settings.LAKE = tmp_path / "none"
    assert "Nothing was heard" in tried(analyst, org, "volcan")


def test_a_fault_is_shown_where_it_is_with_the_way_out_in_both_languages(org, analyst, said):
    said(["le volcan"])
    page = tried(analyst, org, "volcan (box")
    assert "volcan <mark>(</mark>box" in page
    assert "a closing parenthesis for this one" in page
    assert '<span class="fault">(</span>' in page
    person = org.person("analyst", "volcan")
    person.language = "fr"
    person.save()
    assert "une parenthèse fermante pour celle-ci" in tried(analyst, org, "volcan (box")


def test_a_doubt_is_said_in_words(org, analyst, said):
    said(["le volcan"])
    assert "or is searched as a word" in tried(analyst, org, "volcan or box")


def test_a_text_that_is_pasted_is_held_against_it(org, analyst, said):
    said(["rien"])
    page = tried(analyst, org, "volcan AND panne", pasted="Le volcan a des pannes")
    assert "Why it is not found" in page
    assert "panne* would match" in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_mentions_are_words(org, analyst, said, text):
    said([text])
    page = tried(analyst, org, "volcan", pasted=text)
    assert "<mark>volcan</mark>" in page
    tags = set(re.findall(r"</?([a-z0-9]+)", page))
    assert not tags & {"script", "img", "svg", "style", "textarea"}
    assert not re.search("[\x00\u202e\u2066\ue000\ue001]", page)
    assert len(page) < 20_000


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_queries_are_words_too(org, analyst, said, query):
    said(["le volcan"])
    page = tried(analyst, org, query)
    assert not set(re.findall(r"</?([a-z0-9]+)", page)) & {"script", "img", "svg", "style"}


@pytest.mark.parametrize("query", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_answered_in_bounded_time(org, analyst, said, query):
    said([f"panne facture numéro {number}" for number in range(6_000)])
    recent.recent()
    begun = time.process_time()
    tried(analyst, org, query)
    assert time.process_time() - begun < 8


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_draft_is_read(text):
    draft = drafts.read(text)
    assert (draft.fault is None) == (draft.query is not None)
    shown = "".join(piece for piece, _kind in draft.pieces)
    assert shown.removesuffix(" ") == text or shown == text


@given(st.text(max_size=900), st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900))))
def test_runs_are_the_text_and_never_too_long(text, places):
    apart = [(min(place), max(place)) for place in places if max(place) <= len(text)]
    shown = "".join(run.text for run in runs(text, apart))
    assert len(shown) <= LONGEST + 2
    assert not re.search("[\x00\u202e\ue000\ue001]", shown)


def test_a_word_far_into_an_article_is_shown(org, analyst, said):
    said(["mot " * 1_500 + "volcan"])
    assert "<mark>volcan</mark>" in tried(analyst, org, "volcan")


def test_more_than_can_be_looked_at_is_estimated_with_its_interval(org, analyst, said, monkeypatch):
    monkeypatch.setattr(recent, "MOST", 500)
    said(["volcan" if number % 4 == 0 else "rien" for number in range(4_000)])
    held = recent.recent()
    assert held.share == held.held / 4_000 < 1
    trial = attempt(held, [parse("volcan")], Rights([("/", "owner")]))
    count = trial.count(trial.found())
    assert count.low <= 1_000 <= count.high
    assert count.low < count.value < count.high
    assert round(trial.said) == 4_000
    assert "Estimated: " in tried(analyst, org, "volcan")


def test_what_was_erased_is_read_no_more(org, analyst, said):
    lake = said(["Vive le volcan", "le volcan encore"])
    assert "of the 2 that were heard" in tried(analyst, org, "volcan")
    lake.erase(Person(source="x", handle="someone0"))
    assert "of the 1 that were heard" in tried(analyst, org, "volcan")
    assert recent.recent() is recent.recent()  # and kept at hand again


def test_what_is_not_fresh_is_read_anew_while_it_is_answered_from(said, monkeypatch):
    said(["volcan"])
    first = recent.recent()
    assert recent.recent() is first
    monkeypatch.setattr(recent, "FRESH", 0)
    assert recent.recent() is first
    _soon(lambda: recent.recent() is not first)


def test_what_is_old_is_not_answered_from(said, monkeypatch):
    said(["volcan"])
    first = recent.recent()
    monkeypatch.setattr(recent, "OLD", 0)
    assert recent.recent() is not first


def test_who_opens_the_editor_finds_what_was_said_at_hand(org, analyst, said):
    said(["volcan"])
    analyst.get(reverse("add_perimeter", args=[org.volcan.pk]))
    _soon(lambda: recent._SHELF.kept is not None)


def _soon(holds):
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_letters_to_a_sibling_are_not_read(org, said):
    source = Source.objects.create(unit=org.orage, name="Mailbox", kind="mail")
    said(["volcan, en privé"], medium="mail", kind="message", via=source.key)
    assert "privé" not in tried(org.client("analyst", "volcan"), org, "volcan")
    url = reverse("try_query", args=[org.orage.pk])
    answer = org.client("analyst", "orage").post(url, {"query": "volcan"})
    assert "privé" in answer.content.decode()


def test_saving_checks_and_keeps_a_version(org, analyst, ours):
    url = reverse("change_perimeter", args=[ours.pk])
    page = analyst.post(url, {"name": "Volcan", "query": "volcan (box"})
    assert page.status_code == 200
    assert "a closing parenthesis" in page.content.decode()
    assert analyst.post(url, {"name": "Volcan", "query": "volcan box"}).status_code == 302
    ours.refresh_from_db()
    assert (ours.query, ours.version) == ("volcan box", 2)
    assert Wording.objects.get(perimeter=ours, number=2).by == org.person("analyst", "volcan")


def test_trying_saves_nothing_and_needs_no_script(org, analyst, ours, said):
    said(["le volcan gronde"])
    url = reverse("change_perimeter", args=[ours.pk])
    page = analyst.post(url, {"name": "Volcan", "query": "gronde", "do": "try"}).content.decode()
    assert "le volcan <mark>gronde</mark>" in page
    ours.refresh_from_db()
    assert ours.version == 1
    add = reverse("add_perimeter", args=[org.volcan.pk])
    analyst.post(add, {"name": "New", "query": "gronde", "do": "try"})
    assert not Perimeter.objects.filter(name="New").exists()


def test_a_query_of_another_suite_is_carried_over_and_what_is_lost_is_said(org, analyst):
    url = reverse("add_perimeter", args=[org.volcan.pk])
    told = {"name": "V", "query": "volcan NOT authorGender:F", "do": "carry"}
    page = analyst.post(url, told | {"product": "brandwatch"}).content.decode()
    assert ">volcan</textarea>" in page
    assert "<code>authorGender:F</code>, no field of ours says it" in page
    page = analyst.post(url, told | {"product": "fax"}).content.decode()
    assert "authorGender:F</textarea>" in page


def test_every_suite_and_every_loss_has_its_words():
    assert {value for value, _words in PRODUCTS} == set(KNOWN)
    widened = {f"carried over as {to}" for one in KNOWN.values() for to in one.widened.values()}
    assert widened <= set(REASONS)


@pytest.mark.parametrize("product", KNOWN)
@pytest.mark.parametrize("query", [*HOSTILE, *BOMBS], ids=range(len(HOSTILE) + len(BOMBS)))
def test_whatever_is_carried_over_is_answered(product, query):
    begun = time.process_time()
    came = carried(query, product)
    assert came.fault or came.query
    assert time.process_time() - begun < 8


def test_nobody_tries_without_the_right(org):
    url = reverse("try_query", args=[org.volcan.pk])
    assert org.client("reader", "volcan").post(url, {"query": "a"}).status_code == 403
    assert org.client("analyst", "orage").post(url, {"query": "a"}).status_code == 404
