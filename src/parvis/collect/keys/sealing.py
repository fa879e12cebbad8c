"""What seals the keys: AES-256-GCM, under a secret in a file that its owner alone reads."""

from __future__ import annotations

import os
import stat
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from parvis.errors import KeysError
from parvis.whole import sync

if TYPE_CHECKING:
    from pathlib import Path

BITS = 256
NONCE = 12


class Seal:
    """Seals and opens texts.

    Each is bound to its label: a sealed text that is moved under another label does not open.

    Arguments:
        secret: 32 bytes.

    >>> seal = Seal(bytes(32))
    >>> seal.open("mastodon", seal.close("mastodon", "sesame"))
    'sesame'
    """

    def __init__(self, secret: bytes) -> None:
        self._inner = AESGCM(secret)

    @classmethod
    def of_text(cls, text: str, place: Path | str) -> Self:
        """Read the secret, in base64.

        Arguments:
            text: the secret.
            place: where it was found, for the error.

        Raises:
            KeysError: it is not one.
        """
        try:
            secret = b64decode(text.strip(), validate=True)
        except ValueError:
            secret = b""
        if len(secret) * 8 != BITS:
            raise KeysError.at(place, "it holds no secret of 32 bytes", "bring back the one it was")
        return cls(secret)

    def close(self, label: str, text: str) -> str:
        """Seal a text."""
        nonce = os.urandom(NONCE)
        sealed = self._inner.encrypt(nonce, text.encode(), label.encode())
        return b64encode(nonce + sealed).decode()

    def open(self, label: str, sealed: str) -> str | None:
        """Open a text; None where it was sealed with another secret or label, or is damaged."""
        try:
            whole = b64decode(sealed, validate=True)
            return self._inner.decrypt(whole[:NONCE], whole[NONCE:], label.encode()).decode()
        except (InvalidTag, ValueError):
            return None


def secret_in(file: Path, *, make: bool) -> str:
    """Read the secret of a file, which its owner alone may read.

    Arguments:
        file: where it lies.
        make: whether one is drawn where there is none.

    Raises:
        KeysError: there is none, or others may read it.

    >>> import tempfile
    >>> from pathlib import Path
    >>> file = Path(tempfile.mkdtemp(), "keys.secret")
    >>> secret_in(file, make=True) == secret_in(file, make=False)
    True
    """
    if make:
        _draw(file)
    if not file.exists():
        raise KeysError.at(
            file, "the secret that opens the keys is not there", "bring it back from a backup"
        )
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise KeysError.at(file, "others can read it", f"chmod 600 {file}, and renew the keys")
    return file.read_text("ascii", errors="replace")


def _draw(file: Path) -> None:
    """Write a new secret unless there is a file; of two who try at once, one is heard."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "wb") as out:
        out.write(b64encode(AESGCM.generate_key(BITS)) + b"\n")
        out.flush()
        os.fsync(descriptor)
    sync(file.parent)
