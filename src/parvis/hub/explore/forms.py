from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.web.forms import Day


class CorrectionForm(forms.Form):
    """What a mention is: `said` is a criterion and its value, as one button sends them."""

    mention = forms.CharField(max_length=300)
    said = forms.RegexField(r"^[a-z]{1,12}=[a-z_]{0,20}$")

    @override
    def clean(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        criterion, _equals, value = told.pop("said", "").partition("=")
        return told | {"criterion": criterion, "value": value}


class ViewForm(forms.Form):
    """A dashboard with its filters, under a name."""

    name = forms.CharField(label=_("Name of the view"), max_length=80)


class NoteForm(forms.Form):
    """What happened on a day."""

    day = forms.DateField(label=_("Day"), widget=Day())
    text = forms.CharField(label=_("What happened"), max_length=300)
