"""Where a file lies between being given and being in the lake: out of sight of other sources."""

from __future__ import annotations

import re
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from parvis.hub.common.errors import RefusedError

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from parvis.hub.listening.models import Import

LARGEST: Final = 100 << 20
"""Bytes of a file that is given; of what it unpacks to, see `UNPACKED`."""
UNPACKED: Final = 200 << 20
"""Reading takes some fourteen times as much memory."""
ROOT: Final = ".imports"
"""In the folder of files of the hub; what begins with a dot is no file of another source."""
REJECTED: Final = "rejected.csv"
_ODD: Final = re.compile(r"[^\w.() -]+")


def put(file: UploadedFile[Any]) -> tuple[str, str]:
    """Lay a file on the shelf, and return its folder and its name.

    Raises:
        RefusedError: it is empty, or too large.
    """
    size = file.size or 0
    if not size:
        raise RefusedError(_("The file is empty. Export it again."), code="empty", field="file")
    if size > LARGEST:
        said = {"size": filesizeformat(size), "most": filesizeformat(LARGEST)}
        text = _("It has %(size)s; at most %(most)s are taken. Split it into shorter periods.")
        raise RefusedError(text % said, code="large", field="file")
    folder, name = secrets.token_hex(16), plain(str(file.name))
    home = _home() / folder
    home.mkdir(parents=True, mode=0o700)
    with (home / name).open("wb") as target:
        for piece in file.chunks():
            target.write(piece)
    return folder, name


def plain(name: str) -> str:
    """Return a name that is one on every disk, and tells its kind as before.

    >>> plain("../../Été (1).csv"), plain(".~\\x00"), plain("a" * 300 + ".csv")[-6:]
    ('Été (1).csv', 'file', 'aa.csv')
    """
    last = _ODD.sub("_", re.split(r"[/\\\\]", name)[-1]).strip(" ._") or "file"
    return last[-100:].lstrip(" ._-")


def path_of(one: Import) -> Path:
    """Return where the file of an import lies."""
    return _home() / one.folder / one.name


def place_of(one: Import) -> str:
    """Return the same, from the folder in which sources find their files."""
    return f"{ROOT}/{one.folder}/{one.name}"


def rejected_of(one: Import) -> Path:
    """Return where the rows lie that could not be read."""
    return _home() / one.folder / REJECTED


def clear(one: Import, *, whole: bool = True) -> None:
    """Take the file of an import away, and with it what could not be read of it, or not."""
    if whole:
        shutil.rmtree(_home() / one.folder, ignore_errors=True)
    else:
        path_of(one).unlink(missing_ok=True)


def _home() -> Path:
    return Path(settings.ENVIRONMENT.home) / "files" / ROOT
