"""When a server wants to be asked again, from its headers."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 86_400.0
EPOCHS = 100_000_000  # fewer seconds than this is a wait, more is a moment
MILLISECONDS = 100_000_000_000
REMAINING = ("X-RateLimit-Remaining", "RateLimit-Remaining", "X-Rate-Limit-Remaining")
RESET = ("X-RateLimit-Reset", "RateLimit-Reset", "X-Rate-Limit-Reset")


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds that `Retry-After` asks for, a day at most; None if it asks for none.

    A date counts from the server's own clock where it tells it, so that a wrong clock, theirs or
    ours, makes no wait longer.

    Arguments:
        headers: of the answer.
        now: seconds since 1970.

    Source: RFC 9110, 10.2.3.

    >>> retry_after({"Retry-After": "30"}, 0.0)
    30.0
    >>> date = {"Date": "Sun, 01 Mar 2026 09:00:00 GMT"}
    >>> retry_after({**date, "Retry-After": "Sun, 01 Mar 2026 09:01:00 GMT"}, 0.0)
    60.0
    """
    return _until(headers.get("Retry-After", ""), _their_now(headers, now))


def spent(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds until a rate limit of which nothing remains begins anew, a day at most.

    None where something remains, or nothing is said. The moment is read in all the forms that
    networks use: seconds, seconds or milliseconds since 1970, and ISO 8601.

    >>> spent({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "12"}, 0.0)
    12.0
    """
    remaining = _number(_first(headers, REMAINING).partition(",")[0])
    if remaining is None or remaining >= 1:
        return None
    return _until(_first(headers, RESET), _their_now(headers, now))


def _their_now(headers: Mapping[str, str], now: float) -> float:
    said = _moment(headers.get("Date", ""))
    return now if said is None else said


def _until(value: str, now: float) -> float | None:
    number = _number(value)
    moment = _moment(value) if number is None else number
    if moment is None:
        return None
    if moment > MILLISECONDS:
        moment /= 1_000
    is_wait = number is not None and moment < EPOCHS
    return min(max(moment if is_wait else moment - now, 0.0), LONGEST)


def _first(headers: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((headers[name] for name in names if name in headers), "")


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _moment(value: str) -> float | None:
    for reading in (parsedate_to_datetime, dt.datetime.fromisoformat):
        try:
            moment = reading(value.strip())
            aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
            return aware.timestamp()
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None
