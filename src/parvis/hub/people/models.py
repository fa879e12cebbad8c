from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.tables import Made


class Persons(BaseUserManager["Person"]):
    """Makes people, each known by the address of their mail."""

    def create_user(self, email: str, password: str | None = None, **said: Any) -> Person:
        person = self.model(email=email.strip().lower(), **said)
        person.set_password(password)
        person.save(using=self._db)
        return person

    @override
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser, Made):
    """Somebody who works in the hub.

    What they may do is not here: it is the roles that they hold at units.
    """

    email = models.EmailField(_("Email address"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    language = models.CharField(
        _("Language"), max_length=8, choices=[("en", "English"), ("fr", "Français")], default="en"
    )
    zone = models.CharField(_("Time zone"), max_length=64, default="Europe/Paris")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[Persons] = Persons()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name", "id")
        verbose_name = _("person")
        verbose_name_plural = _("people")

    @override
    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        """Two letters to be recognised by."""
        words = str(self).replace("@", " ").split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
