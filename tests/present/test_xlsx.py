"""The workbook: numbers to the last digit, no cell that runs, no further than a sheet can go."""

from __future__ import annotations

import dataclasses
import io
from functools import cache

import openpyxl
import pytest

from parvis.figures import Figure
from parvis.present import xlsx
from parvis.present.document import of_study
from parvis.present.numeral import Numeral
from parvis.present.panels.panel import Panel, Table
from parvis.present.xlsx import book
from tests.present.told import story

RUNS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"),
    *("\uff1d1", "\uff0b1", "\uff0d1", "\uff20a", "https://evil.example"),
)


@cache
def document(language: str = "en"):
    return of_study(story(language, is_hostile=True))


def opened(told, tmp_path):
    xlsx.write(tmp_path / "report.xlsx", told)
    return openpyxl.load_workbook(tmp_path / "report.xlsx")


def cells(workbook):
    return [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_figure_stands_in_it_to_the_last_digit(language, tmp_path):
    told = document(language)
    rows = opened(told, tmp_path)["Figures" if language == "en" else "Chiffres"].iter_rows(
        min_row=2, values_only=True
    )
    shown = [(row[0], row[2], row[3], row[5], row[6]) for row in rows]
    assert shown == [
        (figure.key, figure.value, figure.unit or None, figure.low, figure.high)
        for figure in told.figures
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_table_of_the_report_is_a_sheet_of_numbers(language, tmp_path):
    told = document(language)
    sheets = opened(told, tmp_path).worksheets[3:]
    panels = [panel for chapter in told.chapters for _, panel in chapter.panels if panel.table]
    for panel, sheet in zip(panels, sheets, strict=False):
        wanted = [
            tuple((cell.value if isinstance(cell, Numeral) else cell) or None for cell in row)
            for row in panel.table.rows
        ]
        rows = list(sheet.iter_rows(min_row=5, values_only=True))
        assert sheet["A1"].value == panel.title
        assert rows[0] == panel.table.heads
        assert [tuple(cell or None for cell in row) for row in rows[1:]] == wanted


def test_a_number_is_shown_as_the_report_rounds_it(tmp_path):
    told = document("fr")
    place, panel = next(
        pair for c in told.chapters for pair in c.panels if "voice" in pair[1].anchor
    )
    sheet = opened(told, tmp_path)[f"{place} {panel.name}"]
    share = sheet["D6"]
    assert share.number_format == '#,##0.0"\u202f%"'
    assert panel.table.rows[0][3] == f"{share.value:.1f}\u202f%".replace(".", ",")


@pytest.mark.parametrize(
    ("said", "pattern"),
    [
        (Numeral.of("41%", 41.26, unit="%"), '#,##0"%"'),
        (
            Numeral.of("\u2212950\u00a0€", -950.0, unit="€"),
            '#,##0"\u00a0€";\u2212#,##0"\u00a0€";#,##0"\u00a0€"',
        ),
        (Numeral.of("+1.3", 1.26, decimals=1), "+#,##0.0;\u2212#,##0.0;#,##0.0"),
        (Numeral.of("1\u00a0h\u00a005", 65.0, unit="min"), '#,##0"\u00a0min"'),
        (Numeral.of("99.9%", 99.96, decimals=1, unit="%"), '"99.9%";"99.9%";"99.9%"'),
        (Numeral.of("0", 0.5), '"0";"0";"0"'),
        (Numeral.of("under 0.1%", 0.03, unit="%"), '"under 0.1%";"under 0.1%";"under 0.1%"'),
        (Numeral.of('1\u00a0"x', 1.0, unit='"x'), '#,##0"\u00a0x"'),
    ],
)
def test_a_cell_writes_the_digits_of_the_page_though_a_spreadsheet_rounds_apart(
    said, pattern, tmp_path
):
    table = Table(caption="", heads=("a", "b"), rows=(("x", said),))
    panel = Panel(anchor="figure-x", name="x", title="x", table=table)
    told = document()
    chapters = (dataclasses.replace(told.chapters[0], panels=((1, panel),)),)
    cell = opened(dataclasses.replace(told, chapters=chapters), tmp_path)["1 x"]["B6"]
    assert cell.value == said.value
    assert cell.number_format == pattern


def hostile(text: str):
    """The sample, with a text wherever a text from outside may stand."""
    told = document()
    table = Table(
        caption=text, heads=(text, text), rows=((text, text), (text, Numeral.of("1", 1.0)))
    )
    panel = Panel(anchor="figure-x", name=text, title=text, table=table)
    chapters = (dataclasses.replace(told.chapters[0], panels=((1, panel), (2, panel))),)
    figure = Figure(key=text, value=text, unit=text, definition=text, by={text: text}, query=text)
    return dataclasses.replace(told, objective=text, chapters=chapters, figures=(figure,))


@pytest.mark.parametrize("text", RUNS)
def test_no_cell_runs_or_leads_anywhere(text, tmp_path):
    workbook = opened(hostile(text), tmp_path)
    assert {cell.data_type for cell in cells(workbook)} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells(workbook))
    assert workbook["Figures"]["A2"].value == text.strip()
    if not text.startswith("https"):
        assert workbook["Figures"]["A2"].quotePrefix


def test_long_and_strange_texts_are_cut_with_a_word(tmp_path):
    workbook = opened(hostile("W" * 40_000 + "\x00\ud800"), tmp_path)
    value = workbook["Figures"]["H2"].value
    assert len(value) == book.LETTERS
    assert value.endswith("(cut: the whole text is in summary.json)")


def test_a_cell_is_as_long_as_a_spreadsheet_counts_it():
    for text in ("\N{PILE OF POO}" * 20_000, "a" + "\N{PILE OF POO}" * 40_000, "x" * 40_000):
        held = book.cut(text, mark=" … (cut)")
        assert len(held.encode("utf-16-le")) // 2 <= book.LETTERS
        assert held.endswith(" … (cut)")
    assert book.cut("\N{PILE OF POO}" * 16_000) == "\N{PILE OF POO}" * 16_000


def test_a_sheet_goes_no_further_than_it_can(tmp_path, monkeypatch):
    monkeypatch.setattr(book, "ROWS", 50)
    sheet = opened(document(), tmp_path)["Figures"]
    assert sheet.max_row == 50
    left = len(document().figures) - 48
    assert sheet["A50"].value == f"{left} rows have no room in a sheet; summary.json holds them."


def test_the_head_stays_in_sight_and_columns_filter(tmp_path):
    sheet = opened(document(), tmp_path)["Figures"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:J{len(document().figures) + 1}"


def test_the_same_report_is_the_same_workbook():
    first, second = io.BytesIO(), io.BytesIO()
    for file in (first, second):
        xlsx.write(file, document())
    assert first.getvalue() == second.getvalue()
