"""What the listener tells of its sources is kept where a page shows it."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from parvis.hub.listening.models import Doing, Ear, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.live.states import State, States

COUNTS: Final = ("new", "edits", "repeats", "unmatched", "rejected", "removed")
WINDOW: Final = 600.0
_SHORTEST: Final = 20.0


@dataclass(slots=True)
class Teller:
    """Tells of one run of the listener, each count once.

    Arguments:
        told: what was told of each source already.
        past: when how many mentions had come, by source.
    """

    told: dict[str, dict[str, int]] = field(default_factory=dict)
    past: dict[str, deque[tuple[float, int]]] = field(default_factory=dict)

    def tell(self, states: States, version: int) -> None:
        """Keep how every source does.

        Arguments:
            states: of the sources, by key.
            version: that the listener goes by.
        """
        known = set(Source.objects.values_list("pk", flat=True))
        with transaction.atomic():
            for key, state in list(states.of.items()):
                if int(key[1:]) in known:
                    self._tell(int(key[1:]), key, state)
            ear(version, fault=states.full or "", doing=states.doing or "")

    def _tell(self, pk: int, key: str, state: State) -> None:
        counts = {name: getattr(state, name) for name in COUNTS}
        before = self.told.get(key, dict.fromkeys(COUNTS, 0))
        told: dict[str, Any] = {
            "told_at": timezone.now(), "standing": state.standing, "fault": state.fault or "",
            "silent": state.silent or "", "last_success": state.last_success,
            "next_visit": state.next_visit, "per_hour": self._rate(key, state.read),
        }  # fmt: skip
        if state.last_mention:
            told["last_mention"] = state.last_mention
        Doing.objects.update_or_create(source_id=pk, defaults=told)
        more = {name: F(name) + counts[name] - before[name] for name in COUNTS}
        Doing.objects.filter(source_id=pk).update(**more)
        self.told[key] = counts

    def _rate(self, key: str, read: int) -> float | None:
        """Mentions an hour, of the last ten minutes; None before there is enough to tell."""
        now = time.monotonic()
        past = self.past.setdefault(key, deque())
        past.append((now, read))
        while past[0][0] < now - WINDOW:
            past.popleft()
        seconds = now - past[0][0]
        return 3600 * (read - past[0][1]) / seconds if seconds >= _SHORTEST else None


def ear(version: int, *, fault: str = "", doing: str = "") -> None:
    """Tell that the listener is there, by what it goes, and what is wrong with it."""
    told = {"heeded": version, "told_at": timezone.now(), "fault": fault, "doing": doing}
    Ear.objects.update_or_create(id=1, defaults=told)


def faults(found: Mapping[str, str]) -> None:
    """Tell of sources that cannot be listened to at all."""
    for key, why in found.items():
        told = {"told_at": timezone.now(), "standing": "failing", "fault": why}
        Doing.objects.update_or_create(source_id=int(key[1:]), defaults=told)
