"""Objectives of units above are adapted, drift is told, KPIs are proposed back (row 111)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import ForbiddenError, RefusedError
from parvis.hub.objectives import services
from parvis.hub.objectives.drift import adaptations, drift, proposals
from tests.hub.asking import by_key, send


@pytest.fixture
def central(goals):
    return goals.live()


@pytest.fixture
def lyon(org):
    return org.actor("analyst", "lyon")


@pytest.fixture
def local(org, central, lyon):
    return services.adapt(lyon, org.lyon, central)


def test_an_adapted_objective_is_a_draft_of_the_unit_with_the_same_kpis(org, central, local, lyon):
    assert (local.state, local.unit, local.owner) == ("draft", org.lyon, lyon.person)
    assert local.kpis.get().central == central.kpis.get()
    assert drift(local) == []
    services.activate(lyon, local)


@pytest.mark.parametrize(
    ("state", "code"), [("draft", "central"), ("closed", "central"), ("again", "adapted")]
)
def test_only_a_live_one_of_above_is_adapted_and_once(goals, org, central, lyon, state, code):
    if state == "draft":
        central = goals.draft()
    elif state == "closed":
        services.close(goals.by, central)
    else:
        services.adapt(lyon, org.lyon, central)
    with pytest.raises(RefusedError) as refused:
        services.adapt(lyon, org.lyon, central)
    assert refused.value.code == code
    with pytest.raises(RefusedError, match="of a unit above"):
        services.adapt(goals.by, org.volcan, central)


def test_drift_names_what_is_said_otherwise_and_no_baseline(goals, org, central, local, lyon):
    kpi = local.kpis.get()
    services.change_kpi(lyon, kpi, target=75.0, baseline=50.0)
    services.change(lyon, local, statement="Lyon solves more at once")
    orders = {"name": "Orders of guests", "formula": "orders", "measured_in": "orders"}
    services.add_kpi(lyon, local, **orders, level="impact")
    goals.kpi(central, name="Solved for good")
    told = [(one.what, one.central, one.local) for one in drift(local)]
    assert told == [
        ("What is to be reached", central.statement, "Lyon solves more at once"),
        (f"{kpi.name} · Target", "80%", "75%"),
        ("Solved for good", "is there", "is not there"),
        ("Orders of guests", "is not there", "is there"),
    ]
    (held,) = adaptations(central)
    assert (held.objective, len(held.differences)) == (local, 4)


def test_a_kpi_is_proposed_back_and_taken_by_whoever_decides_above(
    goals, org, central, local, lyon
):
    own = goals.kpi(local, lyon, name="Solved within the hour")
    with pytest.raises(RefusedError, match="has this KPI already"):
        services.propose(lyon, local.kpis.first())
    services.propose(lyon, own)
    assert list(proposals(central)) == [own]
    with pytest.raises(ForbiddenError):
        services.take(lyon, own)
    made = services.take(goals.by, own)
    own.refresh_from_db()
    assert (made.objective, own.central) == (central, made)
    assert not proposals(central)
    assert drift(local) == []
    with pytest.raises(RefusedError, match="not proposed any more"):
        services.decline(goals.by, own)


def test_the_pages_lead_from_above_down_and_back(goals, org, central):
    below, above = org.client("analyst", "lyon"), org.client("analyst", "volcan")
    here = reverse("unit_objectives", args=[org.lyon.pk])
    assert "Adapt one to this unit" in below.get(here).text
    url = reverse("adapt_objective", args=[org.lyon.pk])
    page = below.post(url, {"central": central.pk}, follow=True)
    assert "It says the same" in page.text
    assert (
        "adapted to this unit already" in below.post(url, {"central": central.pk}, follow=True).text
    )
    assert "Adapt one to this unit" not in below.get(here).text
    own = goals.kpi(central.adapted.get(), org.actor("analyst", "lyon"), name="Solved by phone")
    page = below.post(reverse("propose_kpi", args=[own.pk]), follow=True)
    assert "proposed to the unit above" in page.text
    told = above.get(reverse("objective", args=[central.pk])).text
    assert "1 difference" in told
    assert "Solved by phone" in told
    assert below.post(reverse("take_kpi", args=[own.pk])).status_code == 403
    assert "has this KPI now" in above.post(reverse("take_kpi", args=[own.pk]), follow=True).text


def test_the_api_does_the_same(goals, org, central):
    client = by_key(org, "analyst", "lyon", at=org.lyon, acts=[Act.DECIDE])
    body = {"objective_id": central.pk}
    made = send(client, "post", f"/units/{org.lyon.pk}/objectives/adapt", body).json()
    kpi = made["kpis"][0]["id"]
    send(client, "patch", f"/kpis/{kpi}", {"target": 70})
    (one,) = send(client, "get", f"/objectives/{made['id']}/drift").json()
    assert (one["central"], one["local"]) == ("80%", "70%")
    above = by_key(org, "analyst", acts=[Act.DECIDE])
    (held,) = send(above, "get", f"/objectives/{central.pk}/adapted").json()
    assert (held["unit_id"], held["differences"]) == (org.lyon.pk, [one])
    own = goals.kpi(central.adapted.get(), org.actor("analyst", "lyon"), name="Solved by phone")
    assert send(client, "post", f"/kpis/{own.pk}/propose").json()["proposed_at"]
    assert len(send(above, "get", f"/objectives/{central.pk}/proposals").json()) == 1
    assert send(above, "post", f"/kpis/{own.pk}/decline").status_code == 204
