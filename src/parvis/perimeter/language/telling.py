"""What is wrong with a query, in French or English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, NamedTuple

from parvis.perimeter.language import faults
from parvis.perimeter.language.faults import Fault

if TYPE_CHECKING:
    from parvis.errors import QueryError

Language = Literal["en", "fr"]


class Told(NamedTuple):
    """A fault in words.

    Arguments:
        expected: what could have stood there.
        mend: what to do.
    """

    expected: str
    mend: str


def told(error: QueryError, language: Language = "en") -> Told:
    """Say what is wrong with a query, and the way out.

    >>> from parvis.errors import QueryError
    >>> told(faults.NEVER_CLOSED.at("free (box", 5), "fr").expected
    'une parenthèse fermante pour celle-ci'
    """
    fault = error.fault
    if language == "en" or not isinstance(fault, Fault):
        return Told(error.expected, error.mend)
    template = fault.template or fault
    said = _french()[_names()[template]]
    return Told(*(part.format(**fault.facts) if fault.template else part for part in said))


@cache
def _names() -> dict[Fault, str]:
    return {fault: name for name, fault in vars(faults).items() if isinstance(fault, Fault)}


@cache
def _french() -> dict[str, list[str]]:
    text = resources.files("parvis.perimeter.language").joinpath("faults.toml").read_text("utf-8")
    return tomllib.loads(text)
