"""The same slides, the same bytes: the moment a file was packed is taken out of it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

_MOMENT: Final = re.compile(rb"(<dcterms:\w+[^>]*>)[^<]*(</dcterms:\w+>)")
_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)


def still(packed: bytes, *, is_inner: bool = False) -> bytes:
    """Return a packed document without the moment it was packed, in the workbooks within as well.

    Arguments:
        packed: the document.
        is_inner: whether it lies in another, so that its own dates say nothing.
    """
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = still(part, is_inner=True)
            elif is_inner and name == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", part)
            new.writestr(zipfile.ZipInfo(name, _NO_DAY), part, zipfile.ZIP_DEFLATED)
    return kept.getvalue()
