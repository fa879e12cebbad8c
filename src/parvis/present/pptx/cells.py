"""Tables of a slide in the report's own style: no bands, and a hairline under each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lxml import etree
from pptx.util import Inches, Pt

from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLAIN: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the style of a table without any


def plain(table: Any, widths: Sequence[float]) -> Any:
    """Return the table without the bands and colours of the program that shows it.

    Arguments:
        table: of python-pptx.
        widths: of its columns, in inches.
    """
    table.first_row = table.horz_banding = False
    table.first_col = True
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for style in table._tbl.iter("{*}tableStyleId"):
        style.text = _PLAIN
    return table


def ruled(cell: Any, role: str = "hairline") -> None:
    """Rule a line under a cell.

    Arguments:
        cell: of python-pptx.
        role: whose colour the line has.
    """
    line = etree.SubElement(cell._tc.get_or_add_tcPr(), f"{{{_A}}}lnB", w=str(Pt(0.75)))
    fill = etree.SubElement(line, f"{{{_A}}}solidFill")
    etree.SubElement(fill, f"{{{_A}}}srgbClr", val=LIGHT[role].removeprefix("#"))
