"""What the forms of every room share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django import forms

from parvis.hub.common.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from parvis.hub.common.errors import HubError

T = TypeVar("T")


class Day(forms.DateInput):
    """A day, picked with the browser's own means."""

    input_type = "date"

    def __init__(self, **said: Any) -> None:
        super().__init__(format="%Y-%m-%d", **said)


def done(form: forms.BaseForm, act: Callable[..., T], *upon: Any) -> T | None:
    """Do what a form asks for, and return what came of it; None where it was not done.

    Arguments:
        form: that was sent, or not yet; a refusal is shown in it.
        act: of a service, which takes the fields of the form by their names.
        upon: what it takes before them.
    """
    if not form.is_valid():
        return None
    try:
        return act(*upon, **form.cleaned_data)
    except RefusedError as fault:
        blame(form, fault)
        return None


def blame(form: forms.BaseForm, fault: HubError) -> None:
    """Show a refusal beside the field that it is about, or above the form."""
    form.add_error(fault.field if fault.field in form.fields else None, str(fault.text))
