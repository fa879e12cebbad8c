"""No secret leaves in a message: addresses and headers as they may be shown."""

from __future__ import annotations

import re
from base64 import b64decode
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STRUCK = "•••"
LONGEST = 300
SECRET_WORDS = (
    "key", "token", "secret", "password", "passwd", "pwd", "signature", "sig", "auth",
    "authorization", "credential", "credentials", "session", "sessionid", "code", "jwt", "cookie",
    "apikey", "appid", "accesstoken", "sid", "assertion", "bearer",
)  # fmt: skip
SCHEMES = {"Bearer", "Basic", "Digest", "OAuth"}
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_SECRET_ENDINGS = ("key", "token", "secret", "password", "signature", "cookie", "authorization")
_USER = re.compile(r"(?<=//)[^/?#\s]*@")
_PAIR = re.compile(r"(?P<before>[?&;#\s]|^)(?P<name>[^=&?#;\s]+)=(?P<value>[^&#;\s]*)")


def is_secret(name: str) -> bool:
    """Tell whether the value under this name, in a query or a header, is not to be shown.

    >>> [is_secret(name) for name in ("access_token", "X-Api-Key", "apikey", "hashtag")]
    [True, True, True, False]
    """
    words = [word.lower() for word in _WORD.findall(name.replace("%5F", "_"))]
    whole = "".join(words)
    return any(word in SECRET_WORDS for word in words) or whole.endswith(_SECRET_ENDINGS)


def redacted(url: str) -> str:
    """Return an address as it may be shown: no user, no password, no value of a secret name.

    >>> redacted("https://lea:pass@a.example/x?q=free&api_key=123#token=9")
    'https://a.example/x?q=free&api_key=•••#token=•••'
    """
    shown = _PAIR.sub(_struck, _USER.sub("", url))
    shown = "".join(letter if letter.isprintable() else "�" for letter in shown)
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


def _struck(pair: re.Match[str]) -> str:
    value = STRUCK if is_secret(pair["name"]) else pair["value"]
    return f"{pair['before']}{pair['name']}={value}"


def redacted_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers as they may be shown.

    >>> redacted_headers({"Authorization": "Bearer 123", "Accept": "*/*"})
    {'Authorization': '•••', 'Accept': '*/*'}
    """
    return {name: STRUCK if is_secret(name) else value for name, value in headers.items()}


def secrets_of(url: str, headers: Mapping[str, str]) -> set[str]:
    """Return the secrets an address and its headers hold, in every form they could come back.

    >>> sorted(secrets_of("https://a.example/?key=a%20b", {"X-Token": "1234"}))
    ['1234', 'a b', 'a%20b', 'a+b']
    """
    query = url.partition("#")[0].partition("?")[2]
    pairs = [*parse_qsl(query, keep_blank_values=False), *headers.items()]
    values = {value for name, value in pairs if is_secret(name)}
    parts = {part for value in values for part in value.split()} - SCHEMES
    values |= {part for part in parts | _names_and_passwords(parts) if len(part) > 3}
    return {form for value in values for form in (value, quote(value, safe=""), quote_plus(value))}


def _names_and_passwords(parts: Iterable[str]) -> set[str]:
    """What `Basic` packs: a name, a colon, a password."""
    found: set[str] = set()
    for part in parts:
        with suppress(ValueError):
            found.update(b64decode(part, validate=True).decode().partition(":")[::2])
    return found


def scrubbed(text: str, secrets: Iterable[str]) -> str:
    """Strike secrets out of a text that somebody else wrote.

    >>> scrubbed("key 1234 is not valid", {"1234"})
    'key ••• is not valid'
    """
    for secret in sorted((secret for secret in secrets if secret), key=len, reverse=True):
        text = text.replace(secret, STRUCK)
    return text
