"""Rows that could not be read: kept with their place and reason, so that nothing is lost."""

from __future__ import annotations

import json
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
            file.write(json.dumps(asdict(reject), ensure_ascii=False) + "\n")
