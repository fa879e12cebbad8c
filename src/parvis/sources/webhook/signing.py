"""Who may send: whoever knows the key, and says so of these bytes, now."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Final

TOLERANCE: Final = 300.0
"""Seconds between the clocks of who sends and who hears."""

_SIGNATURE: Final = re.compile(r"t=(?P<at>\d{1,12}),v1=(?P<mark>[0-9a-f]{64})")


def signature(key: str, body: bytes, at: int) -> str:
    """Return what goes into the header `X-Parvis-Signature`.

    Arguments:
        key: of the source.
        body: that is sent.
        at: seconds since 1970.

    Source: RFC 2104 (HMAC), with SHA-256.

    >>> signature("of nobody", b"{}", 7)[:13]
    't=7,v1=4a6ccf'
    """
    mark = hmac.new(key.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mark}"


def is_signed(key: str, body: bytes, said: str, now: float) -> bool:
    """Tell whether bytes were signed with a key, not long ago.

    Arguments:
        key: of the source.
        body: that came.
        said: the header.
        now: seconds since 1970.

    >>> is_signed("of nobody", b"{}", signature("of nobody", b"{}", 7), 8.0)
    True
    >>> is_signed("of nobody", b"{}", signature("of nobody", b"{}", 7), 800.0)
    False
    """
    found = _SIGNATURE.fullmatch(said)
    if found is None or abs(now - int(found["at"])) > TOLERANCE:
        return False
    return hmac.compare_digest(signature(key, body, int(found["at"])), said)
