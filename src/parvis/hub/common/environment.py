"""What the environment says of a deployment, read once, typed, and refused where it is wrong."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from parvis.hub.common.errors import DeploymentError

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLES: Final = {
    "PARVIS_HOME": "folder of the database, the lake, the secret and what was sent",
    "PARVIS_ADDRESS": "address of the hub as people type it, such as https://parvis.example.org",
    "PARVIS_SECRET": "50 characters that sign sessions and links; else HOME/secret, made once",
    "PARVIS_PROXIES": "how many reverse proxies are in front of it; 0 for none",
    "DATABASE_URL": "postgresql://user:password@host:port/name; else HOME/hub.sqlite3",
    "PARVIS_LAKE": "folder of the lake; else HOME/lake",
    "PARVIS_MAIL": "smtp://user:password@host:port or smtps://…; else mail is written to HOME/mail",
    "PARVIS_MAIL_FROM": "sender of mail, such as parvis@example.org",
    "PARVIS_OIDC_URL": "issuer of single sign-on (OpenID Connect)",
    "PARVIS_OIDC_CLIENT": "client id of single sign-on",
    "PARVIS_OIDC_SECRET": "client secret of single sign-on",
    "PARVIS_OIDC_NAME": "name of single sign-on, that its button says",
}
_SECRET_LENGTH: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOn:
    """Single sign-on by OpenID Connect: who answers for people, and who we are to it.

    Its name is empty where it has none of its own.
    """

    url: str
    client: str
    secret: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Where a hub lives, under which address, and with what it speaks.

    Arguments:
        home: folder of all that it keeps.
        address: its origin, without a slash at its end.
        secret: that signs sessions and links.
        proxies: in front of it.
        database: as Django's `DATABASES` has it.
        lake: folder of the mentions.
        mail: settings of Django's mail, by name.
        sign_on: None where people sign in with a password only.
    """

    home: Path
    address: str
    secret: str
    proxies: int
    database: dict[str, Any]
    lake: Path
    mail: dict[str, Any]
    sign_on: SignOn | None

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or "localhost"

    @property
    def is_secure(self) -> bool:
        """Whether people reach it by HTTPS, so that cookies may be bound to it."""
        return self.address.startswith("https://")

    @classmethod
    def read(cls, told: Mapping[str, str]) -> Environment:
        """Read what is said, make the home folder and its secret where they are missing.

        Raises:
            DeploymentError: a variable that cannot be meant.
        """
        home = Path(told.get("PARVIS_HOME") or usual_home()).expanduser().resolve()
        try:
            home.mkdir(parents=True, exist_ok=True, mode=0o700)
            secret = told.get("PARVIS_SECRET") or _kept_secret(home)
        except OSError as fault:
            way_out = f"name a folder that may be written ({fault.strerror}: {fault.filename})"
            raise DeploymentError.of("PARVIS_HOME", str(home), way_out) from fault
        return cls(
            home=home,
            address=_address(told.get("PARVIS_ADDRESS") or "http://localhost:8000"),
            secret=secret,
            proxies=_number("PARVIS_PROXIES", told.get("PARVIS_PROXIES") or "0"),
            database=_database(told.get("DATABASE_URL") or "", home),
            lake=Path(told.get("PARVIS_LAKE") or home / "lake"),
            mail=_mail(told, home),
            sign_on=_sign_on(told),
        )


def usual_home() -> Path:
    """Return the folder that this system keeps a person's application data in."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"), "parvis")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "parvis"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share", "parvis")


def _kept_secret(home: Path) -> str:
    file = home / "secret"
    if not file.exists():
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w") as new:
            new.write(secrets.token_urlsafe(_SECRET_LENGTH))
    return file.read_text("utf-8").strip()


def _address(said: str) -> str:
    parts = urlsplit(said)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise DeploymentError.of("PARVIS_ADDRESS", said, "write it as https://parvis.example.org")
    return said.rstrip("/")


def _number(name: str, said: str) -> int:
    if not said.isascii() or not said.isdigit():
        raise DeploymentError.of(name, said, "write a whole number, 0 or more")
    return int(said)


def _database(url: str, home: Path) -> dict[str, Any]:
    if not url:
        return _embedded(home / "hub.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        way_out = "write it as postgresql://user:password@host:port/name"
        raise DeploymentError.of("DATABASE_URL", f"{parts.scheme}://…", way_out)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _embedded(file: Path) -> dict[str, Any]:
    """SQLite as a server's database: readers never wait, writers queue, a commit is on the disk."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY",
        },
    }


def _mail(told: Mapping[str, str], home: Path) -> dict[str, Any]:
    url, sender = told.get("PARVIS_MAIL") or "", told.get("PARVIS_MAIL_FROM") or ""
    if not url:
        return _kept_mail(home, sender or "parvis@localhost")
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise DeploymentError.of("PARVIS_MAIL", f"{parts.scheme}://…", "write smtp://host:port")
    if not sender:
        raise DeploymentError.of("PARVIS_MAIL_FROM", "nothing", "name the sender of mail")
    return _sent_mail(parts, sender)


def _sent_mail(parts: SplitResult, sender: str) -> dict[str, Any]:
    is_tls = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if is_tls else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        "EMAIL_USE_TLS": not is_tls and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }


def _kept_mail(home: Path, sender: str) -> dict[str, Any]:
    """Mail is written to files where nothing sends it, so that nothing is lost."""
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(home / "mail"),
        "DEFAULT_FROM_EMAIL": sender,
    }


def _sign_on(told: Mapping[str, str]) -> SignOn | None:
    names = ("PARVIS_OIDC_URL", "PARVIS_OIDC_CLIENT", "PARVIS_OIDC_SECRET")
    given = [told.get(name) or "" for name in names]
    if not any(given):
        return None
    if not all(given):
        missing = next(name for name, value in zip(names, given, strict=True) if not value)
        raise DeploymentError.of(missing, "nothing", "give all three of single sign-on, or none")
    url, client, secret = given
    return SignOn(url=url, client=client, secret=secret, name=told.get("PARVIS_OIDC_NAME") or "")
