"""The decision brief: what could be done, what speaks for it, what is recommended.

Three questions of the method: where to act, which tone to take, how to stand. Every option is a
rule over the study's figures, so that whoever doubts it opens the figure; none is a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.study.brief.act import answer_more, be_there, mend, prepare, speak_with
from parvis.study.brief.option import QUESTIONS, SUPPORTS, Case, Option
from parvis.study.brief.position import offer, say, stand
from parvis.study.brief.tone import answer_so
from parvis.study.brief.weighing import ranked, recommended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["QUESTIONS", "RULES", "SUPPORTS", "Case", "Option", "options", "ranked", "recommended"]

RULES: Final[tuple[Callable[[Case], Iterator[Option]], ...]] = (
    answer_more,
    mend,
    speak_with,
    be_there,
    prepare,
    answer_so,
    stand,
    say,
    offer,
)
"""Each yields the options it can defend with the figures of the case, or none."""


def options(case: Case, family: str) -> tuple[Option, ...]:
    """Return every option that the figures defend, ordered by question and strength.

    Arguments:
        case: the figures and the brands.
        family: of the objective: what is weighed first among options that are as well supported.

    Source: the questions of the method's end ("où agir, quelle tonalité adopter, comment se
        positionner"); rows 26 and 27 of the capabilities.

    >>> from parvis.figures import Figure
    >>> from parvis.present.ledger import Ledger
    >>> said = {"unit": "%", "definition": "Answered within a day."}
    >>> posts = {"unit": "mentions", "definition": "Customer posts."}
    >>> figures = [
    ...     Figure(key="answers.within_24h", value=40.0, by={"brand": "Us"}, **said),
    ...     Figure(key="answers.within_24h", value=90.0, by={"brand": "Them"}, **said),
    ...     Figure(key="answers.customer_posts", value=200, by={"brand": "Us"}, **posts),
    ...     Figure(key="answers.customer_posts", value=200, by={"brand": "Them"}, **posts),
    ... ]
    >>> case = Case(ledger=Ledger(figures), own=["Us"], others=["Them"], accounts=frozenset())
    >>> [(option.name, option.support) for option in options(case, "care")]
    [('answer_more', 'told')]
    """
    return ranked((option for rule in RULES for option in rule(case)), family)
