"""What an agreement means, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from parvis.codebook.agreement import GOOD, LEAST

if TYPE_CHECKING:
    from parvis.codebook import Agreement, Alpha


def number(value: float, digits: int = 2) -> str:
    """Return a number as whoever reads writes it."""
    return number_format(round(value, digits), digits)  # it cuts digits off by itself


def verdict(found: Agreement) -> str:
    """Say what an agreement means for the use of its codes."""
    if not found.alpha.units:
        return _("No mention was coded twice yet.")
    if found.alpha.value is None:
        return _("All codes are one value so far, so that agreement cannot be told from chance.")
    text = _unusable() if not found.is_usable else _usable(found.alpha)
    return text % {"least": number(LEAST, 3), "good": number(GOOD, 1)}


def _unusable() -> str:
    return _(
        "Not used: below %(least)s, the codes say too little beyond chance. Read the "
        "disagreements together, write a rule for each kind, and code new mentions."
    )


def _usable(alpha: Alpha) -> str:
    if (alpha.low or 0) < LEAST:
        return _("Usable, but the interval reaches below %(least)s: more mentions would tell.")
    if (alpha.value or 0) < GOOD:
        return _("Usable, tentatively: a firm conclusion asks for %(good)s.")
    return _("The coders agree firmly: their codes can be relied on.")
