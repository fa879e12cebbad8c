"""The sentences: the same in both languages, set as each language sets them."""

from __future__ import annotations

import re
import tomllib
from string import Formatter

import pytest

from parvis.present.tongue import HARD, NARROW, Tongue
from parvis.present.wording import Words, catalogue, flat, word_files
from parvis.schema import FILTER_REASONS, INTERACTIONS, MEDIA, TONALITIES

LANGUAGES = ("en", "fr")


def fields(form: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(form) if name}


def test_both_languages_have_the_same_keys():
    assert catalogue("en").keys() == catalogue("fr").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_in_two_files(language):
    keys = [
        key
        for file in word_files(language)
        for key, _ in flat(tomllib.loads(file.read_text("utf-8")))
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_both_languages_fill_the_same_fields(key):
    english, french = fields(catalogue("en")[key]), fields(catalogue("fr")[key])
    assert english - {"n"} == french - {"n"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plural_has_both_forms(language):
    keys = catalogue(language).keys()
    ones = {key.removesuffix(".one") for key in keys if key.endswith(".one")}
    others = {key.removesuffix(".other") for key in keys if key.endswith(".other")}
    assert ones <= others
    assert others - ones == {"interaction"}  # where "other" is a name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("group", "values"),
    [
        ("medium", MEDIA),
        ("tonality", TONALITIES),
        ("interaction", INTERACTIONS),
        ("reason", FILTER_REASONS),
        ("meaning", FILTER_REASONS),
    ],
)
def test_every_value_of_the_schema_has_a_name(language, group, values):
    assert [value for value in values if f"{group}.{value}" not in catalogue(language)] == []


def test_french_is_set_with_no_break_spaces_and_guillemets():
    whole = "\n".join(catalogue("fr").values())
    assert not re.search(r" [;!?%:»]|« ", whole)
    assert '"' not in whole
    assert "'" not in whole


def test_english_has_no_space_before_punctuation():
    assert not re.search(r"\s[;!?%:]", "\n".join(catalogue("en").values()))


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 0, "0 mentions"),
        ("en", 1, "1 mention"),
        ("en", 2, "2 mentions"),
        ("fr", 0, "0 mention"),
        ("fr", 1, "1 mention"),
        ("fr", 2, "2 mentions"),
        ("fr", 1_000_000, f"1{NARROW}000{NARROW}000 mentions"),
    ],
)
def test_a_count_chooses_its_plural(language, count, expected):
    assert Words(Tongue(language)).counted("copies.count", count) == expected


def test_a_name_from_outside_cannot_act_on_a_sentence():
    words = Words(Tongue("en"))
    said = words("voice.own", brand="{rank} {0} %s", rank="2", share="3%")
    assert said.startswith("{rank} {0} %s comes")


def test_a_quotation_is_set_as_the_language_does():
    assert Words(Tongue("fr"))("quoted", text="oui") == f"«{HARD}oui{HARD}»"
    assert Words(Tongue("en"))("quoted", text="yes") == "\u201cyes\u201d"
