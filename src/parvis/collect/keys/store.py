"""Keys of sources by name, sealed in one file; whoever copies it alone has nothing."""

from __future__ import annotations

import datetime as dt
import fcntl
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from parvis.collect.keys.expiry import Known
from parvis.collect.keys.sealing import Seal, secret_in
from parvis.errors import KeysError
from parvis.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE, SECRET, LOCK = "keys.json", "keys.secret", "keys.lock"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
PROOF = "parvis keys"


class _Key(msgspec.Struct, frozen=True):
    sealed: str
    since: dt.datetime
    expires: dt.date | None = None


class _Stored(msgspec.Struct, frozen=True):
    proof: str = ""
    keys: dict[str, _Key] = {}


class Keys:
    """Keys by name.

    Arguments:
        folder: holds the sealed keys, and the secret that opens them unless it is given; it is
            made where there is none, for its owner alone.
        secret: 32 bytes in base64, kept elsewhere; None to keep it in a file of the folder.

    >>> import tempfile
    >>> keys = Keys(tempfile.mkdtemp())
    >>> keys.set("mastodon", "sesame", expires=dt.date(2026, 3, 9))
    >>> keys.get("mastodon"), [key.name for key in keys.known()]
    ('sesame', ['mastodon'])
    """

    def __init__(self, folder: Path | str, *, secret: str | None = None) -> None:
        self._folder, self._secret = Path(folder), secret

    @classmethod
    def of_environment(cls, environment: Mapping[str, str]) -> Self:
        """Open the keys of whoever runs Parvis.

        Arguments:
            environment: `PARVIS_KEYS`, the folder (`~/.config/parvis` by default), and
                `PARVIS_KEYS_SECRET`, the secret that opens them where it is kept elsewhere.

        >>> Keys.of_environment({"PARVIS_KEYS": "/srv/keys"}).folder
        PosixPath('/srv/keys')
        """
        config = environment.get("XDG_CONFIG_HOME") or Path.home() / ".config"
        folder = environment.get("PARVIS_KEYS") or Path(config) / "parvis"
        return cls(folder, secret=environment.get("PARVIS_KEYS_SECRET") or None)

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self._folder

    def get(self, name: str) -> str:
        """Return a key.

        Raises:
            KeysError: there is none of this name, or the secret does not open it.
        """
        stored = self._stored()
        if name not in stored.keys:
            raise KeysError.at(name, "there is no such key", f"`parvis keys set {name}`")
        value = self._seal(stored).open(name, stored.keys[name].sealed)
        if value is None:
            raise KeysError.at(name, "the key is damaged", f"`parvis keys set {name}`")
        return value

    def set(self, name: str, value: str, *, expires: dt.date | None = None) -> None:
        """Keep a key, in place of one of the same name.

        Arguments:
            name: letters, digits and `._@-`.
            value: the key.
            expires: the last day on which it is valid.

        Raises:
            KeysError: a name that cannot be one, an empty key, or keys that the secret does not
                open; nothing is changed.
        """
        if not NAME.fullmatch(name):
            raise KeysError.at(
                repr(name), "this cannot be a name", "use letters, digits and . _ @ -"
            )
        if not value:
            raise KeysError.at(name, "the key is empty", "give it on the standard input")
        with self._changing() as stored:
            seal = self._seal(stored)
            key = _Key(seal.close(name, value), dt.datetime.now(dt.UTC), expires)
            proof = stored.proof or seal.close(PROOF, PROOF)
            self._write(_Stored(proof, {**stored.keys, name: key}))

    def remove(self, name: str) -> None:
        """Forget a key; no secret is needed.

        Raises:
            KeysError: there is none of this name.
        """
        with self._changing() as stored:
            if name not in stored.keys:
                raise KeysError.at(name, "there is no such key", "see `parvis keys list`")
            left = {other: key for other, key in stored.keys.items() if other != name}
            self._write(_Stored(stored.proof, left))

    def known(self) -> list[Known]:
        """Return what may be said of each key, by name; no secret is needed.

        Raises:
            KeysError: the file is no file of keys.
        """
        keys = sorted(self._stored().keys.items())
        return [Known(name, key.since, key.expires) for name, key in keys]

    def _seal(self, stored: _Stored) -> Seal:
        """What opens them; it is held against a proof first, so that keys are never mixed."""
        given, file = self._secret, self._folder / SECRET
        text = secret_in(file, make=not stored.proof) if given is None else given
        place = file if given is None else "the secret of the environment"
        seal = Seal.of_text(text, place)
        if stored.proof and seal.open(PROOF, stored.proof) is None:
            raise KeysError.at(
                place,
                f"it is not the secret that {self._folder / FILE} was sealed with",
                "bring that one back; the keys are untouched",
            )
        return seal

    def _stored(self) -> _Stored:
        file = self._folder / FILE
        try:
            return msgspec.json.decode(file.read_bytes(), type=_Stored)
        except FileNotFoundError:
            return _Stored()
        except msgspec.DecodeError as error:
            raise KeysError.at(
                file, "it is no file of keys", "bring it back from a backup, or move it away"
            ) from error

    def _write(self, stored: _Stored) -> None:
        text = msgspec.json.format(msgspec.json.encode(stored), indent=1).decode()
        write_whole(self._folder / FILE, text + "\n")

    @contextmanager
    def _changing(self) -> Iterator[_Stored]:
        """Give the keys as they are, while nobody else changes them."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield self._stored()
