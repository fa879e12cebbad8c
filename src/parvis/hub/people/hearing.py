"""What people tell the rooms when they sign on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.signals import user_logged_in
from django.dispatch import receiver

from parvis.hub.events import bus
from parvis.hub.events.people import SignedOn

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin


@receiver(user_logged_in)
def signed_on(sociallogin: SocialLogin | None = None, **_told: Any) -> None:
    """Tell, at each sign-on, who it was and of which groups they are now."""
    if sociallogin is None:
        return
    told = sociallogin.account.extra_data
    groups = (told.get("userinfo") or told).get("groups") or ()
    bus.tell(SignedOn(person=sociallogin.user.pk, groups=tuple(str(group) for group in groups)))
