from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.hub.objectives.public import Objective, choosable
from parvis.hub.organisation.public import Unit


class SourceForm(forms.Form):
    """Where is listened."""

    name = forms.CharField(label=_("Name"), max_length=120)
    settings = forms.CharField(
        label=_("Settings"), max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("A line for each, as in a listen file; what is behind # is as it is."),
    )  # fmt: skip


class ObjectiveForm(forms.Form):
    """For what."""

    objective = forms.ModelChoiceField(
        label=_("Objective"), queryset=Objective.objects.none(), required=False
    )

    def __init__(self, *args: Any, unit: Unit, **said: Any) -> None:
        super().__init__(*args, **said)
        field: Any = self.fields["objective"]
        field.queryset = choosable(unit).select_related("unit")
        field.label_from_instance = lambda one: f"{one.statement} ({one.unit})"
