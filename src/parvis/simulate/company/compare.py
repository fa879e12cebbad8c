"""How far a measure is from what was planted in a company."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from parvis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Value: TypeAlias = float | int | str | None
    Figures: TypeAlias = Mapping[tuple[str, frozenset[tuple[str, str | int]]], Mapping[str, Any]]

CREDIT: Final = "attribution.credit"
NEGLIGIBLE: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A planted fact beside the figure that tells it.

    Arguments:
        group, fact, unit, way: as planted.
        planted, found: the two values; None where none is told.
        low, high: the 95 % interval of the figure, where it has one.
        is_told: whether the measure has such a figure at all.
    """

    group: str
    fact: str
    unit: str
    way: str
    planted: Value
    found: Value
    low: float | None = None
    high: float | None = None
    is_told: bool = True

    @property
    def error(self) -> float | None:
        """Found less planted; None where they cannot be subtracted."""
        if isinstance(self.planted, int | float) and isinstance(self.found, int | float):
            return self.found - self.planted
        return None

    @property
    def is_inside(self) -> bool | None:
        """Whether the interval holds what was planted; None where there is no interval."""
        if self.low is None or self.high is None or not isinstance(self.planted, int | float):
            return None
        return self.low <= self.planted <= self.high

    @property
    def is_exact(self) -> bool:
        """Whether what was found is what was planted, a refusal where one is due included."""
        if not self.is_told:
            return False
        return self.found == self.planted or abs(self.error or 1.0) < NEGLIGIBLE


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelError:
    """What a model of attribution credits wrongly.

    Arguments:
        model: its name.
        share: percent of all sales that it gives to what did not cause them.
        channel, amount: where it errs most, and by how much.
    """

    model: str
    share: float
    channel: str
    amount: float


