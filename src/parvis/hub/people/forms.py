from __future__ import annotations

import zoneinfo

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.hub.people.models import Person


def zones() -> list[tuple[str, str]]:
    """Return the time zones of the world, by name."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name)
    kept = (name for name in names if not name.startswith(("Etc/", "SystemV/", "US/", "posix/")))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in kept)]


class Profile(forms.ModelForm[Person]):
    """What people say of themselves."""

    zone = forms.ChoiceField(label=_("Time zone"), choices=zones)

    class Meta:
        model = Person
        fields = ("name", "language", "zone")
