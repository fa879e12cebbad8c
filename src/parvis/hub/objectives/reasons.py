"""Why something is active: the objective that it serves, how that stands, whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from parvis.hub.common.acts import Act
from parvis.hub.objectives import selectors, traces

if TYPE_CHECKING:
    from parvis.hub.common.rights import Rights
    from parvis.hub.objectives.standing import Overall


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is active.

    Arguments:
        question: as somebody would ask.
        thing: of any kind that is traced.
        overall: how its objective stands; None where it serves none.
        may_open: whether whoever asks may see more of the objective than this.
    """

    question: str
    thing: Any
    overall: Overall | None
    may_open: bool


def reason(rights: Rights, kind: str, thing: Any) -> Reason:
    """Return why something is active.

    Arguments:
        rights: of whoever asks.
        kind: by which `traces` names it.
        thing: with `unit`, `objective` and `active_since`.
    """
    held = thing.objective
    return Reason(
        question=str(traces.KINDS[kind].question),
        thing=thing,
        overall=selectors.overall(held) if held else None,
        may_open=bool(held) and rights.may(Act.SEE, held.unit.path),
    )
