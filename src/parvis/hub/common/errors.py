"""Every error the hub raises on purpose.

    ParvisError
    └── HubError                what the hub cannot do for whoever asked
        ├── DeploymentError     a variable of the environment that cannot be meant
        ├── MissingError        there is no such thing, or none that this person may know of
        ├── WrongWayError       it is asked in a way that it does not know
        ├── ForbiddenError      it is there, and this person may not do this with it
        ├── RefusedError        what was asked breaks a rule of the house; it says which
        └── BusyError           later, and how much later

At the edge an error is a status, a code and a translated text (`web/faults.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from parvis.errors import ParvisError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class HubError(ParvisError):
    """What the hub cannot do for whoever asked.

    Arguments:
        text: translated, fit to show to a person.
        code: of the fault, for programs.
        field: of the form that it is about; empty where it is about none.
    """

    status: ClassVar[int] = 400

    def __init__(self, text: str | _StrPromise, *, code: str = "", field: str = "") -> None:
        super().__init__(text)
        self.text, self.code, self.field = text, code or type(self).__name__, field


class DeploymentError(HubError):
    """A variable of the environment that cannot be meant."""

    status = 500

    @classmethod
    def of(cls, variable: str, said: str, way_out: str) -> Self:
        return cls(f"{variable}: {said!r} cannot be meant. What to do: {way_out}.", code=variable)


class MissingError(HubError):
    """There is no such thing, or none that this person may know of: the same answer for both."""

    status = 404


class WrongWayError(HubError):
    """It is asked in a way that it does not know: read where it only does something."""

    status = 405


class ForbiddenError(HubError):
    """It is there, and this person may not do this with it."""

    status = 403


class RefusedError(HubError):
    """What was asked breaks a rule of the house."""

    status = 422


class BusyError(HubError):
    """Later.

    Arguments:
        seconds: until it may be asked again.
    """

    status = 429

    def __init__(self, text: str | _StrPromise, *, seconds: int) -> None:
        super().__init__(text)
        self.seconds = seconds
