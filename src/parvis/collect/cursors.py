"""Where each source is to go on: one small file, replaced whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from parvis.errors import SourceError
from parvis.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from parvis.collect.page import Cursor


class Cursors:
    """The cursor of each source, by its name.

    A cursor is saved when what lies before it is kept, never earlier; whoever is killed between
    the two is given the page again, and the lake knows its posts.

    Arguments:
        path: of the file.

    Raises:
        SourceError: the file is there and cannot be read.

    >>> import tempfile
    >>> from pathlib import Path
    >>> path = Path(tempfile.mkdtemp(), "cursors.json")
    >>> Cursors(path).save({"forum": {"floor": 7.0}})
    >>> Cursors(path).of("forum"), Cursors(path).of("another")
    ({'floor': 7.0}, None)
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, Cursor] = {}
        if path.exists():
            self._kept = self._read()

    def _read(self) -> dict[str, Cursor]:
        try:
            kept = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError) as fault:
            way_out = "take the file away; sources then begin anew and nothing is kept twice"
            raise SourceError.at(self._path, f"no cursors: {fault}", way_out) from fault
        return kept if isinstance(kept, dict) else {}

    def of(self, source: str) -> Cursor:
        """Return where a source is to go on; None is its beginning."""
        return self._kept.get(source)

    def save(self, cursors: Mapping[str, Cursor]) -> None:
        """Keep where sources are; on the disk when this returns.

        Raises:
            OSError: the disk does not take it; the old cursors stand.
        """
        if not cursors:
            return
        kept = {**self._kept, **cursors}
        write_whole(self._path, json.dumps(kept, ensure_ascii=False, indent=1))
        self._kept = kept
