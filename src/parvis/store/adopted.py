"""Which version of each perimeter counts since when, whatever it matched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from parvis.whole import write_whole

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "perimeters.json"


class Adoption(msgspec.Struct, frozen=True):
    """That a version of a perimeter counts from a version of the lake on.

    Arguments:
        perimeter: its id.
        version: of the perimeter.
        since: the version of the lake.
    """

    perimeter: str
    version: str
    since: int


def adoptions(root: Path) -> list[Adoption]:
    """Return all of them, the oldest first; none where none was ever told.

    Arguments:
        root: of the lake.
    """
    try:
        return msgspec.json.decode((root / FILE).read_bytes(), type=list[Adoption])
    except FileNotFoundError:
        return []


def adopt(root: Path, adoption: Adoption) -> None:
    """Keep one, unless its version counts already.

    Arguments:
        root: of the lake.
        adoption: the newest.

    >>> import tempfile
    >>> from pathlib import Path
    >>> root = Path(tempfile.mkdtemp())
    >>> for version in ("v1", "v2", "v2", "v1"):
    ...     adopt(root, Adoption("telecom", version, 7))
    >>> [adoption.version for adoption in adoptions(root)]
    ['v1', 'v2', 'v1']
    """
    known = adoptions(root)
    last = [other.version for other in known if other.perimeter == adoption.perimeter][-1:]
    if last != [adoption.version]:
        write_whole(root / FILE, msgspec.json.encode([*known, adoption]).decode())
