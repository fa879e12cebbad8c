"""A PostgreSQL of one's own, for as long as a measurement takes: a peer of the matcher.

Found in the path or where Debian keeps it; the server listens to a socket in its own folder only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from peers import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from parvis.perimeter.language.tree import Query

PREPARED = """
CREATE TABLE posts (body text);
CREATE TABLE queries (asked tsquery);
\\copy queries FROM 'queries.txt'
"""
MEASURED = """
\\copy posts FROM 'posts.txt'
ALTER TABLE posts ADD said tsvector GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED;
CREATE INDEX ON posts USING gin (said);
ANALYZE posts;
SELECT count(*) FROM queries JOIN posts ON said @@ asked;
"""


def programs() -> Path | None:
    """Return the folder of `initdb` and `postgres`, None where there is none."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@contextmanager
def server() -> Iterator[Path]:
    """Run a server; yield its folder, in which `psql` finds its socket."""
    bin_folder = programs()
    if bin_folder is None:
        raise FileNotFoundError("no initdb in the path nor in /usr/lib/postgresql")
    with tempfile.TemporaryDirectory() as name:
        folder, run_as = Path(name), _other_than_root(name)
        options = f"-c listen_addresses='' -k {folder} -c max_parallel_workers=0"
        data = str(folder / "data")
        command = (str(bin_folder / "pg_ctl"), "-D", data, "-s", "-w")
        _quiet(*run_as, str(bin_folder / "initdb"), "-D", data, "-U", "parvis", "--no-sync")
        _quiet(*run_as, *command, "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield folder
        finally:
            _quiet(*run_as, *command, "-m", "immediate", "stop")


def _other_than_root(folder: str) -> tuple[str, ...]:
    """The server refuses to run as root: then it runs as nobody."""
    if os.geteuid() != 0:
        return ()
    shutil.chown(folder, "nobody")
    return ("setpriv", "--reuid=nobody", "--clear-groups")


def _quiet(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _psql(folder: Path, script: str) -> None:
    command = ("psql", "-qX", "-h", str(folder), "-U", "parvis", "-d", "postgres")
    subprocess.run(
        (*command, "-v", "ON_ERROR_STOP=1"),
        input=script, cwd=folder, check=True, text=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def of_postgres(queries: list[Query], mentions: pl.DataFrame) -> float | None:
    """Posts a second where a batch is stored, indexed and joined to the queries.

    Each query is one of its words, as `tsquery` has no NEAR over groups nor fields; the time is the
    wall's, of one worker, since the server is another process.
    """
    if programs() is None:
        return None
    with server() as folder:
        (folder / "queries.txt").write_text("\n".join(map(_as_tsquery, queries)))
        texts = (text.translate(_NO_COPY_SIGNS) for text in mentions["text"])
        (folder / "posts.txt").write_text("\n".join(texts))
        _psql(folder, PREPARED)
        start = time.perf_counter()
        _psql(folder, MEASURED)
        return mentions.height / (time.perf_counter() - start)


_NO_COPY_SIGNS = str.maketrans(dict.fromkeys("\t\n\r\\\0", " "))


def _as_tsquery(query: Query) -> str:
    return " | ".join(f"'{word}'" for word in words_of(query))
