"""How allauth comes to people: by invitation, or by single sign-on of the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from parvis.hub.common.errors import RefusedError
from parvis.hub.people.models import Person

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest

NO_ADDRESS: Final = _(
    "Your sign-on gives no address of yours. Ask whoever runs it to give the hub your email."
)
NOT_VERIFIED: Final = _(
    "%(email)s is somebody here already, and your sign-on does not say that the address is "
    "verified. Sign in with your password, or ask whoever runs the sign-on."
)


class ByInvitation(DefaultAccountAdapter):
    """Nobody signs up: people are invited (`organisation.services.invite`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Lead to the address of the deployment, whatever host was asked for the mail."""
        path = reverse("account_reset_password_from_key", args=["UID", "KEY"])
        return settings.ADDRESS + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to people in the language that they read."""
        language = getattr(context.get("user"), "language", None) or translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)


class BySignOn(DefaultSocialAccountAdapter):
    """Whoever the organisation's provider vouches for comes in, with the roles of their groups.

    Somebody who is here already is known again by their address where the provider says that it is
    verified, and is refused where it does not.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return
        email = sociallogin.user.email
        if not email:
            raise RefusedError(NO_ADDRESS, code="no_address")
        if Person.objects.filter(email=email).exists():
            raise RefusedError(NOT_VERIFIED % {"email": email}, code="not_verified")

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> Person:
        person: Person = super().populate_user(request, sociallogin, data)
        names = (data.get("name"), f"{data.get('first_name', '')} {data.get('last_name', '')}")
        person.email = person.email.lower()
        person.name = next((said.strip() for said in names if said and said.strip()), person.email)
        person.language = (translation.get_language() or "en")[:2]
        return person
