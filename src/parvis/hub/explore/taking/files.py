"""A file on its way to whoever asked: written to the disk, sent in pieces, gone afterwards."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any, Final

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import StreamingHttpResponse

from parvis.hub.explore.taking.formats import KINDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from django.http import HttpRequest

PIECE: Final = 1 << 18
"""Bytes that are sent at once, and in memory at once."""


def sent(
    request: HttpRequest, name: str, suffix: str, write: Callable[[Path], str | None]
) -> StreamingHttpResponse:
    """Return a file that a browser keeps and never opens as a page of the hub.

    Arguments:
        request: that asks for it.
        name: of the file, in plain letters.
        suffix: of its kind.
        write: writes it; returns another suffix where it became a file of another kind.
    """
    with TemporaryDirectory(prefix="parvis-") as folder:
        path = Path(folder, "file")
        suffix = write(path) or suffix
        file, size = path.open("rb"), path.stat().st_size  # what is open stays when it is removed
    response = StreamingHttpResponse(_pieces(request, file), content_type=KINDS[suffix])
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    response["Content-Length"] = str(size)
    response["Cache-Control"] = "private, no-store"
    return response


def _pieces(request: HttpRequest, file: IO[bytes]) -> Any:
    """Pieces in the way that the server sends one by one; it makes a list of the other way."""
    return _read_async(file) if isinstance(request, ASGIRequest) else _read(file)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


async def _read_async(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while piece := await sync_to_async(file.read)(PIECE):
            yield piece
