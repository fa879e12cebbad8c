from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.hub.objectives.public import Objective, choosable
from parvis.hub.organisation.public import Unit
from parvis.hub.web.forms import Day


class SourceForm(forms.Form):
    """Where is listened."""

    name = forms.CharField(label=_("Name"), max_length=120)
    settings = forms.CharField(
        label=_("Settings"), max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("A line for each, as in a listen file; what is behind # is as it is."),
    )  # fmt: skip


class KeyForm(forms.Form):
    """The key of a source, and until when it is valid."""

    secret = forms.CharField(
        label=_("Key"), max_length=20_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    expires = forms.DateField(
        label=_("Last day on which it is valid"), required=False, widget=Day(),
        help_text=_("A week before, it is told here and in the list of sources."),
    )  # fmt: skip

    def clean_expires(self) -> dt.date | None:
        expires: dt.date | None = self.cleaned_data["expires"]
        if expires is not None and expires < timezone.localdate():
            raise forms.ValidationError(_("That day is over."))
        return expires


class KeyedSourceForm(SourceForm, KeyForm):
    """Where is listened, with the key that it is asked with."""

    field_order = ("name", "settings", "secret", "expires")

    def __init__(self, *args: Any, **said: Any) -> None:
        super().__init__(*args, **said)
        self.fields["secret"].required = False


class ObjectiveForm(forms.Form):
    """For what."""

    use_required_attribute = False  # what is wrong is said in the words of the gate
    objective = forms.ModelChoiceField(
        label=_("Objective"), queryset=Objective.objects.none(),
        error_messages={
            "required": _("It serves no objective. Choose the one that it is to serve.")
        },
    )  # fmt: skip

    def __init__(self, *args: Any, unit: Unit, **said: Any) -> None:
        super().__init__(*args, **said)
        field: Any = self.fields["objective"]
        field.queryset = choosable(unit).select_related("unit")
        field.label_from_instance = lambda one: f"{one.statement} ({one.unit})"
