"""A delivery is sent, and sent again later each time, until it is received or given up."""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from parvis.collect.web import Limits, Web
from parvis.errors import FetchError, FetchRefusedError
from parvis.hub.alerts import signing
from parvis.hub.alerts.bodies import body_of
from parvis.hub.alerts.models import Delivery, Hook
from parvis.hub.common.acts import Act
from parvis.hub.organisation.public import rights_of_all
from parvis.hub.work.services import queue

if TYPE_CHECKING:
    from parvis.collect.web import Answer

MOST: Final = 14
"""Tries, over about three days."""
_FIRST: Final = 10.0
_LONGEST: Final = 12 * 3_600.0
_LIMITS: Final = Limits(
    connect=10.0, silence=15.0, total=30.0, wire=65_536, body=65_536, redirects=0, tries=1
)
"""Nothing is sent on: what is signed for one address goes to no other."""
_GONE: Final = 410


def deliver(key: int) -> None:
    """Send a delivery once, and note what came of it; whoever sends it again uses the same id."""
    held = Delivery.objects.select_related("hook__unit", "hook__perimeter__unit", "firing__alert")
    delivery = held.filter(pk=key, state=Delivery.State.WAITING).first()
    if delivery is None or delivery.hook.stopped_at is not None:
        return
    status, fault, wait, is_final = _sent(delivery)
    with transaction.atomic():
        _note(delivery, status=status, fault=fault, wait=wait, is_final=is_final)


def waits(tries: int, chance: float, asked: float | None = None) -> float:
    """Return the seconds until the next try: three times as long each time, by chance a bit less.

    Arguments:
        tries: so far.
        chance: from 0 up to 1.
        asked: seconds that the server asks for (`Retry-After`); never earlier than that.

    >>> [round(waits(tries, 0.0)) for tries in (1, 2, 3, 9)], waits(1, 0.0, 120.0)
    ([10, 30, 90, 43200], 120.0)
    """
    wait = min(_FIRST * 3.0 ** (tries - 1), _LONGEST) * (1 - chance / 4)
    return max(wait, asked or 0.0)


def _sent(delivery: Delivery) -> tuple[int | None, str, float | None, bool]:
    """The status, the fault and how long to wait, and whether it is over at once."""
    hook = delivery.hook
    keys = _keys(hook)
    if not keys:
        return None, "its secret cannot be opened: draw another", None, True
    if not _may(hook):
        return None, "whoever made it may not see this any more", None, True
    body = body_of(delivery)
    now = int(timezone.now().timestamp())
    said = signing.headers(str(delivery.ident), now, body, keys)
    try:
        answer = asyncio.run(_posted(hook.url, body, said))
    except FetchError as why:
        is_final = isinstance(why, FetchRefusedError) or why.status == _GONE
        return why.status, str(why), getattr(why, "wait", None), is_final
    return answer.status, "", None, False


async def _posted(url: str, body: bytes, said: dict[str, str]) -> Answer:
    async with Web() as web:
        return await web.post(url, data=body, headers=said, limits=_LIMITS)


def _keys(hook: Hook) -> list[str]:
    held = [hook.secret]
    if hook.before and hook.before_until is not None and hook.before_until > timezone.now():
        held.append(hook.before)
    return [key for key in map(signing.opened, held) if key is not None]


def _may(hook: Hook) -> bool:
    """Whether whoever made it may still have this unit's matters be sent out."""
    if hook.by_id is None:
        return False
    rights = rights_of_all({hook.by_id})[hook.by_id]
    heard = hook.perimeter
    may_see = heard is None or rights.may(Act.LISTEN, heard.unit.path)
    return may_see and rights.may(Act.MANAGE, hook.unit.path)


def _note(
    delivery: Delivery, *, status: int | None, fault: str, wait: float | None, is_final: bool
) -> None:
    now = timezone.now()
    delivery.tries += 1
    delivery.tried_at, delivery.status, delivery.fault = now, status, fault
    delivery.next_at = None
    if not fault:
        delivery.state = Delivery.State.DONE
    elif is_final or delivery.tries >= MOST:
        delivery.state = Delivery.State.FAILED
        Hook.objects.filter(pk=delivery.hook_id, stopped_at=None).update(stopped_at=now)
    else:
        seconds = waits(delivery.tries, secrets.randbelow(1_000) / 1_000, wait)
        delivery.next_at = now + dt.timedelta(seconds=seconds)
        queue("alerts.deliver", key=f"{delivery.ident}:{delivery.tries}",
              due_at=delivery.next_at, delivery=delivery.pk)  # fmt: skip
    delivery.save()
