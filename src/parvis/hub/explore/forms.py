from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.web.forms import Day

MOST_TAGS: Final = 12
LONGEST_TAG: Final = 40


class CorrectionForm(forms.Form):
    """What a mention is: `said` is a criterion and its value, as one button sends them."""

    mention = forms.CharField(max_length=300)
    said = forms.RegexField(r"^[a-z]{1,12}=[a-z_]{0,20}$")

    @override
    def clean(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        criterion, _equals, value = told.pop("said", "").partition("=")
        return told | {"criterion": criterion, "value": value}


class TagForm(forms.Form):
    """The words that a mention is given, with commas between."""

    mention = forms.CharField(max_length=300)
    words = forms.CharField(label=_("Tags"), max_length=500, required=False)

    def clean_words(self) -> list[str]:
        told = (" ".join(word.split()) for word in self.cleaned_data["words"].split(","))
        words = list({word.lower(): word for word in told if word}.values())
        if len(words) > MOST_TAGS or any(len(word) > LONGEST_TAG for word in words):
            raise forms.ValidationError(
                _("At most %(many)s tags, of at most %(long)s characters each.")
                % {"many": MOST_TAGS, "long": LONGEST_TAG}
            )
        return words


class ViewForm(forms.Form):
    """A dashboard with its filters, under a name."""

    name = forms.CharField(label=_("Name of the view"), max_length=80)


class NoteForm(forms.Form):
    """What happened on a day."""

    day = forms.DateField(label=_("Day"), widget=Day())
    text = forms.CharField(label=_("What happened"), max_length=300)
