"""The paper: tagged, in its language, the same figures as the page, a post never markup."""

from __future__ import annotations

import dataclasses
import io
import re
from functools import cache

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.present import pdf
from parvis.present.board import Board, Part
from parvis.present.board import Line as Said
from parvis.present.brief import Answer, Brief, Line
from parvis.present.document import of_study
from parvis.present.panels.panel import Table
from parvis.present.pdf.printable import _known, printable
from parvis.present.pdf.tables import blocks
from parvis.present.quotes import Quote
from parvis.present.section import Section
from tests.present.told import story

HOSTILE = (
    '#eval("1+1") $x^2$ @account <label> *bold* _it_ `raw` \\u{41} // [#text]',
    '#import "@preview/evil:1.0.0" #read("/etc/passwd") #sys.inputs',
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
    "\U0001f620\U0001f468\u200d\U0001f469\u200d\U0001f467 \u3053\u3093\u306b\u3061\u306f",
    "W" * 5_000,
    "a\u0301\u0301\u0301 \ufffd \u00ad",
)


@cache
def document(language: str = "en"):
    return of_study(story(language, is_hostile=True))


@cache
def paper(language: str = "en") -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.render(document(language))))


def squeezed(text: str) -> str:
    """A text without its spaces: a line may break at any of them."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def text_of(reader: pypdf.PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_is_tagged_and_says_what_it_is(language):
    root = paper(language).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper(language).metadata.title == document(language).title
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def kinds(node, found):
    """How often each kind of tag stands under a node."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            kinds(child, found)
    elif isinstance(node, dict) and "/S" in node:
        found[node["/S"]] = [*found.get(node["/S"], []), node.get("/Alt")]
        kinds(node.get("/K", pypdf.generic.ArrayObject()), found)
    return found


def test_headings_tables_and_pictures_are_what_they_are():
    found = kinds(paper().trailer["/Root"]["/StructTreeRoot"]["/K"], {})
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/BlockQuote"} <= set(found)
    words = [
        drawing.words for c in document().chapters for _, p in c.panels for drawing in p.drawings
    ]
    assert sorted(map(str, found["/Figure"])) == sorted(map(printable, words))


def test_it_can_be_leafed_through():
    def titles(outline):
        for entry in outline:
            yield from titles(entry) if isinstance(entry, list) else [entry.title]

    listed = {squeezed(title) for title in titles(paper().outline)}
    panels = [panel for chapter in document().chapters for _, panel in chapter.panels]
    assert {squeezed(printable(panel.title)) for panel in panels} <= listed


def test_it_runs_nothing_and_asks_for_nothing():
    raw = pdf.render(document())
    for name in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/EmbeddedFile", b"/URI"):
        assert name not in raw


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_figure_of_the_page_is_in_it(language):
    told, text = document(language), text_of(paper(language))
    panels = [panel for chapter in told.chapters for _, panel in chapter.panels]
    said = [finding.number for finding in told.found] + [f.sentence for f in told.found]
    said += [cell for p in panels if p.table for row in p.table.rows for cell in row]
    said += [head for p in panels if p.table for head in p.table.heads]
    said += [one.definition for p in panels for one in p.how]
    said += [one.query for p in panels for one in p.how if one.query]
    said += [limit.sentence for limit in told.limits]
    missing = [one for one in map(squeezed, map(printable, said)) if one not in text]
    assert missing == []


def test_what_is_recommended_is_told_with_what_else_could_be_done():
    line = Line(what="Answer more", why="Half wait.", turn="A tenth.", support="told")
    linked = dataclasses.replace(line, what="Mend", anchor="figure-voice", link="Figure 3")
    answer = Answer(question="Where to act", chosen=linked, none="", others=(line,))
    brief = Brief(answers=(answer,), carry_on=("Carry on.",))
    told = dataclasses.replace(document(), brief=brief)
    text = text_of(pypdf.PdfReader(io.BytesIO(pdf.render(told))))
    for said in ("Mend", "Answermore", "Halfwait.", "Atenth.", "Figure3", "Carryon."):
        assert said in text


