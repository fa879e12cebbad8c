"""Bodies of webhooks, signed as Standard Webhooks says, so that any of its libraries checks them.

Source: https://github.com/standard-webhooks/standard-webhooks, version 1.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Final

from django.conf import settings

from parvis.collect.keys.sealing import Seal

if TYPE_CHECKING:
    from collections.abc import Iterable

PREFIX: Final = "whsec_"
_BYTES: Final = 32
_LABEL: Final = "webhook"


def new_secret() -> str:
    """Draw a secret, as it is shown once."""
    return PREFIX + b64encode(secrets.token_bytes(_BYTES)).decode()


def sealed(secret: str) -> str:
    """Return a secret as the database keeps it."""
    return _seal().close(_LABEL, secret)


def opened(kept: str) -> str | None:
    """Return a secret that the database keeps; None where the hub has another secret of its own."""
    return _seal().open(_LABEL, kept)


def headers(ident: str, moment: int, body: bytes, keys: Iterable[str]) -> dict[str, str]:
    """Return what a request carries beside its body.

    Arguments:
        ident: of the message; the same however often it is sent.
        moment: when it is sent, in seconds since 1970.
        body: as it goes over the wire.
        keys: secrets, each of which signs.
    """
    return {
        "Content-Type": "application/json",
        "webhook-id": ident,
        "webhook-timestamp": str(moment),
        "webhook-signature": " ".join(signature(ident, moment, body, key) for key in keys),
    }


def signature(ident: str, moment: int, body: bytes, secret: str) -> str:
    """Sign a message: HMAC-SHA256 over its id, its time and its body.

    >>> signature("msg_1", 1_700_000_000, b"{}", "whsec_" + b64encode(bytes(32)).decode())
    'v1,LzeNxZHo3O8fwpFJpLh/0B99ugILNFJw+/9lTgx0APs='
    """
    said = f"{ident}.{moment}.".encode() + body
    made = hmac.new(b64decode(secret.removeprefix(PREFIX)), said, hashlib.sha256)
    return f"v1,{b64encode(made.digest()).decode()}"


def _seal() -> Seal:
    return Seal(hashlib.sha256(b"parvis webhooks\0" + settings.SECRET_KEY.encode()).digest())
