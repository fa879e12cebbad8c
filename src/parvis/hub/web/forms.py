"""What the forms of every room share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from parvis.hub.common.errors import HubError


class Day(forms.DateInput):
    """A day, picked with the browser's own means."""

    input_type = "date"

    def __init__(self, **said: Any) -> None:
        super().__init__(format="%Y-%m-%d", **said)


def blame(form: forms.BaseForm, fault: HubError) -> None:
    """Show a refusal beside the field that it is about, or above the form."""
    form.add_error(fault.field if fault.field in form.fields else None, str(fault.text))
