"""The measure file: objectives first, then what was spent, what came of it and what caused it."""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec

from parvis.errors import MeasureError
from parvis.measuring.checks import faults
from parvis.measuring.entries import (
    Approvals,
    Attribution,
    Campaign,
    Capital,
    Churn,
    Contagion,
    Emv,
    Engagement,
    Entry,
    Family,
    Indices,
    Ledger,
    Lift,
    Maturity,
    Objective,
    Pilot,
    Purchases,
    Referrals,
    Retention,
)
from parvis.present.formats import Format

if TYPE_CHECKING:
    from collections.abc import Iterator


class Plan(Entry, frozen=True, kw_only=True):
    """A whole measure file, checked.

    Arguments:
        objective: what is wanted; without one nothing is measured.
        campaign, campaigns: what was done, in the file or in a table of its own.
        measures, units: the file of periods from which KPIs are computed, and units of measures
            that are not among the default ones.
        study: summary.json of a study, for KPIs that one of its figures measures.
        ledger, engagement, attribution, retention, purchases, churn, lift, pilot, contagion,
            referrals, emv, approvals, capital, maturity, indices: parts, each left out or not.
        title, language, timezone, currency: of the report.
        owner, review: who decides on what no objective answers for, and by which day.
        judged_by: who judged what the file only says, where an objective names nobody.
        formats: what the report is written to beside its page.
        folder, text: where the file lies, and as it was written.
    """

    objective: list[Objective]
    campaign: list[Campaign] = msgspec.field(default_factory=list)
    campaigns: str | None = None
    measures: str | None = None
    units: dict[str, str] = msgspec.field(default_factory=dict)
    study: str | None = None
    ledger: Ledger | None = None
    engagement: Engagement | None = None
    attribution: Attribution | None = None
    retention: Retention | None = None
    purchases: Purchases | None = None
    churn: Churn | None = None
    lift: list[Lift] = msgspec.field(default_factory=list)
    pilot: Pilot | None = None
    contagion: Contagion | None = None
    referrals: Referrals | None = None
    emv: Emv | None = None
    approvals: Approvals | None = None
    capital: Capital | None = None
    maturity: Maturity | None = None
    indices: Indices | None = None
    title: str = ""
    language: Literal["en", "fr"] = "en"
    timezone: str = "UTC"
    currency: str = "EUR"
    owner: str = ""
    review: dt.date | None = None
    judged_by: str = ""
    formats: list[Format] = msgspec.field(default_factory=list)
    folder: str = "."
    text: str = ""

    def path(self, file: str) -> Path:
        """Return where a file that the plan names lies."""
        return Path(self.folder, file)


def example() -> str:
    """Return a measure file to start from, every part of it explained.

    >>> parse(example()).currency
    'EUR'
    """
    return (resources.files("parvis.measuring") / "example.toml").read_text("utf-8")


def load(path: Path | str) -> Plan:
    """Read a measure file.

    Arguments:
        path: of the file, in UTF-8.

    Raises:
        MeasureError: it is missing, not TOML, has no objective, or contradicts itself.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "measure.toml")
    >>> _ = file.write_text(example(), encoding="utf-8")
    >>> load(file).objective[0].family
    'care'
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        fault = f"the measure file cannot be read ({error.strerror})"
        raise MeasureError.of(str(path), fault, "check the path") from error
    except UnicodeDecodeError as error:
        raise MeasureError.of(str(path), "it is not UTF-8", "save it as UTF-8") from error
    return parse(text, folder=path.parent, name=str(path))


def parse(text: str, *, folder: Path | str = ".", name: str = "the measure file") -> Plan:
    """Read the text of a measure file; `load` says what it raises.

    Arguments:
        text: TOML.
        folder: from which the files it names are found.
        name: what errors call it.

    >>> parse("title = 'Nothing'")
    Traceback (most recent call last):
    parvis.errors.MeasureError: the measure file: no objective is stated, so nothing is measured. \
What to do: write what is wanted before anything is counted; `parvis measure --example` shows how.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MeasureError.of(name, f"it is not TOML: {error}", _EXAMPLE) from error
    if not table.get("objective"):
        way_out = f"write what is wanted before anything is counted; {_EXAMPLE}"
        raise MeasureError.of(name, "no objective is stated, so nothing is measured", way_out)
    return _checked(table, text, str(folder), name)


_EXAMPLE = "`parvis measure --example` shows how"


def _checked(table: dict[str, Any], text: str, folder: str, name: str) -> Plan:
    try:
        plan = msgspec.convert({**table, "folder": folder, "text": text}, Plan)
    except msgspec.ValidationError as error:
        raise MeasureError.of(name, _in_words(str(error)), _EXAMPLE) from error
    for fault, way_out in faults(plan):
        raise MeasureError.of(f"{name}{_line(text, fault)}", fault, way_out)
    return plan


def _in_words(error: str) -> str:
    """Turn the decoder's "Object missing required field `due` - at `$.objective[0]`" round."""
    fault, _, place = error.partition(" - at `")
    place = place.rstrip("`").removeprefix("$.").removeprefix("$")
    if place.endswith("family"):
        fault += f"; it is one of {', '.join(get_args(Family))}"
    return f"in {place}: {fault[0].lower()}{fault[1:]}" if place else fault


def _line(text: str, fault: str) -> str:
    """The line of the first thing that a fault quotes, where it is written there."""
    return next((f", line {place}" for place in _places(text, fault)), "")


def _places(text: str, fault: str) -> Iterator[int]:
    quoted = fault.split("'")[1] if fault.count("'") > 1 else None
    for place, line in enumerate(text.splitlines(), start=1):
        if quoted and f'"{quoted}"' in line:
            yield place
