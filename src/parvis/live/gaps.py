"""The gap detector: which source is silent beyond its own law, and since when."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.analyse.arrivals import law
from parvis.live.counting import VIA

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from parvis.analyse.arrivals import Law
    from parvis.live.states import State, States
    from parvis.store import Lake

MEMORY: Final = dt.timedelta(days=182)
"""How far back a law is learnt."""


def laws_of(lake: Lake, now: dt.datetime, *, via: str | None = None) -> dict[str, Law]:
    """Learn the law of each source from the mentions that the lake holds of it.

    Arguments:
        lake: of the listener.
        now: until when its sources were listened to, aware.
        via: the one source that is asked about; all of them if None.
    """
    days = ((now - MEMORY).date(), now.date())
    mentions = lake.mentions(days=days, with_deleted=True)
    if VIA not in mentions.collect_schema():
        return {}
    asked = mentions if via is None else mentions.filter(pl.col(VIA) == via)
    told = asked.select(VIA, "published_at").drop_nulls().collect()
    known = told.filter(pl.col("published_at") <= now)
    return {
        str(name): law(rows["published_at"], until=now) for (name,), rows in known.group_by(VIA)
    }


class Watch:
    """Looks at all sources, and keeps an account of each gap: when it was told, and when it ended.

    Arguments:
        file: JSON lines, added to.
        laws: by source.
    """

    def __init__(self, file: Path, laws: Mapping[str, Law]) -> None:
        self._file, self.laws = file, laws
        self._open: dict[str, str] = {}
        self._beyond: dict[str, tuple[dt.datetime, dt.datetime | None]] = {}

    def look(self, states: States, now: dt.datetime) -> list[tuple[State, str]]:
        """Return the sources that are silent or stalled, and why; what is new is written down.

        Arguments:
            states: of the sources; those silent are told so.
            now: aware.
        """
        for state in states.of.values():
            state.silent = self._silence(state, now)
        gaps = list(states.gaps(now))
        told = {state.name: why for state, why in gaps}
        for name in told.keys() - self._open.keys():
            self._note({"source": name, "told_at": now.isoformat(), "why": told[name]})
        for name in self._open.keys() - told.keys():
            self._note({"source": name, "ended_at": now.isoformat()})
        self._open = told
        return gaps

    def _silence(self, state: State, now: dt.datetime) -> str | None:
        """Why a source that answers is thought silent; None where it is not."""
        known = self.laws.get(state.name)
        if known is None or state.last_mention is None:
            return None
        beyond = self._limit(state.name, known, state.last_mention)
        if beyond is None or now < beyond + dt.timedelta(seconds=state.every):
            return None
        said, by = f"{state.last_mention:%Y-%m-%d %H:%M}", f"{beyond:%Y-%m-%d %H:%M}"
        return f"no mention since {said} UTC, and one was to be expected by {by} UTC at the latest"

    def _limit(self, name: str, known: Law, last: dt.datetime) -> dt.datetime | None:
        """From when on silence is too long; it is worked out once for each last mention."""
        of, beyond = self._beyond.get(name, (None, None))
        if of != last:
            beyond = known.silent_after(last)
            self._beyond[name] = (last, beyond)
        return beyond

    def _note(self, what: Mapping[str, str]) -> None:
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(what, ensure_ascii=False) + "\n")
