"""The rows of a file that could not be read, as a file to take away."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from django.http import FileResponse

from parvis.hub.listening.importing import shelf
from parvis.hub.web.files import as_file

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from parvis.hub.listening.models import Import

HEAD = ("line", "reason", "content")


def as_answer(one: Import) -> HttpResponseBase:
    """Return them as CSV; its head alone where there are none, or they are forgotten."""
    name = f"{PurePath(one.name).stem}-rejected.csv"
    path = shelf.rejected_of(one)
    if not path.exists():
        return as_file([HEAD], name)
    kind = "text/csv; charset=utf-8"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)
