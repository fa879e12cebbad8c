"""The door of the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from parvis.hub.audit.chain import START, Verdict, check, mark_of
from parvis.hub.audit.models import Head, Line

if TYPE_CHECKING:
    from parvis.hub.people.models import Person

__all__ = ["Verdict", "record", "verify"]


def record(act: str, by: Person | None, *, path: str = "", about: str = "", **told: Any) -> None:
    """Add a line within the transaction of what it tells of: both stand, or neither.

    Arguments:
        act: a room's verb, as `organisation.unit.made`.
        by: who did it; None for Parvis itself.
        path: of the unit.
        about: kind and id of what it was done to.
        told: what is to be known of it, as JSON takes it.

    Raises:
        TransactionManagementError: there is no transaction.
    """
    with transaction.atomic(durable=False):
        head, _ = Head.objects.select_for_update().get_or_create(id=1, defaults={"mark": START})
        line = Line(
            seq=head.seq + 1, at=timezone.now(), act=act, actor=by, path=path, about=about,
            told=told, previous=head.mark,
        )  # fmt: skip
        line.mark = mark_of(line, head.mark)
        line.save(force_insert=True)
        head.seq, head.mark = line.seq, line.mark
        head.save(update_fields=["seq", "mark"])


def verify() -> Verdict:
    """Check the whole chain, and that it ends where the last line was added."""
    found = check(Line.objects.order_by("seq").iterator(chunk_size=2_000))
    head = Head.objects.filter(id=1).first()
    if found.broken_at is None and head is not None and head.mark != found.mark:
        return Verdict(found.lines, found.mark, found.lines + 1, "the last lines are missing")
    return found
