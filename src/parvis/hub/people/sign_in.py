"""The forms of signing in, in the words of the house."""

from __future__ import annotations

from typing import Any, Final

from allauth.account import forms
from django import forms as plain
from django.utils.translation import gettext_lazy as _

LABELS: Final = {
    "login": _("Email address"),
    "email": _("Email address"),
    "password": _("Password"),
    "oldpassword": _("Your password now"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}
HELP: Final = {"password1": _("Twelve characters or more; a sentence is easy to remember.")}


class _Worded(plain.BaseForm):
    def __init__(self, *args: Any, **said: Any) -> None:
        super().__init__(*args, **said)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, "")


class Login(_Worded, forms.LoginForm):
    """Who one is, and the password."""


class Forgotten(_Worded, forms.ResetPasswordForm):
    """To which address the link goes."""


class Renewed(_Worded, forms.ResetPasswordKeyForm):
    """Another password, by the link of a mail."""


class Changed(_Worded, forms.ChangePasswordForm):
    """Another password, by the one that holds."""


class Chosen(_Worded, forms.SetPasswordForm):
    """A first password, for whoever comes by single sign-on."""


class Confirmed(_Worded, forms.ReauthenticateForm):
    """The password once more, before something that matters."""
