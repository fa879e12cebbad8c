"""Nearly the same is found again; only that."""

from __future__ import annotations

import pytest

from parvis.simulate.memory import Memory

SAID = "la box redémarre toute seule chaque soir et la télé plante aussi"


@pytest.mark.parametrize(
    ("text", "told", "is_new"),
    [
        (SAID, [1, 2, 3], False),
        (SAID.upper() + " !", [3, 2, 1], False),
        (SAID.replace("soir", "matin"), [1, 2], False),
        ("la box redémarre mais je vais très bien merci et vous", [1, 2], True),
        (SAID, [7, 8], True),
    ],
)
def test_a_text_is_new_unless_it_shares_lines_and_words(text, told, is_new):
    memory = Memory()
    assert memory.is_new(SAID, [1, 2, 3])
    assert memory.is_new(text, told) is is_new


def test_what_is_refused_is_not_remembered():
    memory = Memory()
    memory.is_new(SAID, [1, 2])
    nearly = SAID + " encore"
    assert not memory.is_new(nearly, [1, 2, 5])
    assert memory.is_new(nearly, [2, 5])
