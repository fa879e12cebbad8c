"""Codebooks that can be coded, and those that cannot, each with the way out."""

from __future__ import annotations

import pytest

from parvis.codebook.book import EXAMPLE, load, parse
from parvis.errors import CodebookError

YES_NO = 'value = [{ code = "yes", means = "…" }, { code = "no", means = "…" }]'


def asked(*lines: str) -> str:
    return "\n".join(["[[criterion]]", 'name = "irony"', 'question = "?"', *lines])


def test_the_example_asks_what_the_reader_reads():
    book = parse(EXAMPLE)
    assert book.of("tonality").codes == ["negative", "neutral", "positive"]
    assert book.of("complaint").reader.of("yes") == [1]
    assert all(value.means for criterion in book.criterion for value in criterion.value)


def test_what_a_coder_writes_is_understood_but_not_guessed():
    criterion = parse(asked(YES_NO)).of("irony")
    assert [criterion.understood(said) for said in (" YES", "no", "y", "", "yes!")] == [
        "yes", "no", None, None, None,
    ]  # fmt: skip


def test_numbers_are_free_at_the_level_interval():
    criterion = parse(asked('level = "interval"')).of("irony")
    assert [criterion.understood(said) for said in ("3", "2,5", "-1.0", "many", "nan", "")] == [
        "3", "2.5", "-1", None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("criterion = 3", "start from this one"),
        ("no toml", "start from this one"),
        ("criterion = []", "name one with its values"),
        (asked(), "fewer than two values"),
        (asked('value = [{ code = "yes", means = "…" }]'), "fewer than two values"),
        (asked(YES_NO, "colour = 1"), "colour"),
        (asked(YES_NO).replace('"irony"', '"Irony!"'), "small letters"),
        (asked(YES_NO).replace('"irony"', '"text"'), "small letters"),
        (asked(YES_NO) + "\n" + asked(YES_NO), "two criteria"),
        (asked(YES_NO.replace('"no"', '"Yes"')), "stands twice"),
        (asked(YES_NO.replace('"no"', '" "')), "blank"),
        (asked(YES_NO, 'level = "interval"'), "no number"),
        (asked(YES_NO, 'reads = "irony"'), "tonality, interaction"),
        (asked(YES_NO.replace("}", ', read = ["angry"] }'), 'reads = "tonality"'), "angry"),
        (asked(YES_NO.replace("}", ', read = ["neutral"] }'), 'reads = "tonality"'), "two values"),
    ],
)
def test_a_faulty_codebook_says_what_and_the_way_out(text, said):
    with pytest.raises(CodebookError, match=said) as refused:
        parse(text, name="codes.toml")
    assert str(refused.value).startswith("codes.toml: ")
    assert "What to do" in str(refused.value)


def test_a_codebook_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "codes.toml").write_bytes("name = 'été'".encode("latin-1"))
    with pytest.raises(CodebookError, match="save the codebook as UTF-8"):
        load(tmp_path / "codes.toml")


def test_an_unknown_criterion_is_answered_with_those_there_are():
    with pytest.raises(CodebookError, match="tonality, complaint"):
        parse(EXAMPLE).of("tone")
