from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.hub.accounts.models import Absence, Account
from parvis.hub.common.acts import Act
from parvis.hub.objectives.public import choosable
from parvis.hub.organisation.public import Unit, people
from parvis.hub.web.forms import Day


class AccountForm(forms.ModelForm[Account]):
    """Where, who, and why."""

    url = forms.URLField(
        label=_("Address"), max_length=300, required=False, assume_scheme="https"
    )  # fmt: skip

    class Meta:
        model = Account
        fields = (
            "network", "handle", "url", "why", "audience", "objective", "primary", "backup",
        )  # fmt: skip
        help_texts: ClassVar = {
            "handle": _("As people see it there, @volcan_lyon."),
            "why": _("What do people get from it? That a competitor is there is no answer."),
            "audience": _("A study, a count, what customers said; a link to it is best."),
            "objective": _("A live one of this unit or of one above it."),
            "primary": _("Whoever may answer people at this unit."),
            "backup": _("Somebody else, who answers when the first is absent."),
        }

    def __init__(self, *args: Any, unit: Unit, **said: Any) -> None:
        super().__init__(*args, **said)
        for name in ("primary", "backup"):
            field: Any = self.fields[name]
            field.queryset = people(unit, Act.ANSWER)
        objective: Any = self.fields["objective"]
        objective.queryset = choosable(unit)


class WhyForm(forms.Form):
    """Why an account is there, asked again."""

    why = forms.CharField(
        label=_("Why would someone want to talk with us there?"), max_length=2_000,
        widget=forms.Textarea,
    )  # fmt: skip
    audience = forms.CharField(
        label=_("What shows that our audience is there?"), max_length=2_000, widget=forms.Textarea
    )


class AbsenceForm(forms.ModelForm[Absence]):
    """From when to when one is away."""

    class Meta:
        model = Absence
        fields = ("first", "last")
        widgets: ClassVar = {"first": Day, "last": Day}
