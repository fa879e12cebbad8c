"""Rows that could not be read: kept with their place and reason, so that nothing is lost."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_CONTENT = 2_000


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that could not be read.

    Arguments:
        origin: name of the file.
        line: line (row of a sheet, item of a JSON array) of that file, from 1; None if unknown.
        reason: why, in words.
        content: what stood there, at most 2 000 characters of it when built with `of`.

    >>> Rejected("posts.csv", 7, "2 fields, the header has 3", "a,b").line
    7
    """

    origin: str
    line: int | None
    reason: str
    content: str

    @classmethod
    def of(cls, origin: str, line: int | None, reason: str, content: object) -> Self:
        """Build one, its content cut where it is long.

        >>> len(Rejected.of("posts.csv", 7, "too long", "a" * 5_000).content)
        2000
        """
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        if len(text) > LONGEST_CONTENT:
            text = text[: LONGEST_CONTENT - 1] + "…"
        return cls(origin, line, reason, text)


def write(path: Path | str, rejects: Iterable[Rejected]) -> None:
    """Write rejected rows as JSON lines, one object a row; if there are none, an empty file.

    Arguments:
        path: the file to write; it is replaced.
        rejects: the rows.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder) / "rejected.jsonl"
    ...     write(place, [Rejected("posts.csv", 7, "cut off", "été")])
    ...     print(place.read_text(encoding="utf-8").strip())
    {"origin": "posts.csv", "line": 7, "reason": "cut off", "content": "été"}
    """
    # A lone surrogate has no UTF-8; written as \udXXX it is still a valid JSON string.
    with Path(path).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        for reject in rejects:
            file.write(_line(reject))


class DeadLetters:
    """A file of what could not be read, added to as it comes: each letter once, whatever repeats.

    A source that is asked again gives what is broken again; a listener that was killed is given
    its last pages again. A letter is known by its origin and what stood there. A line cut off by
    a kill is taken away at the next opening; its letter comes again with its page.

    Arguments:
        path: of the file, JSON lines.

    >>> import tempfile
    >>> letters = DeadLetters(Path(tempfile.mkdtemp(), "dead-letters.jsonl"))
    >>> torn = Rejected("forum", None, "no post", "{}")
    >>> letters.add([torn, torn]), letters.add([torn]), len(letters)
    (1, 0, 1)
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: set[bytes] = set()
        if path.exists():
            self._mend()

    def __len__(self) -> int:
        return len(self._known)

    def add(self, rejects: Iterable[Rejected], **about: str) -> int:
        """Add those that are not there, on the disk when this returns; return how many.

        Arguments:
            rejects: what could not be read.
            about: what else each line says, as when it came and by which source.
        """
        new = {_name(reject.origin, reject.content): reject for reject in rejects}
        new = {name: reject for name, reject in new.items() if name not in self._known}
        if not new:
            return 0
        lines = "".join(_line(reject, **about) for reject in new.values())
        with self._path.open("ab") as file:
            file.write(lines.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        self._known |= new.keys()
        return len(new)

    def _mend(self) -> None:
        """Know what is there, and take away the line that a kill cut off."""
        whole = 0
        with self._path.open("r+b") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    file.truncate(whole)
                    break
                whole += len(line)
                told = json.loads(line)
                self._known.add(_name(told["origin"], told["content"]))


def _name(origin: str, content: str) -> bytes:
    told = f"{origin}\0{content}".encode("utf-8", "backslashreplace")
    return hashlib.blake2b(told, digest_size=16).digest()


def _line(reject: Rejected, **about: str) -> str:
    return json.dumps(asdict(reject) | about, ensure_ascii=False) + "\n"
