# ruff: noqa: RUF001
"""What a version changed, and what is learnt of mentions that people read."""

from __future__ import annotations

import pytest
from django.urls import reverse

from parvis.hub.audit.models import Line
from parvis.hub.common.errors import ForbiddenError, RefusedError
from parvis.hub.editor import judging
from parvis.hub.editor.changes import Edit, change, edits
from parvis.hub.editor.learning import lesson
from parvis.hub.editor.models import Judgement
from parvis.hub.listening import services


@pytest.fixture
def by(org):
    return org.actor("analyst", "volcan")


@pytest.fixture
def analyst(org):
    return org.client("analyst", "volcan")


@pytest.fixture
def perimeter(org, by):
    return services.add_perimeter(by, org.volcan, name="Volcan", query="volcan", is_ours=True)


def judged(by, perimeter, is_relevant):
    """Judge what is drawn, until nothing is left."""
    while drawn := judging.draw(perimeter, by.rights):
        said = {one.row["id"]: is_relevant(one.row["text"]) for one in drawn}
        judging.judge(by, perimeter, said)


def test_a_version_is_held_against_the_one_before(by, perimeter, analyst, said):
    said(["volcan un", "volcan deux panne", "lave trois"])
    services.change_perimeter(
        by, perimeter, name="Volcan", query="(volcan OR lave) NOT panne", is_ours=True
    )
    page = analyst.get(reverse("perimeter_changes", args=[perimeter.pk])).content.decode()
    assert "+ 1 mention came" in page
    assert "− 1 mention went" in page
    assert "<mark>lave</mark> trois" in page
    assert "Why it is not found" in page
    assert "<ins>(</ins>volcan<ins> OR lave) NOT panne</ins>" in page
    first = analyst.get(reverse("perimeter_changes", args=[perimeter.pk]), {"version": 1})
    assert "first version" in first.content.decode()


@pytest.mark.parametrize(
    ("version", "status"),
    [("9", 404), ("x", 200), ("-1", 200), ("²", 200), ("9" * 9, 404), ("9" * 5_000, 200)],
)
def test_a_version_that_is_none_is_not_there(perimeter, analyst, version, status):
    url = reverse("perimeter_changes", args=[perimeter.pk])
    assert analyst.get(url, {"version": version}).status_code == status


def test_edits_are_both_queries_again():
    before, after = 'free OR "la box" NOT wifi', 'free OR fibre OR "la box"'
    found = edits(before, after)
    assert "".join(one.text for one in found if one.kind != "come") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after
    assert edits("a", "a") == [Edit("a", "kept")]
    long = " OR ".join(f"w{n}" for n in range(2_000))
    assert len(edits(long, "a")) == 2


def test_what_cannot_be_understood_any_more_changes_nothing_that_can_be_told(by, said):
    said(["volcan"])
    assert change("volcan (", "volcan", by.rights) is None


def test_trying_another_query_tells_what_would_come_and_go(perimeter, analyst, said):
    said(["volcan", "lave", "lave encore"])
    url = reverse("try_change", args=[perimeter.pk])
    page = analyst.post(url, {"query": "lave"}).content.decode()
    assert "+ 2 come, − 1 go" in page
    assert "Against what is saved" not in analyst.post(url, {"query": "volcan"}).content.decode()


def test_twenty_are_drawn_and_none_twice(by, perimeter, said):
    said([f"volcan {number}" for number in range(50)])
    drawn = judging.draw(perimeter, by.rights)
    assert len(drawn) == 20
    assert judging.draw(perimeter, by.rights) == drawn  # the same until they are judged
    judging.judge(by, perimeter, {one.row["id"]: True for one in drawn})
    again = judging.draw(perimeter, by.rights)
    assert not {one.row["id"] for one in drawn} & {one.row["id"] for one in again}


def test_precision_has_its_interval_and_noise_is_proposed_to_be_left_out(by, perimeter, said):
    said([f"volcan de lave {n}" for n in range(14)] + [f"volcan pizzeria {n}" for n in range(6)])
    judged(by, perimeter, lambda text: "pizzeria" not in text)
    learnt = lesson(perimeter, by.rights)
    assert (learnt.of_this, learnt.precision.value) == (20, 0.7)
    assert learnt.precision.low < 0.7 < learnt.precision.high
    offer = next(one for one in learnt.offers if "pizzeria" in one.proposal.term)
    assert offer.proposal.kind == "exclude"
    assert (offer.come.value, offer.gone.value) == (0, 6)
    assert offer.query == '(volcan) NOT "volcan pizzeria"'


def test_a_word_that_was_lost_is_proposed_to_be_added(by, perimeter, said):
    said([f"volcan lave {n}" for n in range(30)] + [f"volcan ski {n}" for n in range(30)])
    judged(by, perimeter, lambda text: "lave" in text)
    services.change_perimeter(by, perimeter, name="Volcan", query="volcan NOT lave", is_ours=True)
    perimeter.refresh_from_db()
    learnt = lesson(perimeter, by.rights)
    assert (learnt.judged, learnt.of_this) == (60, 0)  # another version: not measured yet
    offer = next(one for one in learnt.offers if one.proposal.kind == "add")
    assert "lave" in offer.proposal.term
    assert offer.come.value == 30


def test_the_page_keeps_what_is_said_and_shows_it(org, by, perimeter, analyst, said):
    said([f"volcan <b>{number}</b>" for number in range(3)])
    url = reverse("judge_perimeter", args=[perimeter.pk])
    page = analyst.get(url).content.decode()
    assert page.count('value="yes"') == 3
    assert "<b>1</b>" not in page
    ids = [one.row["id"] for one in judging.draw(perimeter, by.rights)]
    analyst.post(url, {f"m-{ids[0]}": "yes", f"m-{ids[1]}": "no", f"m-{ids[2]}": "perhaps"})
    assert Judgement.objects.filter(by=by.person).count() == 2
    assert "50% of what it finds is relevant" in analyst.get(url).content.decode()
    line = Line.objects.get(act="listening.perimeter.judged")
    assert line.path == org.volcan.path


def test_nobody_judges_what_the_perimeter_does_not_find(by, perimeter, said):
    said(["volcan", "autre chose"])
    with pytest.raises(RefusedError):
        judging.judge(by, perimeter, {"x:0:1": True, "y:9": False})
    assert judging.judge(by, perimeter, {"x:0:0": True, "x:0:1": True}) == 1


def test_a_reader_judges_nothing(org, perimeter, said):
    said(["volcan"])
    with pytest.raises(ForbiddenError):
        judging.judge(org.actor("reader", "volcan"), perimeter, {"x:0:0": True})
    for view in ("judge_perimeter", "perimeter_changes", "change_perimeter"):
        url = reverse(view, args=[perimeter.pk])
        assert org.client("reader", "volcan").get(url).status_code == 403
        assert org.client("analyst", "orage").get(url).status_code == 404


def test_without_a_lake_there_is_nothing_to_read(by, perimeter, analyst, settings, tmp_path):
    settings.LAKE = tmp_path / "none"
    page = analyst.get(reverse("judge_perimeter", args=[perimeter.pk])).content.decode()
    assert "finds nothing" in page
    assert lesson(perimeter, by.rights).precision.value is None
