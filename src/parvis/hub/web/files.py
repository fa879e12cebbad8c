"""Tables that are taken away as files."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_RUN = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


def as_file(rows: Iterable[Sequence[Any]], name: str) -> HttpResponse:
    """Return a table as a CSV file.

    Arguments:
        rows: its head first; what people wrote is `harmless`.
        name: of the file.
    """
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(response).writerows(rows)
    return response


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text and not for a formula.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if cell[:1] in _RUN and cell else cell
