"""A company with planted truth: objectives, tables, and what a measure of them should find."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from parvis.simulate.company.aims import aims
from parvis.simulate.company.buyers import buying, leaving
from parvis.simulate.company.channels import channels
from parvis.simulate.company.customers import staying
from parvis.simulate.company.engagement import engagement
from parvis.simulate.company.friends import infecting, referring
from parvis.simulate.company.markets import markets
from parvis.simulate.company.money import money
from parvis.simulate.company.part import CURRENCY, Firm
from parvis.simulate.company.relations import approving, indexing, maturing, relating

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

    from parvis.simulate.company.part import Language, Part

KIND: Final = "company"
"""How its truth is told from that of a market."""

_HEAD: Final = """\
# The measure of a simulated company; its truth is in truth.json. `parvis compare` sets them
# side by side.
title = "{title}"
language = "{language}"
timezone = "Europe/Paris"
currency = "{currency}"
owner = "{owner}"
review = 2027-10-15
judged_by = "{judge}"
measures = "measures.csv"
"""


@dataclass(frozen=True, slots=True)
class Company:
    """A simulated company.

    Arguments:
        measure: the text of its measure file.
        tables: by name of the file.
        truth: what was planted, fit for JSON.
    """

    measure: str
    tables: Mapping[str, pl.DataFrame]
    truth: dict[str, Any]


def company(*, seed: int = 2010, language: Language = "en") -> Company:
    """Make a company with everything that a measure file can tell of, and its truth.

    The same arguments give the same bytes.

    Arguments:
        seed: of all draws.
        language: of names.

    Source: rows 4 to 11, 13 to 15, 17 to 19 and 87 of the capabilities.

    >>> made = company(seed=1)
    >>> made.truth["kind"], "measures.csv" in made.tables
    ('company', True)
    """
    firm = Firm(language=language, seed=seed)
    credited, caused = channels(firm)
    parts: tuple[Part, ...] = (
        aims(firm),
        money(firm),
        engagement(firm),
        credited,
        staying(firm),
        buying(firm),
        leaving(firm),
        markets(firm),
        infecting(firm),
        referring(firm),
        approving(firm),
        relating(firm),
        maturing(firm),
        indexing(firm),
    )
    head = _head(firm)
    return Company(
        measure=head + "".join(part.text for part in parts),
        tables={name: table for part in parts for name, table in part.tables.items()},
        truth={
            "kind": KIND,
            "seed": seed,
            "language": language,
            "planted": [fact.as_dict() for part in parts for fact in part.planted],
            "attribution": caused,
        },
    )


def _head(firm: Firm) -> str:
    """What the measure file says of all of it."""
    names = {name: firm.say(name) for name in ("title", "owner", "judge")}
    return _HEAD.format(language=firm.language, currency=CURRENCY, **names)


def write(made: Company, folder: Path) -> None:
    """Write measure.toml, its tables and truth.json into a folder, made if need be.

    Arguments:
        made: the company.
        folder: files of those names are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    truth = json.dumps(made.truth, ensure_ascii=False, indent=1)
    (folder / "measure.toml").write_text(made.measure, encoding="utf-8")
    (folder / "truth.json").write_text(truth + "\n", encoding="utf-8")
    for name, table in made.tables.items():
        with (folder / name).open("wb") as file:
            table.write_csv(file, datetime_format="%Y-%m-%dT%H:%M:%S%:z")
