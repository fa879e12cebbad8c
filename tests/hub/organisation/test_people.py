"""Who comes in, with which role, and how it is taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from parvis.hub.common.errors import ForbiddenError, MissingError, RefusedError
from parvis.hub.organisation import services
from parvis.hub.organisation.models import Grant, Invitation
from parvis.hub.organisation.selectors import rights_of
from parvis.hub.people.models import Person

COMING = {"name": "Bob", "password": "a long enough word", "language": "fr", "zone": "Europe/Paris"}


def test_a_link_lets_one_person_in_once_with_the_role_it_says(org):
    by = org.actor("manager", "volcan")
    _, token = services.invite(by, org.france, email="Bob@Example.org", role="agent")
    person = services.accept(token, email="", **COMING)
    assert (person.email, person.language) == ("bob@example.org", "fr")
    assert list(person.grants.values_list("unit__code", "role")) == [("volcan-fr", "agent")]
    with pytest.raises(MissingError, match="was used"):
        services.accept(token, email="", **COMING)


def test_a_link_is_kept_nowhere(org):
    invitation, token = services.invite(
        org.actor("owner", "group"), org.group, email="bob@example.org", role="reader"
    )
    held = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert token not in str(held)


def test_a_link_whose_time_is_over_lets_nobody_in(org):
    invitation, token = services.invite(
        org.actor("owner", "group"), org.group, email="bob@example.org", role="reader"
    )
    late = timezone.now() - dt.timedelta(seconds=1)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=late)
    with pytest.raises(MissingError):
        services.opened(token)


def test_only_an_owner_makes_owners(org):
    with pytest.raises(ForbiddenError):
        services.invite(
            org.actor("manager", "group"), org.group, email="b@example.org", role="owner"
        )


def test_an_address_that_is_known_is_not_made_again_and_the_link_stays_open(org):
    known = org.person("reader", "orage")
    by = org.actor("owner", "group")
    _, token = services.invite(by, org.volcan, email=known.email, role="analyst")
    with pytest.raises(RefusedError, match="Sign in"):
        services.accept(token, email="", **COMING)
    grant = services.accept_signed_in(token, known)
    assert (grant.unit, grant.role) == (org.volcan, "analyst")


def test_a_link_for_another_is_not_accepted(org):
    by = org.actor("owner", "group")
    _, token = services.invite(by, org.volcan, email="bob@example.org", role="analyst")
    with pytest.raises(RefusedError, match="This invitation is for"):
        services.accept_signed_in(token, org.person("reader", "orage"))
    assert services.opened(token).is_open


def test_the_last_owner_stays(org):
    by = org.actor("owner", "group")
    grant = Grant.objects.get(person=by.person)
    with pytest.raises(RefusedError, match="one owner"):
        services.take_back(by, grant)


def test_the_first_owner_comes_by_the_newest_link_only(org):
    old, new = services.invite_first_owner(org.group), services.invite_first_owner(org.group)
    with pytest.raises(MissingError):
        services.opened(old)
    assert services.accept(new, email="anne@example.org", **COMING).grants.get().role == "owner"


def test_groups_of_a_sign_on_give_roles_and_take_them_back_and_leave_others(org):
    by = org.actor("owner", "group")
    services.map_group(by, org.volcan, group="care", role="agent")
    services.map_group(by, org.orage, group="press", role="reader")
    person = Person.objects.create_user("eve@example.org", None, name="Eve")
    services.give(by, person, org.orage, "analyst")
    services.follow_groups(person, ("care", "press", "unknown"))
    services.follow_groups(person, ("press",))
    held = set(person.grants.values_list("unit__code", "role"))
    assert held == {("orage", "analyst"), ("orage", "reader")}


def test_rights_take_one_query(org, django_assert_num_queries):
    person = org.person("manager", "volcan")
    with django_assert_num_queries(1):
        rights_of(person.pk)


def invite(org, **said):
    url = f"/organisation/{org.volcan.pk}/invite/"
    return org.client("manager", "volcan").post(url, {"email": "b@example.org", **said}).text


def test_an_invitation_goes_by_mail_where_there_is_any(org, settings, mailoutbox):
    assert "this hub sends no mail" in invite(org, role="agent")
    assert not mailoutbox
    settings.SENDS_MAIL = True
    page = invite(org, role="agent")
    assert "It was sent by mail" in page
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["b@example.org"], "You are invited to Volcan")
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    assert link in page
    assert services.opened(link.rstrip("/").rpartition("/")[2]).email == "b@example.org"


def test_a_mail_server_that_does_not_take_it_is_told(org, settings):
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert "did not take it" in invite(org, role="agent")
