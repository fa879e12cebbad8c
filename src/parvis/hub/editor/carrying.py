"""A query that was written for another suite, carried over into ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from parvis.errors import InputError, QueryError
from parvis.hub.editor.drafts import CHARACTERS, Fault, fault_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REASONS: Final[dict[str, _StrPromise]] = {
    "no field of ours says it": _("no field of ours says it"),
    "this value has no like in ours": _("this value has no like in ours"),
    "carried over as any picture, video or sound": _("carried over as any picture, video or sound"),
    "carried over as the whole text": _("carried over as the whole text"),
    "carried over as whoever names the account, not only who answers it": _(
        "carried over as whoever names the account, not only who answers it"
    ),
}
"""What `parvis.perimeter.dialects` says of a loss, in the words of the page."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What came of it.

    Arguments:
        query: in our language, or as it was where it could not be carried over.
        gone: parts that were left out, each with why.
        changed: parts that became something near, each with what.
        fault: why nothing could be carried over; None where it could.
    """

    query: str
    gone: list[tuple[str, str]]
    changed: list[tuple[str, str]]
    fault: Fault | None = None


def carried(text: str, product: str) -> Carried:
    """Carry a query over.

    Arguments:
        text: as the other suite takes it.
        product: the suite, as `parvis.perimeter.dialects` names it.
    """
    from parvis.perimeter.dialects.carrying import carried_over

    try:
        came = carried_over(text[:CHARACTERS], product)
    except QueryError as error:
        return Carried(text, [], [], fault_of(error))
    except InputError:  # of no suite: it is ours already
        return Carried(text, [], [])
    told = [(loss.said, str(REASONS.get(loss.reason, loss.reason))) for loss in came.losses]
    gone = [said for said, loss in zip(told, came.losses, strict=True) if loss.is_gone]
    return Carried(came.query, gone, [said for said in told if said not in gone])
