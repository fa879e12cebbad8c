"""Trying again what may pass, later each time, and by chance so that not all come at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.errors import PassingError, RateLimitedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from parvis.collect.web.answer import Answer
    from parvis.collect.web.limits import Clock, Limits
    from parvis.errors import FetchError

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0


def pause(tried: int, chance: float, wait: float | None = None) -> float:
    """Return the seconds until the next try.

    Any time up to a bound that doubles with each try ("full jitter"), and never before the
    server wants to be asked again.

    Arguments:
        tried: how often it failed so far.
        chance: a number from 0 up to 1.
        wait: seconds the server asks for.

    Source: Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog (2015).

    >>> pause(3, 0.5), pause(3, 0.5, wait=30.0), pause(99, 0.5)
    (2.0, 30.5, 30.0)
    """
    if wait is not None:
        return wait + chance * FIRST_PAUSE
    return chance * min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(tried - 1, 10))


async def patiently(
    attempt: Callable[[], Awaitable[Answer | FetchError]],
    limits: Limits,
    clock: Clock,
    *,
    again: bool = True,
) -> Answer:
    """Try until there is an answer, a lasting fault, or no patience.

    Arguments:
        attempt: one try; what fails is returned and not raised.
        limits: how often, how long.
        clock: the time and chance.
        again: whether what may have been heard may be said again.

    Raises:
        FetchError: the last fault there was.
    """
    slept = 0.0
    for tried in range(1, max(limits.tries, 1) + 1):
        outcome = await attempt()
        if not _is_worth_another(outcome, again=again) or tried >= limits.tries:
            break
        wait = pause(tried, clock.chance(), getattr(outcome, "wait", None))
        slept += wait
        if slept > limits.patience:
            break
        await clock.sleep(wait)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _is_worth_another(outcome: Answer | FetchError, *, again: bool) -> bool:
    """A request that was refused for want of time was not acted on; of others nobody knows."""
    if not isinstance(outcome, PassingError):
        return False
    return again or isinstance(outcome, RateLimitedError) or outcome.status == 503
