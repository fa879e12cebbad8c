"""What was read: rows of each file, those used and those that tell nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.measuring.work import Work


def files(work: Work) -> Iterator[Figure]:
    """Yield the account of each file that the other parts read; it comes last."""
    for file in work.tables.files.values():
        by = {"file": file.name}
        yield work.define("files.rows", file.rows, by=by)
        yield work.define("files.used", file.rows - file.left_out, by=by)
        yield work.define("files.left_out", file.left_out, by=by)
        if file.last:
            yield work.define("files.last", file.last.isoformat(), by=by)
    days = [file.last for file in work.tables.files.values() if file.last]
    if days:
        yield work.define("files.last", max(days).isoformat())
