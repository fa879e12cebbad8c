"""What went wrong, from what aiohttp raised or what a server answered, without any secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
from aiohttp.http_exceptions import LineTooLong

from parvis.collect.web.connecting import NotPublicError
from parvis.collect.web.redaction import redacted, scrubbed
from parvis.collect.web.waits import retry_after, spent
from parvis.errors import (
    BadAnswerError,
    BadRequestError,
    CredentialsError,
    FetchError,
    FetchRefusedError,
    NotFoundError,
    RateLimitedError,
    TooLargeError,
    UnavailableError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.collect.web.asking import Ask

RAISED = (aiohttp.ClientError, OSError, TimeoutError, ValueError)
LATER = "try again later"
SHOWN = 200


def fault_of(error: BaseException, ask: Ask, now: float) -> FetchError:
    """Say what an error of the connection means.

    Arguments:
        error: what aiohttp or the system raised; its own words may hold secrets and are not shown.
        ask: what was asked.
        now: seconds since 1970.
    """
    causes = list(_causes(error))
    refused = next((cause for cause in causes if isinstance(cause, NotPublicError)), None)
    if refused is not None:
        return FetchRefusedError.at(
            ask.shown,
            f"it leads to {refused}, an address that is not public",
            "allow the host in `allow_private` if it is your own",
        )
    if any(isinstance(cause, LineTooLong) for cause in causes):
        return TooLargeError.at(ask.shown, "its headers are too long", "tell the site's owner")
    return _lasting(error, ask, now) or UnavailableError.at(ask.shown, _reason(error), LATER)


def _lasting(error: BaseException, ask: Ask, now: float) -> FetchError | None:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return FetchRefusedError.at(
            ask.shown, "its certificate is not valid", "ask its owner to renew it"
        )
    if isinstance(error, aiohttp.WSServerHandshakeError):
        return refusal(ask, error.status, error.headers or {}, b"", now)
    if isinstance(error, aiohttp.ClientResponseError):
        return BadAnswerError.at(ask.shown, "what it answers is not HTTP", "look at the address")
    if isinstance(error, ValueError) and not isinstance(error, OSError):
        return BadRequestError.at(ask.shown, "it cannot be asked for like this", "mend it")
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _reason(error: BaseException) -> str:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "its name cannot be resolved"
    if isinstance(error, TimeoutError):
        return "it took too long"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"no connection ({error.os_error.strerror or 'it failed'})"
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the answer was cut off"
    return "the connection was lost"


def refusal(
    ask: Ask, status: int, headers: Mapping[str, str], body: bytes, now: float
) -> FetchError:
    """Say what an answer of 4xx or 5xx means.

    Arguments:
        ask: what was asked.
        status: of the answer.
        headers: of the answer.
        body: its beginning.
        now: seconds since 1970.
    """
    wait = retry_after(headers, now)
    empty = spent(headers, now)
    if status == 429 or (status == 403 and (empty is not None or wait is not None)):
        return _limited(ask, status, wait if wait is not None else empty)
    if status >= 500 or status in {408, 425}:
        fault = f"the server has a fault or no time ({status})"
        return UnavailableError.at(ask.shown, fault, LATER, status=status).after(wait)
    return _final(ask, status, _said(ask, body))


def _limited(ask: Ask, status: int, wait: float | None) -> RateLimitedError:
    way_out = LATER if wait is None else f"wait {wait:.0f} seconds"
    error = RateLimitedError.at(ask.shown, "it was asked too often", way_out, status=status)
    return error.after(wait)


def _final(ask: Ask, status: int, said: str) -> FetchError:
    if status in {401, 403}:
        fault = "the key was not accepted" if ask.is_confidential else "it lets nobody in"
        mend = "set the key anew with `parvis keys set`, or leave the source out"
        return CredentialsError.at(ask.shown, f"{fault} ({status}){said}", mend, status=status)
    if status in {404, 410}:
        fault = f"there is nothing there ({status})"
        return NotFoundError.at(ask.shown, fault, "look at the address", status=status)
    if 400 <= status < 500:
        fault = f"the server does not accept the request ({status}){said}"
        return BadRequestError.at(ask.shown, fault, "look at what is asked", status=status)
    fault = f"an answer nobody asked for ({status})"
    return BadAnswerError.at(ask.shown, fault, "look at the address", status=status)


def _said(ask: Ask, body: bytes) -> str:
    """The server's own words, where they are words and not a page, without what we sent."""
    words = " ".join(body.decode("utf-8", errors="replace").split())
    if not words or words.startswith("<"):
        return ""
    return f": {redacted(scrubbed(words, ask.secrets)[:SHOWN])}"