def held(truth: Mapping[str, Any], figures: Sequence[Mapping[str, Any]]) -> list[Held]:
    """Set each planted fact beside the figure that tells it.

    Arguments:
        truth: of the company, as `company` gave it or as read from truth.json.
        figures: of its measure, as the list in summary.json.

    Raises:
        InputError: these are not a truth and the figures of a measure.

    >>> fact = {"group": "returns", "fact": "return", "value": 40.0, "key": "roi", "by": {}}
    >>> truth = {"planted": [{**fact, "unit": "points", "way": "honest"}]}
    >>> held(truth, [{"key": "roi", "by": {}, "value": 40.0, "low": None, "high": None}])[
    ...     0
    ... ].is_exact
    True
    """
    try:
        table = _table(figures)
        return [_held(fact, table) for fact in truth["planted"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise _misfit(error) from error


def model_errors(
    truth: Mapping[str, Any], figures: Sequence[Mapping[str, Any]]
) -> list[ModelError]:
    """Say how much of the sales each model of attribution gives to what did not cause them.

    Arguments:
        truth: as for `held`.
        figures: as for `held`.

    Returns: the model that errs least first; nothing where no sales are credited.

    Raises:
        InputError: these are not a truth and the figures of a measure.

    >>> credits = [("last", "search", 90.0), ("last", "video", 10.0), ("first", "search", 60.0)]
    >>> figures = [
    ...     {"key": "attribution.credit", "by": {"model": m, "channel": c}, "value": v}
    ...     for m, c, v in [*credits, ("first", "video", 40.0)]
    ... ]
    >>> [
    ...     error.share
    ...     for error in model_errors({"attribution": {"search": 50, "video": 50}}, figures)
    ... ]
    [10.0, 40.0]
    """
    try:
        models: dict[str, dict[str, float]] = {}
        for figure in figures:
            if figure["key"] == CREDIT:
                by = figure["by"]
                models.setdefault(by["model"], {})[by["channel"]] = figure["value"]
        found = [_error(model, given, truth["attribution"]) for model, given in models.items()]
    except (KeyError, TypeError, AttributeError) as error:
        raise _misfit(error) from error
    return sorted(found, key=attrgetter("share"))


def describe_measure(facts: Sequence[Held], models: Sequence[ModelError]) -> str:
    r"""Write each fact with its error and whether its interval holds it, then each model's error.

    Arguments:
        facts: of `held`.
        models: of `model_errors`.

    >>> fact = Held(
    ...     group="KPIs",
    ...     fact="solved",
    ...     unit="points",
    ...     way="honest",
    ...     planted=66,
    ...     found=65,
    ...     low=60,
    ...     high=70,
    ... )
    >>> print(describe_measure([fact], []).split("\n")[1])
      solved: 66 planted, 65 found (-1 points), inside 60 to 70
    """
    lines: list[str] = []
    for group, members in groupby(facts, key=attrgetter("group")):
        lines += [group, *(f"  {_sentence(fact)}" for fact in members)]
    if models:
        lines += ["", "sales credited to what did not cause them, by model"]
        lines += [f"  {_model(error)}" for error in models]
    return "\n".join([*lines, "", *_summed(facts)])


def _table(figures: Sequence[Mapping[str, Any]]) -> Figures:
    return {(each["key"], frozenset(each["by"].items())): each for each in figures}


def _held(fact: Mapping[str, Any], table: Figures) -> Held:
    figure = table.get((fact["key"], frozenset(fact["by"].items())))
    told = figure or {}
    return Held(
        group=fact["group"],
        fact=fact["fact"],
        unit=fact["unit"],
        way=fact["way"],
        planted=fact["value"],
        found=told.get("value"),
        low=told.get("low"),
        high=told.get("high"),
        is_told=figure is not None,
    )


def _error(model: str, given: Mapping[str, float], caused: Mapping[str, float]) -> ModelError:
    off = {name: given.get(name, 0.0) - caused.get(name, 0.0) for name in {*given, *caused}}
    worst = max(sorted(off), key=lambda name: abs(off[name]))
    share = 50 * sum(abs(amount) for amount in off.values()) / sum(caused.values())
    return ModelError(model=model, share=share, channel=worst, amount=off[worst])


def _sentence(fact: Held) -> str:
    if not fact.is_told:
        return f"{fact.fact}: {_written(fact.planted)} planted, not measured"
    if fact.planted is None:
        wrong = f"told as {_written(fact.found)}, and should have been refused"
        return f"{fact.fact}: {'refused, as it should be' if fact.found is None else wrong}"
    said = f"{fact.fact}: {_written(fact.planted)} planted, {_written(fact.found)} found"
    if fact.is_exact:
        return said
    error = "" if fact.error is None else f" ({fact.error:+.3g} {fact.unit})"
    return f"{said}{error}{_inside(fact)}"


def _inside(fact: Held) -> str:
    if fact.is_inside is None:
        return ""
    word = "inside" if fact.is_inside else "OUTSIDE"
    return f", {word} {_written(fact.low)} to {_written(fact.high)}"


def _model(error: ModelError) -> str:
    return (
        f"{error.model:<8}{error.share:>4.0f} %   most of it: {error.channel} {error.amount:+,.0f}"
    )


def _summed(facts: Sequence[Held]) -> Iterator[str]:
    """How many intervals hold what was planted, the flattering ways counted apart."""
    honest, flattering = "95 in 100 should", "flattering ways, shown for that"
    for way, said in (("honest", honest), ("flattering", flattering)):
        known = [fact.is_inside for fact in facts if fact.way == way and fact.is_inside is not None]
        if known:
            yield f"{sum(known)} of {len(known)} intervals hold what was planted ({said})"


def _written(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return "none" if value is None else f"{value:,}" if isinstance(value, int) else value


def _misfit(error: Exception) -> InputError:
    fault = f"these are not a truth and the figures of a measure ({error!r})"
    way_out = "give truth.json and the list `figures` of summary.json"
    return InputError(f"{fault}. What to do: {way_out}.")
