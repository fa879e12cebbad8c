"""What pages of coding are put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from parvis.hub.coding.words import LEVELS, TARGETS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

register = template.Library()


@register.filter
def level(name: str) -> str | _StrPromise:
    """What kind of values a criterion has, in words."""
    return LEVELS.get(name, name)


@register.filter
def target(name: str) -> str | _StrPromise:
    """What a criterion puts right, in words."""
    return TARGETS.get(name, name)


@register.filter
def per_cent(value: float | None) -> float:
    """A number from -1 to 1 as a length in per cent, none below 0."""
    return max(0.0, 100.0 * (value or 0.0))
