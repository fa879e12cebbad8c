"""The report of the French company is French: dates in words, apostrophes curled, no English."""

from __future__ import annotations

import re

import pytest

from parvis import measuring
from parvis.measuring.telling import tell
from parvis.present import html
from parvis.present.measured import of_measure
from parvis.simulate import company

ENGLISH = (
    *("inbox", "survey", "shop", "stayed", "left", "interrupted", "differences", "matched"),
    *("landmarked", "ever", "output", "outcome", "out-take", "engaged", "others", "unknown"),
)
BARE = ("reclamations", "reciprocite", "gardes", "gout", "age", "difference", "periode")
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
CODE = re.compile(r"<(style|script|pre|code)\b.*?</\1>|<!--.*?-->", re.DOTALL)
SAID = re.compile(r'(?:aria-label|content|title)="([^"]*)"')


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """Every sentence of the page, also those that are only heard; code and paths left out."""
    folder = tmp_path_factory.mktemp("entreprise")
    company.write(company.company(seed=7, language="fr"), folder)
    written = html.render(of_measure(tell(measuring.run(folder / "measure.toml"))))
    prose = CODE.sub(" ", written)
    heard = " ".join(SAID.findall(prose))
    return re.sub(r"<[^>]*>", "\n", prose) + heard


def test_no_day_is_written_as_a_machine_does(page):
    assert re.findall(r".{0,40}\d{4}-\d{2}-\d{2}.{0,20}", page) == []


def test_every_apostrophe_is_curled(page):
    assert re.findall(r".{0,30}\w(?:'|&#39;)\w.{0,20}", page) == []


@pytest.mark.parametrize("word", [*ENGLISH, *BARE])
def test_no_word_is_english_or_lacks_its_accents(page, word):
    assert re.findall(rf".{{0,40}}(?<![\w.-]){word}(?![\w.-]).{{0,20}}", page) == []


def test_no_line_parts_a_date_or_an_interval(page):
    assert re.findall(rf".{{0,20}}\d(?:ᵉʳ)? (?:{MONTHS})\b.{{0,20}}", page) == []
    assert re.findall(rf"(?:{MONTHS}) \d{{4}}", page) == []
    assert re.findall(r".{0,20}\d (?:%|€|points).{0,10}", page) == []


def test_the_first_of_a_month_and_ranks_are_raised(page):
    assert re.findall(r"\b1er\b|\b\d+e\b", page) == []
