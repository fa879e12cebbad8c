"""Static files under an address that changes with what is in them, so that browsers keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from typing_extensions import override


class Still(StaticFilesStorage):
    """Serves what the rooms hold, without a step that gathers it first."""

    @override
    def url(self, name: str | None) -> str:
        address = super().url(name)
        return f"{address}?{_print(name)}" if name and not name.endswith("/") else address

    @override
    def path(self, name: str | PathLike[str]) -> str:
        found: Any = finders.find(str(name))
        return found or super().path(name)


@cache
def _print(name: str) -> str:
    found: Any = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if found else ""
