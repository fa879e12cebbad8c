"""An option of the decision brief, and the case it is argued from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parvis.figures import Figure
    from parvis.present.ledger import Ledger

Question = Literal["act", "tone", "position"]
Support = Literal["told", "counted", "hinted"]

QUESTIONS: Final[tuple[Question, ...]] = ("act", "tone", "position")
"""What a decision brief answers: where to act, which tone to take, how to stand (the seeds)."""

SUPPORTS: Final[tuple[Support, ...]] = ("told", "counted", "hinted")
"""How an option is supported, best first: beyond chance; counted, where chance plays no part;
seen, but chance may explain it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that could be done, and the figures that speak for it.

    Arguments:
        name: as in the words, `answer_more`.
        question: which of QUESTIONS it answers.
        support: how, of SUPPORTS.
        evidence: figures by the name the words give them; every number of the brief is one.
        about: brands, places, people, themes and terms by the name the words give them.
    """

    name: str
    question: Question
    support: Support
    evidence: Mapping[str, Figure]
    about: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return it as it stands in summary.json; figures by key and dimensions."""
        return {
            "option": self.name,
            "question": self.question,
            "support": self.support,
            "about": dict(self.about),
            "evidence": [
                {"name": name, "key": figure.key, "by": figure.by, "value": figure.value}
                for name, figure in self.evidence.items()
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What options are argued from.

    Arguments:
        ledger: the figures of the study.
        own, others: brands of ours and of competitors.
        accounts: of all brands, lower case, without @.
    """

    ledger: Ledger
    own: Sequence[str]
    others: Sequence[str]
    accounts: frozenset[str]
