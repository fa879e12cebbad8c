"""The tree of units: added, changed, moved, seen."""

from __future__ import annotations

import pytest
from django.urls import reverse

from parvis.hub.audit.models import Line
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import ForbiddenError, RefusedError
from parvis.hub.common.rights import below
from parvis.hub.organisation import selectors, services
from parvis.hub.organisation.models import Unit

TOLD = {"name": "Paris", "kind": "site", "code": "paris", "country": "FR"}


def test_a_branch_is_a_range_of_paths(org):
    codes = Unit.objects.filter(below(org.volcan.path)).values_list("code", flat=True)
    assert set(codes) == {"volcan", "volcan-fr", "lyon"}


def test_a_manager_adds_units_below_and_not_beside(org):
    by = org.actor("manager", "volcan")
    assert services.add_unit(by, org.france, **TOLD).path.startswith(org.france.path)
    with pytest.raises(ForbiddenError, match="Ask a manager"):
        services.add_unit(by, org.orage, **TOLD | {"code": "other"})


def test_a_code_is_taken_once_and_nothing_of_the_second_stands(org):
    by = org.actor("owner", "group")
    lines = Line.objects.count()
    with pytest.raises(RefusedError, match="“lyon” already"):
        services.add_unit(by, org.orage, **TOLD | {"code": "lyon"})
    assert Unit.objects.filter(code="lyon").count() == 1
    assert Line.objects.count() == lines


def test_a_moved_branch_takes_its_units_along_and_roles_are_inherited_anew(org):
    by = org.actor("owner", "group")
    services.move_unit(by, org.france, org.orage)
    org.lyon.refresh_from_db()
    assert org.lyon.path == f"{org.orage.path}{org.france.pk}/{org.lyon.pk}/"
    assert org.actor("reader", "orage").rights.may(Act.SEE, org.lyon.path)
    assert not org.actor("manager", "volcan").rights.may(Act.SEE, org.lyon.path)


def test_a_unit_does_not_come_under_itself_nor_the_organisation_anywhere(org):
    by = org.actor("owner", "group")
    for unit, under in ((org.volcan, org.lyon), (org.group, org.orage)):
        with pytest.raises(RefusedError):
            services.move_unit(by, unit, under)


def test_a_search_finds_what_one_may_see_and_nothing_else(org):
    seen = selectors.matching(org.actor("reader", "volcan").rights, Act.SEE, "vol")
    assert {unit.code for unit in seen} == {"volcan", "volcan-fr", "lyon"}
    assert selectors.matching(org.actor("reader", "orage").rights, Act.SEE, "volcan") == []


def test_the_way_to_a_unit_is_its_ancestors_root_first(org):
    assert selectors.above([org.lyon])[org.lyon.pk] == [org.group, org.volcan, org.france]


def test_a_unit_is_changed_by_its_page_and_keeps_its_code(org):
    client, address = org.client("owner", "group"), reverse("change_unit", args=[org.lyon.pk])
    said = {"name": "Volcan Lyon Nord", "kind": "site", "code": "lyon", "country": "FR"}
    assert client.post(address, said).status_code == 302
    org.lyon.refresh_from_db()
    assert (org.lyon.name, org.lyon.code, org.lyon.country) == ("Volcan Lyon Nord", "lyon", "FR")
    assert "already" in client.post(address, said | {"code": "orage"}).text
