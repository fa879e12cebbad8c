"""Each person reads in their own language and time."""

from __future__ import annotations

import zoneinfo
from typing import TYPE_CHECKING

from django.utils import timezone, translation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


class Tongue:
    """Sets language and time zone of whoever is signed in; others read as their browser asks."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self._answer(request)
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = request.user.language
        with timezone.override(zone_of(request.user.zone)):
            return self._answer(request)


def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """Return a time zone, UTC where this machine does not know it.

    >>> zone_of("Europe/Paris").key, zone_of("Nowhere/At all").key
    ('Europe/Paris', 'UTC')
    """
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")
