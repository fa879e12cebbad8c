"""Units of measures: what may be added to what, and what comes of a division."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from parvis.errors import UnitError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCALES: Final[dict[str, tuple[str, float]]] = {
    "1": ("", 1.0),
    "%": ("", 0.01),
    "second": ("hour", 1 / 3600),
    "minute": ("hour", 1 / 60),
    "hour": ("hour", 1.0),
    "day": ("hour", 24.0),
    "week": ("hour", 168.0),
}
"""Units that are multiples of another: of which, and how many of it."""

_ALIKE: Final = {"persons": "person", "people": "person", "h": "hour", "min": "minute"}
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_FACTOR: Final = re.compile(r"\s*([*/·]?)\s*([^\s*/·]+(?: [^\s*/·]+)*)\s*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it is made of, and how many of the plain unit one of it is.

    Arguments:
        powers: each plain unit with its power, sorted by name; empty for a pure number.
        scale: how many of the plain unit, as 0.01 for a percent.

    >>> unit("EUR/hour") * unit("minutes")
    Unit(powers=(('EUR', 1),), scale=0.016666666666666666)
    """

    powers: tuple[tuple[str, int], ...] = ()
    scale: float = 1.0

    def __mul__(self, other: Unit) -> Unit:
        """Return the unit of a product."""
        return _made((*self.powers, *other.powers), self.scale * other.scale)

    def __truediv__(self, other: Unit) -> Unit:
        """Return the unit of a quotient."""
        under = tuple((name, -power) for name, power in other.powers)
        return _made((*self.powers, *under), self.scale / other.scale)

    def is_like(self, other: Unit) -> bool:
        """Whether one can be told in the other, as minutes in hours."""
        return self.powers == other.powers

    @property
    def is_plain(self) -> bool:
        """Whether it is a pure number or a percentage."""
        return not self.powers

    @property
    def currencies(self) -> frozenset[str]:
        """The currencies it holds, as ISO 4217 writes them."""
        return frozenset(name for name, _ in self.powers if _CURRENCY.fullmatch(name))

    @override
    def __str__(self) -> str:
        """Return what it is made of, in words."""
        over = [_power(name, power) for name, power in self.powers if power > 0]
        under = [_power(name, -power) for name, power in self.powers if power < 0]
        return "/".join(["·".join(over) or "1", *under])


@cache
def unit(text: str) -> Unit:
    """Read a unit, as `EUR`, `%`, `questions`, `EUR/hour` or `person·day`.

    A word of three capitals is a currency. Plural and singular are one, and so are minutes, hours,
    days and weeks but for their scale.

    Arguments:
        text: the unit; nothing, or 1, for a pure number.

    Raises:
        UnitError: it cannot be read.

    >>> unit("questions") == unit("question"), unit("%").scale
    (True, 0.01)
    """
    return _made(tuple(_powers(text)), _scale(text))


def _powers(text: str) -> Iterator[tuple[str, int]]:
    for sign, name in _factors(text):
        plain, _ = _SCALES.get(name, (name, 1.0))
        if plain:
            yield plain, sign


def _scale(text: str) -> float:
    scale = 1.0
    for sign, name in _factors(text):
        scale *= _SCALES.get(name, (name, 1.0))[1] ** sign
    return scale


@cache
def _factors(text: str) -> tuple[tuple[int, str], ...]:
    """Each factor of a unit: 1 or -1 for over or under the bar, and its name in the singular."""
    found, end = [], 0
    while end < len(text.rstrip()):
        match = _FACTOR.match(text, end)
        if match is None or bool(match[1]) != bool(end):
            fault = f"{text!r} is no unit"
            raise UnitError(f"{fault}. What to do: write it as EUR, %, questions or EUR/hour.")
        found.append((-1 if match[1] == "/" else 1, _singular(match[2])))
        end = match.end()
    return tuple(found)


def _singular(name: str) -> str:
    if _CURRENCY.fullmatch(name):
        return name
    lower = name.lower()
    plain = _ALIKE.get(lower, lower)
    is_plural = len(plain) > 2 and plain.endswith("s") and not plain.endswith(("ss", "us", "is"))
    return plain[:-1] if is_plural else plain


def _made(powers: tuple[tuple[str, int], ...], scale: float) -> Unit:
    total: Counter[str] = Counter()
    for name, power in powers:
        total[name] += power
    return Unit(tuple(sorted((name, power) for name, power in total.items() if power)), scale)


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"
