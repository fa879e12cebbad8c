"""An objective whose KPIs cannot tell whether it is met is told to whoever decides."""

from __future__ import annotations

import pytest

from parvis import measuring
from parvis.measuring.telling import tell
from parvis.present.measured import of_measure

TEXT = """\
language = "{language}"
[units]
posts = "posts"
[[objective]]
name = "fame"
statement = "People know us"
family = "awareness"
stated = 2026-12-01
[[objective.kpi]]
name = "Posts published"
formula = "posts"
unit = "posts"
level = "output"
since = 2027-01-01
baseline = 1
target = 9
due = 2027-12-31
"""


@pytest.mark.parametrize(("language", "said"), [("en", "outputs"), ("fr", "ce qui a été fait")])
def test_kpis_that_are_all_outputs_are_among_what_is_to_be_decided(language, said):
    found = measuring.run(measuring.parse(TEXT.format(language=language)))
    board = of_measure(tell(found)).board
    decide = next(part for part in board.parts if part.question == "decide")
    assert any("fame" in line.sentence and said in line.sentence for line in decide.lines)
