"""What is active, and which objective it serves: declared by every room that activates things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrPromise

    from parvis.hub.common.rights import Rights

from parvis.hub.common.acts import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A kind of thing that is activated through the gate.

    Arguments:
        kind: by which addresses name its ids, as `@finds` has it.
        words: many of them.
        active: all that are active, whoever asks. Their table has `unit`, `objective` (empty
            where there is none) and `active_since`; `str` of one is its name.
        question: why it is there, as somebody would ask.
    """

    kind: str
    words: str | _StrPromise
    active: Callable[[], QuerySet[Any]]
    question: str | _StrPromise


KINDS: Final[dict[str, Traced]] = {}


def trace(kind: Traced) -> None:
    """Have things of a kind be traced to their objectives; a room does so in its `apps.ready`."""
    KINDS[kind.kind] = kind


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what is active serves an objective, of one kind.

    Arguments:
        traced: what kind it is.
        active: how many are active.
        serving: how many of them serve a live objective.
        orphans: the first hundred of the others.
    """

    traced: Traced
    active: int
    serving: int
    orphans: list[Model]

    @property
    def share(self) -> float:
        """In percent; 100 where nothing is active."""
        return 100 * self.serving / self.active if self.active else 100.0


def coverage(rights: Rights) -> list[Coverage]:
    """Return how much of what somebody may see, and is active, serves a live objective."""
    return [_covered(kind, rights) for kind in KINDS.values()]


def serving(objective_ids: list[int]) -> Iterator[tuple[Traced, QuerySet[Any]]]:
    """Yield what is active and serves these objectives, kind by kind."""
    for kind in KINDS.values():
        yield kind, kind.active().filter(objective_id__in=objective_ids)


def _covered(kind: Traced, rights: Rights) -> Coverage:
    active = kind.active().filter(rights.within(Act.SEE, "unit__path"))
    orphans = list(active.exclude(objective__state="live").select_related("unit")[:100])
    whole = active.count()
    lost = active.exclude(objective__state="live").count() if orphans else 0
    return Coverage(kind, whole, whole - lost, orphans)
