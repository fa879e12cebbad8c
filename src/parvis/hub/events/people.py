from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignedOn:
    """Somebody came by single sign-on, of these groups."""

    person: int
    groups: tuple[str, ...]
