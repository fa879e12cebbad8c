"""What something can be taken away as."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.hub.common.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Literal

    from django.utils.functional import _StrPromise

    from parvis.hub.explore.taking.taken import Taken

    Write = Callable[[Path, Taken], str | None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    Arguments:
        words: what it is for.
        write: writes what is taken away; returns another ending where the file is of another kind.
    """

    words: _StrPromise
    write: Write


def _csv(path: Path, taken: Taken) -> None:
    from parvis.hub.explore.taking import figures, tables
    from parvis.present import exports

    found = figures.table(taken)
    exports.write_csv(path, tables.with_note(found, tables.noted(taken)))


def _parquet(path: Path, taken: Taken) -> None:
    from parvis.hub.explore.taking import figures
    from parvis.hub.explore.taking.taken import notes

    figures.table(taken).write_parquet(path, metadata=dict(notes(taken)))


def _xlsx(path: Path, taken: Taken) -> None:
    from parvis.hub.explore.taking.report import report
    from parvis.present import xlsx

    xlsx.write(path, report(taken))


def _pdf(path: Path, taken: Taken) -> None:
    from parvis.hub.explore.taking.report import report
    from parvis.present import pdf

    pdf.write(path, report(taken))


def _pptx(path: Path, taken: Taken) -> None:
    from parvis.hub.explore.taking.report import report
    from parvis.present import pptx

    pptx.write(path, report(taken))


def _svg(path: Path, taken: Taken) -> str | None:
    return _pictures(path, taken, "svg")


def _png(path: Path, taken: Taken) -> str | None:
    return _pictures(path, taken, "png")


def _pictures(path: Path, taken: Taken, kind: Literal["svg", "png"]) -> str | None:
    """Write the picture, or a ZIP where there are several.

    Raises:
        RefusedError: there is none.
    """
    from parvis.hub.explore.taking.report import report
    from parvis.present import pictures

    drawn = list(pictures.rendered(report(taken), kind))
    if not drawn:
        raise RefusedError(
            _("There is no picture of this. Take its numbers away, as CSV or XLSX."),
            code="no_picture",
        )
    if len(drawn) == 1:
        path.write_bytes(drawn[0][1])
        return None
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, told in drawn:
            packed.writestr(f"{name}.{kind}", told)
    return "zip"


def _mentions_csv(path: Path, taken: Taken) -> None:
    from parvis.hub.explore.taking import tables

    tables.write_csv(path, taken)


def _mentions_xlsx(path: Path, taken: Taken) -> None:
    from parvis.hub.explore.taking import tables

    tables.write_xlsx(path, taken)


def _mentions_parquet(path: Path, taken: Taken) -> None:
    from parvis.hub.explore.taking import tables

    tables.write_parquet(path, taken)


KINDS: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "zip": "application/zip",
}
"""What a browser is told of a file, by its ending."""
_TABLES: Final = {
    "csv": gettext_lazy("a table for any program"),
    "xlsx": gettext_lazy("a workbook"),
    "parquet": gettext_lazy("a table for analysis"),
}
FIGURES: Final[Mapping[str, Format]] = {
    "csv": Format(_TABLES["csv"], _csv),
    "xlsx": Format(_TABLES["xlsx"], _xlsx),
    "parquet": Format(_TABLES["parquet"], _parquet),
    "png": Format(gettext_lazy("the picture"), _png),
    "svg": Format(gettext_lazy("the picture, at any size"), _svg),
    "pdf": Format(gettext_lazy("a report to print"), _pdf),
    "pptx": Format(gettext_lazy("slides that can be changed"), _pptx),
}
"""What figures can be taken away as."""
MENTIONS: Final[Mapping[str, Format]] = {
    "csv": Format(_TABLES["csv"], _mentions_csv),
    "xlsx": Format(_TABLES["xlsx"], _mentions_xlsx),
    "parquet": Format(_TABLES["parquet"], _mentions_parquet),
}
"""What mentions can be taken away as."""


def chosen(formats: Mapping[str, Format], name: str) -> Format:
    """Return the format of a name.

    Raises:
        RefusedError: there is none.
    """
    if name not in formats:
        told = _("“%(name)s” is no format for this. Choose among %(known)s.")
        said = {"name": name[:20], "known": ", ".join(formats)}
        raise RefusedError(told % said, code="format", field="format")
    return formats[name]
