"""Whether mentions can be kept."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parvis.errors import LakeError
from parvis.hub.serving.doctor.finding import Finding, broken, well
from parvis.store.lease import holder_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.common.environment import Environment


def lake(environment: Environment) -> Iterator[Finding]:
    """Look whether the lake can be written, can be read, and who writes it."""
    folder, told = environment.lake, {"lake": str(environment.lake), "why": ""}
    try:
        with tempfile.TemporaryFile(dir=folder if folder.exists() else folder.parent):
            pass
    except OSError as fault:
        text = _("%(lake)s cannot be written: %(why)s.") % (told | {"why": fault.strerror or ""})
        mend = _("Give the folder to the user that runs Parvis, or name another (PARVIS_LAKE).")
        yield broken("lake", text, mend)
        return
    yield _read(environment, told)


def _read(environment: Environment, told: dict[str, str]) -> Finding:
    from parvis.store import is_lake, open_lake

    if not is_lake(environment.lake):
        return well("lake", _("%(lake)s can be written; it is empty so far.") % told)
    try:
        version = open_lake(environment.lake).version()
    except LakeError as fault:
        mend = _("Serve it with the version of Parvis that wrote it, or restore a backup.")
        return broken("lake", str(fault), mend)
    holder = holder_of(environment.lake)
    said = told | {"version": str(version), "who": str(holder or _("nobody"))}
    return well("lake", _("%(lake)s is at version %(version)s; who writes it: %(who)s.") % said)
