from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.hub.common.acts import ACT_WORDS as _WORDS
from parvis.hub.common.acts import Act
from parvis.hub.organisation.models import ROLES, Unit

CODE = r"^[\w.\-]+\Z"
COUNTRY = r"^[A-Z]{2}\Z"
A_CODE = RegexValidator(CODE, _("Letters, digits, - . _ and nothing else."))
A_COUNTRY = RegexValidator(COUNTRY, _("Two capital letters, as FR or CA."))


class UnitForm(forms.ModelForm[Unit]):
    """What a unit is called and what it is."""

    code = forms.CharField(
        label=_("Code"), max_length=64, validators=[A_CODE],
        help_text=_("By which your own files name it; no two units have the same."),
    )  # fmt: skip
    country = forms.CharField(
        label=_("Country"), max_length=2, required=False, validators=[A_COUNTRY],
        help_text=_("Two letters, as FR; empty where it is in several."),
    )  # fmt: skip

    class Meta:
        model = Unit
        fields = ("name", "kind", "code", "country")

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


class RoleForm(forms.Form):
    """Somebody and the role that they are to hold."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial="reader")

    def __init__(self, *args: Any, may_own: bool = False, **said: Any) -> None:
        super().__init__(*args, **said)
        choices = [pair for pair in ROLES if may_own or pair[0] != "owner"]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]


class InviteForm(RoleForm):
    """Whom to invite."""

    email = forms.EmailField(label=_("Email address"))
    field_order = ("email", "role")


class FileForm(forms.Form):
    """A table in a file."""

    file = forms.FileField(label=_("CSV file"))


class KeyForm(forms.Form):
    """What a key of the API may do, where and until when."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("What it is for, as “Warehouse, nightly”.")
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(),
        help_text=_("It works there and below, and nowhere else."),
    )  # fmt: skip
    acts = forms.MultipleChoiceField(
        label=_("Beside reading, it may"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(act.value, _WORDS[act]) for act in Act if act is not Act.SEE],
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Days until it ends"), required=False, min_value=1, max_value=3_650, initial=365,
        help_text=_("Empty where it never ends."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: QuerySet[Unit], **said: Any) -> None:
        super().__init__(*args, **said)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class GroupForm(RoleForm):
    """Which group of single sign-on gives which role."""

    group = forms.CharField(label=_("Group"), max_length=200)
    field_order = ("group", "role")


class ComingIn(forms.Form):
    """What somebody who comes in by a link says of themselves."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("Email address"))
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Twelve characters or more; a sentence is easy to remember."),
    )  # fmt: skip
    zone = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, email: str = "", **said: Any) -> None:
        super().__init__(*args, **said)
        if email:
            del self.fields["email"]

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password
