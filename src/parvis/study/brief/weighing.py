"""Which options are recommended, and in which order the others stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.study.brief.option import QUESTIONS, SUPPORTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.study.brief.option import Option

FIRST: Final = {
    "care": ("answer_more", "prepare", "mend", "be_there", "speak_with", "answer_for"),
    "sales": ("be_there", "offer", "build_on", "speak_with", "mend"),
    "loyalty": ("mend", "answer_more", "offer", "answer_for", "prepare"),
    "awareness": ("be_there", "speak_with", "build_on", "say"),
    "co-creation": ("offer", "speak_with", "say", "be_there"),
    "recruitment": ("be_there", "speak_with", "say", "build_on"),
}
"""What each family of objectives weighs first among options that are as well supported."""


def ranked(options: Iterable[Option], family: str) -> tuple[Option, ...]:
    """Order options: by question, then by how they are supported, then by what the family weighs.

    Arguments:
        options: all that were found.
        family: of the objective, as in FIRST.
    """
    order = FIRST.get(family, ())

    def rank(option: Option) -> tuple[int, int, int, str]:
        weight = order.index(option.name) if option.name in order else len(order)
        support = SUPPORTS.index(option.support)
        return QUESTIONS.index(option.question), support, weight, option.name

    return tuple(sorted(options, key=rank))


def recommended(options: Iterable[Option]) -> tuple[Option, ...]:
    """Choose what is recommended: the first option of each question, unless chance may explain it.

    Arguments:
        options: as `ranked` orders them.
    """
    first: dict[str, Option] = {}
    for option in options:
        first.setdefault(option.question, option)
    return tuple(option for option in first.values() if option.support != "hinted")
