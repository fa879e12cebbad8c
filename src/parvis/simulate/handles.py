"""Invented handles: of the hubs, of the press and of everybody else."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.simulate.dice import Dice

# Handle to language, 0 French, 1 English; the hubs strongest first.
HUBS = {
    "OndeVive": 0,
    "TheMastReader": 1,
    "LeBrinDeFibre": 0,
    "AntenneBavarde": 0,
    "CopperAndLight": 1,
    "PetitRelais": 0,
    "LastMileLab": 1,
    "DemandezLaLigne": 0,
    "QuietSignalClub": 1,
    "ToitsEtAntennes": 0,
}
PRESS = {
    "LaGazetteDesOndes": 0,
    "MidiNumerique": 0,
    "CourrierDuReseau": 0,
    "EchoDesBourgs": 0,
    "PlumeEtFibre": 0,
    "LeJourDesVilles": 0,
    "VoixDuFleuve": 0,
    "SoirDesMetiers": 0,
    "MorningMast": 1,
    "TheCableCourier": 1,
    "CountySignal": 1,
    "DialAndLedger": 1,
    "TheLanternPost": 1,
    "HarbourDispatch": 1,
    "MoorlandMercury": 1,
    "SixOClockSignal": 1,
}
_SHAPES = (
    "{first}_{thing}",
    "{first}{number}",
    "{thing}{number}",
    "{first}{initial}_{number}",
    "{thing}_{first}",
    "{initial}{first}",
    "{first}{other_first}",
    "_{first}_{initial}",
    "{thing}{other_thing}",
    "{first}_{thing}{number}",
)


def invent(count: int, dice: Dice, *, taken: Sequence[str]) -> list[str]:
    """Invent handles, no two alike in any case.

    Arguments:
        count: how many.
        dice: where draws come from.
        taken: handles that are not to be used again.

    >>> import numpy as np
    >>> from parvis.simulate.dice import Dice
    >>> len(set(invent(500, Dice(np.random.default_rng(1)), taken=["Orvelle"])))
    500
    """
    first, thing = _words()
    used = {handle.lower() for handle in taken}
    invented: list[str] = []
    for _ in range(count):
        handle = _handle(dice, first, thing)
        while handle.lower() in used:
            handle += str(dice.below(10))
        used.add(handle.lower())
        invented.append(handle)
    return invented


def _words() -> tuple[list[str], list[str]]:
    """First names and things."""
    file = files("parvis.simulate") / "words" / "handles.toml"
    words = tomllib.loads(file.read_text(encoding="utf-8"))
    return words["first"].split(), words["thing"].split()


def _handle(dice: Dice, firsts: Sequence[str], things: Sequence[str]) -> str:
    handle = dice.pick(_SHAPES).format(
        first=dice.pick(firsts),
        thing=dice.pick(things),
        other_first=dice.pick(firsts),
        other_thing=dice.pick(things),
        initial=dice.pick("abcdefghjlmnprstvw"),
        number=dice.between(2, 9999),
    )
    return handle.title() if dice.chance(0.3) else handle
