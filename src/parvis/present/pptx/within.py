"""The workbook within a chart of a slide: a name stays a text, whatever it begins with."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, TypeAlias

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from typing_extensions import override
from xlsxwriter import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import _GeneratorContextManager

    from xlsxwriter.worksheet import Worksheet

    Opened: TypeAlias = _GeneratorContextManager[tuple[Workbook, Worksheet], None, None]

_TEXTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@contextmanager
def _opened(file: IO[bytes]) -> Iterator[tuple[Workbook, Worksheet]]:
    """A workbook in which no cell runs."""
    workbook = Workbook(file, {"in_memory": True, **_TEXTS})
    yield workbook, workbook.add_worksheet()
    workbook.close()


class _CategoriesWithin(CategoryWorkbookWriter):
    @override
    def _open_worksheet(self, xlsx_file: IO[bytes]) -> Opened:
        return _opened(xlsx_file)


class _PointsWithin(XyWorkbookWriter):
    @override
    def _open_worksheet(self, xlsx_file: IO[bytes]) -> Opened:
        return _opened(xlsx_file)


class Categories(CategoryChartData):
    """The data of a chart whose values have names or days."""

    @property
    @override
    def _workbook_writer(self) -> CategoryWorkbookWriter:
        return _CategoriesWithin(self)


class Points(XyChartData):
    """The data of a chart whose values stand anywhere across."""

    @property
    @override
    def _workbook_writer(self) -> XyWorkbookWriter:
        return _PointsWithin(self)
