"""Pictures that stand by themselves: title, class and source in them, and no page around."""

from __future__ import annotations

import struct
from functools import cache

import pytest
from lxml import etree

from parvis.present import pictures, svg
from parvis.present.document import of_study
from tests.present.told import story


@cache
def document():
    return of_study(story("fr", is_hostile=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("pictures")
    pictures.write(made, document())
    return made


def drawings():
    return [drawing for c in document().chapters for _, p in c.panels for drawing in p.drawings]


def test_each_picture_is_there_twice(folder):
    names = sorted(file.name for file in folder.iterdir())
    assert len([name for name in names if name.endswith(".svg")]) == len(drawings())
    assert len([name for name in names if name.endswith(".png")]) == len(drawings())
    assert "figure-03-voice.png" in names


def test_a_png_is_twice_the_size_of_the_page(folder):
    raw = (folder / "figure-03-voice.png").read_bytes()
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", raw[16:20])[0] == 2 * 848


def test_an_svg_needs_nothing_else(folder):
    for file in folder.glob("*.svg"):
        text = file.read_text("utf-8")
        assert etree.fromstring(text.encode()).tag == "{http://www.w3.org/2000/svg}svg"
        assert "var(--" not in text
        assert "<script" not in text
        assert "http" not in text.replace("http://www.w3.org/", "")


def test_the_drawing_of_a_page_stands_alone_in_the_light_colours():
    for drawing in drawings():
        alone = svg.standalone(drawing.wide)
        assert etree.fromstring(alone.encode()).tag == "{http://www.w3.org/2000/svg}svg"
        assert "var(--" not in alone


def test_the_same_report_is_the_same_pictures(folder, tmp_path):
    pictures.write(tmp_path, document())
    for file in folder.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()
