"""A folder into which an export is laid now and then: two hundred posts a file."""

from __future__ import annotations

import json
import os
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from parvis.sources.watched.connector import CONNECTOR
from tests.sources.contract.peer import PASSES, STAYS, Peer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.sources.contract.post import Post


class Files(Peer):
    """Files that are written anew when a post of theirs is edited or added."""

    connector = CONNECTOR
    has_history = False
    size = 200
    spared = MappingProxyType(
        {
            PASSES: "a folder has no server; a file cut off is in test_broken",
            STAYS: "a folder has no server; that it is missing is in test_watched",
        }
    )

    def settings(self) -> dict[str, Any]:
        return {"path": self.base}

    def id_of(self, post: Post) -> str:
        return f"file:{post.number}"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        with tempfile.TemporaryDirectory() as self.base:
            yield self.base

    def laid(self) -> None:
        files: dict[int, list[str]] = {}
        for post in self.posts:
            files.setdefault(post.number // self.size, []).append(json.dumps(self.item(post)))
        for number, lines in files.items():
            path, text = Path(self.base, f"{number}.jsonl"), "\n".join(lines) + "\n"
            if not path.exists() or path.read_text() != text:
                path.write_text(text)
                os.utime(path, (time.time() - 60 + number, time.time() - 60 + number))

    def item(self, post: Post) -> Any:
        if post.text == "broken":
            return self.broken()
        return {"id": post.number, "text": post.text, "published_at": post.at.isoformat()}
