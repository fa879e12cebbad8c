"""What a report is written to: the names that choose it, and what is said where a part lacks."""

from __future__ import annotations

import sys

import pytest

from parvis.errors import InputError, MissingExtraError
from parvis.present.document import of_study
from parvis.present.formats import FORMATS, chosen
from tests.present.told import story

NEEDS = {"pdf": "typst", "pptx": "pptx", "xlsx": "xlsxwriter", "pictures": "typst"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_whose_library_is_missing_says_what_to_install(name, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, NEEDS[name], None)
    for module in [module for module in sys.modules if module.startswith("parvis.present.pptx.")]:
        monkeypatch.delitem(sys.modules, module)
    with pytest.raises(MissingExtraError, match=r"parvis\[reports\]"):
        FORMATS[name].write(tmp_path / FORMATS[name].file, of_study(story("en")))


def test_formats_are_chosen_by_name_and_an_unknown_one_is_refused():
    assert chosen(" XLSX,pdf,xlsx ") == ["pdf", "xlsx"]
    with pytest.raises(InputError, match="pdf, pptx, xlsx, pictures"):
        chosen("odt")
