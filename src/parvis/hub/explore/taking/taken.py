"""What is taken away: of which scope, through which filters, when and by whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

import parvis
from parvis.hub.explore import panels
from parvis.hub.explore.frames import settled
from parvis.hub.explore.naming import may_name
from parvis.hub.explore.words import language, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parvis.hub.common.asking import Actor
    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope
    from parvis.hub.explore.shown import Shown
    from parvis.present.tongue import Tongue


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What is taken away.

    Arguments:
        scope: what was explored.
        wanted: what of it, in one version of the lake.
        by: the name of whoever takes it.
        at: when.
        with_names: whether they may read who wrote what.
        shown: the figures that are taken, as the screen has them.
    """

    scope: Scope
    wanted: Filters
    by: str
    at: dt.datetime
    with_names: bool
    shown: tuple[Shown, ...] = ()

    @property
    def as_of(self) -> dt.datetime:
        """When what is taken was found: the latest of its figures, or now."""
        return max((one.at for one in self.shown), default=self.at)


def take(actor: Actor, scope: Scope, wanted: Filters, names: Iterable[str] = ()) -> Taken:
    """Return what somebody takes away.

    Arguments:
        actor: who takes it.
        scope: what is explored.
        wanted: what of it is looked at.
        names: of figures.
    """
    fixed = settled(wanted)
    return Taken(
        scope=scope,
        wanted=fixed,
        by=str(actor.person),
        at=timezone.now(),
        with_names=may_name(actor.rights, scope),
        shown=tuple(panels.show(scope, fixed, name) for name in names),
    )


def notes(taken: Taken) -> Iterator[tuple[str, str]]:
    """Yield what a file says of itself, each a term and what is said of it."""
    yield _("Scope"), taken.scope.title
    yield _("Period"), period(taken)
    yield _("Time zone"), taken.wanted.zone
    yield from filters(taken)
    yield _("As of"), _as_of(taken)
    yield _("Taken away"), f"{tongue(taken).moment(taken.at)}, {taken.by}"
    yield _("Made with"), f"Parvis {parvis.__version__}"
    if not taken.with_names:
        yield (
            _("Names"),
            _("Authors, addresses and handles are left out: your roles do not show them."),
        )


def period(taken: Taken) -> str:
    """Return the days that are looked at, in words."""
    first, last = (
        tongue(taken).day(day, style="d MMMM y") for day in (taken.wanted.since, taken.wanted.until)
    )
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def filters(taken: Taken) -> Iterator[tuple[str, str]]:
    """Yield each filter that leaves something out, in words."""
    wanted, said = taken.wanted, taken.scope.names
    chosen = {
        _("Perimeter"): [said[key] for key in wanted.brands],
        _("Tonality"): [named("tonality", value) for value in wanted.tonality],
        _("Medium"): [named("medium", value) for value in wanted.medium],
        _("Interaction"): [named("interaction", value) for value in wanted.interaction],
        _("Language"): list(wanted.language),
        _("With the words"): [wanted.words] if wanted.words else [],
        _("Copies"): [_("count once")] if wanted.once else [],
    }
    for term, values in chosen.items():
        if values:
            yield term, ", ".join(values)


def _as_of(taken: Taken) -> str:
    moment, version = tongue(taken).moment(taken.as_of), taken.wanted.version
    if version is None:
        return moment
    return _("%(moment)s, version %(n)s of the lake") % {"moment": moment, "n": version}


def tongue(taken: Taken) -> Tongue:
    """Return the language and the zone that the file is written in."""
    from parvis.present.tongue import Tongue

    return Tongue(language(), taken.wanted.zone)


def stem(taken: Taken, what: str) -> str:
    """Return the name of a file without its ending, in plain letters."""
    return f"parvis-{taken.scope.kind}-{taken.scope.pk}-{what}-{taken.wanted.until.isoformat()}"
