"""Folders that are watched: files come, change and go."""

from __future__ import annotations

import asyncio
import os

from parvis.sources.connector import Visit
from parvis.sources.watched.connector import Watched, pages


def put(folder, name, *texts):
    (folder / name).write_text("id,text\n" + "".join(f"{text},{text}\n" for text in texts))
    os.utime(folder / name, (1_000_000_000, 1_000_000_000))


def walked(folder, since=None):
    async def walk():
        visit = Visit(web=None, since=since, folder=str(folder))
        return [page async for page in pages(Watched(name="it", path="."), visit)]

    return asyncio.run(walk())


def test_a_file_is_read_once_and_forgotten_when_it_is_gone(tmp_path):
    put(tmp_path, "a.csv", "one")
    put(tmp_path, "b.csv", "two")
    first = walked(tmp_path)
    assert [page.rows["text"].to_list() for page in first] == [["one"], ["two"]]
    assert walked(tmp_path, first[-1].cursor) == []
    (tmp_path / "a.csv").unlink()
    put(tmp_path, "c.csv", "three")
    (page,) = walked(tmp_path, first[-1].cursor)
    assert page.rows["text"].to_list() == ["three"]
    assert sorted(name.rpartition("/")[2] for name in page.cursor) == ["b.csv", "c.csv"]