def with_text(text: str):
    """The sample, a text wherever one from outside may stand."""
    told = document()
    (place, panel), *_ = told.chapters[0].panels
    quote = Quote(text=text, language="ar", tonality=None, byline=(text,), where=text, answer=text)
    panel = dataclasses.replace(panel, title=text, note=text, quotes=(quote,))
    chapter = dataclasses.replace(told.chapters[0], panels=((place, panel),))
    method = (Section(title=text, lead=text, code=text),)
    changes = {"title": text, "objective": text, "chapters": (chapter,), "method": method}
    part = Part(question="asked", title=text, lines=(Said(sentence=text, number=text),))
    board = Board(title=text, parts=(part,))
    return dataclasses.replace(told, **changes, found=(), brief=None, board=board)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_post_is_data_whatever_it_looks_like(text):
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(with_text(text))))
    if text.isascii():
        assert squeezed(text) in text_of(reader)
    assert reader.metadata.title == printable(text)


def table(heads: int, rows: int, cell: str, texts: int = 1) -> Table:
    body = ((f"row {row}", *(cell,) * (heads - 1)) for row in range(rows))
    return Table(caption="", heads=("head",) * heads, rows=tuple(body), texts=texts)


def test_a_long_and_narrow_table_stands_in_two_columns_with_all_its_rows():
    narrow, wide, short = table(3, 90, "12"), table(8, 90, "a long cell"), table(3, 20, "12")
    assert [block.is_doubled for t in (narrow, wide, short) for block in blocks(t)] == [
        *(True, False, False),
    ]
    told = document()
    (place, panel), *_ = told.chapters[0].panels
    panel = dataclasses.replace(panel, table=narrow)
    chapter = dataclasses.replace(told.chapters[0], panels=((place, panel),))
    changes = {"chapters": (chapter,), "found": (), "brief": None, "board": None}
    text = text_of(pypdf.PdfReader(io.BytesIO(pdf.render(dataclasses.replace(told, **changes)))))
    assert [row for row in range(90) if f"row{row}12" not in text] == []


@given(st.lists(st.text("ab ", max_size=300), min_size=2, max_size=8), st.integers(1, 8))
def test_columns_share_a_line_and_none_is_starved(cells, texts):
    (block,) = blocks(
        Table(caption="", heads=("head",) * len(cells), rows=(tuple(cells),), texts=texts)
    )
    if block.widths:
        words = [max(map(len, cell.split(" "))) for cell in cells]
        assert sum(block.widths) == pytest.approx(120)
        assert all(width > min(word, 16) for width, word in zip(block.widths, words, strict=True))


def test_every_letter_listed_has_a_glyph():
    letters = "".join(sorted(_known()))
    pdf.render(with_text(letters.replace("\u00ad", "")))


def test_the_same_report_is_the_same_paper():
    assert pdf.render(document()) == pdf.render(document())


def test_contents_name_each_figure_by_its_number():
    report = document("fr")
    pages = "".join(squeezed(page.extract_text()) for page in paper("fr").pages[:8])
    listed = pages[pages.index(squeezed(report.words("panel.figures"))) :]
    for chapter in report.chapters[:2]:
        for place, panel in chapter.panels:
            entry = f"Figure{place}{squeezed(printable(panel.title))}"
            assert entry in listed, panel.anchor


def test_its_head_stands_on_its_first_page_alone():
    board = Board(title="Board", parts=(Part(question="asked", title="?", lines=()),))
    told = dataclasses.replace(document(), board=board)
    first, second = pypdf.PdfReader(io.BytesIO(pdf.render(told))).pages[:2]
    assert squeezed(told.date) in squeezed(first.extract_text())
    assert squeezed(told.date) not in squeezed(second.extract_text()).split("Writtenon")[0]
