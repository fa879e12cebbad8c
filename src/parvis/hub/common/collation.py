"""Paths compare byte by byte, so that a range of them is a branch of the tree, on any database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import migrations

if TYPE_CHECKING:
    from collections.abc import Callable


def by_bytes(table: str, column: str) -> migrations.RunPython:
    """Return the step that has a column of paths compare so; SQLite does it by itself."""

    def alter(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar(255) COLLATE "C"'
            )

    nothing: Callable[[Any, Any], None] = migrations.RunPython.noop
    return migrations.RunPython(alter, nothing)
