"""How allauth comes to people: by invitation, or by single sign-on of the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

from parvis.hub.events import bus
from parvis.hub.events.people import SignedOn

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest

    from parvis.hub.people.models import Person


class ByInvitation(DefaultAccountAdapter):
    """Nobody signs up: people are invited (`organisation.services.invite`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class BySignOn(DefaultSocialAccountAdapter):
    """Whoever the organisation's provider vouches for comes in, with the roles of their groups.

    An address is taken as the person's own only where the provider says that it is verified; a
    sign-on never takes over a person who has a password here otherwise.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> Person:
        person: Person = super().populate_user(request, sociallogin, data)
        names = (data.get("name"), f"{data.get('first_name', '')} {data.get('last_name', '')}")
        person.name = next((said.strip() for said in names if said and said.strip()), person.email)
        return person

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Person:
        person: Person = super().save_user(request, sociallogin, form)
        tell(sociallogin)
        return person


def tell(login: SocialLogin) -> None:
    """Tell the rooms that somebody signed on, and of which groups they are."""
    told = login.account.extra_data
    groups = (told.get("userinfo") or told).get("groups") or ()
    bus.tell(SignedOn(person=login.user.pk, groups=tuple(str(group) for group in groups)))
