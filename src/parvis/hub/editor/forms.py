from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.hub.editor.drafts import CHARACTERS

PRODUCTS: Final = (
    ("brandwatch", "Brandwatch"),
    ("talkwalker", "Talkwalker"),
    ("meltwater", "Meltwater"),
    ("sprinklr", "Sprinklr"),
    ("x", "X (API v2)"),
    ("lucene", "Lucene, Elasticsearch"),
)
"""In whose language a query may be written: see `parvis.perimeter.dialects.products`."""


class PerimeterForm(forms.Form):
    """What is listened for."""

    name = forms.CharField(label=_("Name"), max_length=120)
    query = forms.CharField(
        label=_("Query"), max_length=CHARACTERS,
        widget=forms.Textarea(
            attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "off", "autocorrect": "off"}
        ),
        help_text=_("As Orvelle OR #Orvelle OR @OrvelleAide; AND, NOT, NEAR and quotes work too."),
    )  # fmt: skip
    is_ours = forms.BooleanField(
        label=_("It is about us"), required=False, initial=True,
        help_text=_("Not about a rival, or a subject, that we are compared with."),
    )  # fmt: skip
