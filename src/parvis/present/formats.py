"""What a report can be written to beside its page, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol, get_args

from parvis.errors import InputError
from parvis.present import pdf, pictures, pptx, xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.present.document import Document

Format = Literal["pdf", "pptx", "xlsx", "pictures"]


class Writer(Protocol):
    """Writes a report to a file."""

    def __call__(self, path: Path | str, document: Document) -> None:
        """Write it."""


@dataclass(frozen=True, slots=True)
class Written:
    """A format: the name of its file in the folder of a study, and what writes it."""

    file: str
    write: Writer


FORMATS: Final[dict[str, Written]] = {
    "pdf": Written("report.pdf", pdf.write),
    "pptx": Written("report.pptx", pptx.write),
    "xlsx": Written("report.xlsx", xlsx.write),
    "pictures": Written("pictures", pictures.write),
}


def chosen(names: str) -> list[Format]:
    """Return the formats named in a list, each once, in the order of FORMATS.

    Arguments:
        names: with commas between.

    Raises:
        InputError: one of them is none.

    >>> chosen("xlsx, PDF, pdf")
    ['pdf', 'xlsx']
    """
    asked = {name.strip().lower() for name in names.split(",")} - {""}
    unknown = sorted(asked.difference(FORMATS))
    if unknown:
        raise InputError(
            f'no format is called "{unknown[0]}". What to do: choose among {", ".join(FORMATS)}.'
        )
    return [name for name in get_args(Format) if name in asked]
