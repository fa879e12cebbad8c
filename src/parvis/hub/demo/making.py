"""The demo, made once in an empty home, all of it or nothing."""

from __future__ import annotations

import os
import secrets
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from parvis.hub.common.errors import RefusedError
from parvis.hub.demo.goals import make_goals
from parvis.hub.demo.organisation import address_of, make_organisation
from parvis.hub.demo.presences import make_presences
from parvis.hub.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

ORGANISATION: Final = Path(__file__).parent / "organisation.toml"
GOALS: Final = Path(__file__).parent / "goals.toml"
PRESENCES: Final = Path(__file__).parent / "presences.toml"
FOLDER: Final = "demo"


def make(home: Path) -> None:
    """Give an empty home the organisation of the demo; a home that has it stays as it is.

    Arguments:
        home: folder of the hub, its tables made.

    Raises:
        RefusedError: there are people in it who are not of the demo.
    """
    if is_demo(home):
        return
    if Person.objects.exists():
        text = (
            "%(home)s holds an organisation already, which the demo would mix with. "
            "What to do: leave --demo out, or name an empty folder (--home)."
        )
        raise RefusedError(text % {"home": home}, code="not_empty")
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    with transaction.atomic():
        owner = make_organisation(_told(ORGANISATION), password)
        make_goals(owner, _told(GOALS))
        make_presences(owner, _told(PRESENCES))
        _keep(home, password)


def is_demo(home: Path) -> bool:
    """Tell whether a home holds the organisation of the demo."""
    return (home / FOLDER / "password").exists()


def to_come_in(home: Path) -> Iterator[str]:
    """Yield how to come in as different people of the demo, a line each."""
    told = _told(ORGANISATION)
    password = (home / FOLDER / "password").read_text("utf-8").strip()
    yield f"The demo: sign in as any of these, with the password {password}"
    for person in told["person"]:
        roles = ", ".join(f"{role} of {code}" for code, role in person["roles"].items())
        yield f"  {address_of(person['name']):<36}{roles}"


def _told(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _keep(home: Path, password: str) -> None:
    """Keep the password for whoever starts the demo again, readable by them alone."""
    folder = home / FOLDER
    folder.mkdir(exist_ok=True)
    made = os.open(folder / "password", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(made, "w") as file:
        file.write(password + "\n")
