"""The fields of mentions that queries ask about, made ready for the loop."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

from parvis.perimeter.language.fields import FIELDS
from parvis.perimeter.language.tree import Field, Is
from parvis.perimeter.meaning.fields import (
    address_of,
    is_settled,
    key_of,
    numbers_of_field,
    passes,
    spelt,
    texts_of_field,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

KEPT: Final = 1 << 16  # values of a field whose tests are remembered
_PARTS: Final = "/?#"


class Values(NamedTuple):
    """What the fields of mentions say.

    Arguments:
        rows: where the passed tests of each mention begin in `terms`, and where the last ones end.
        terms: the tests that a mention passes.
        unread: one row a field that is read later: whether it is unknown yet, a column a mention.
        numbers: one row a field that is a number, NaN where it is not known.
    """

    rows: NDArray[np.int64]
    terms: NDArray[np.int32]
    unread: NDArray[np.uint8]
    numbers: NDArray[np.float64]


class FieldTests:
    """The tests of one field whose values are texts, thousands at once.

    Arguments:
        name: of the field.
        tests: each with its number.

    >>> FieldTests("author", [(7, Field("author", Is("lea")))]).passed_by("Léa")
    (7,)
    """

    def __init__(self, name: str, tests: Sequence[tuple[int, Field]]) -> None:
        self._spec = FIELDS[name]
        self._by_key: defaultdict[object, list[int]] = defaultdict(list)
        self._one_by_one: list[tuple[int, Callable[[str], bool]]] = []
        for number, field in tests:
            self._add(number, field)
        self.passed_by = lru_cache(KEPT)(self._passed_by)

    def _add(self, number: int, field: Field) -> None:
        match field.test:
            case Is(value) if self._spec.shape in {"choice", "flag"}:
                self._by_key[value].append(number)
            case Is(value) if self._spec.shape in {"site", "address"}:
                host, path = address_of(value)
                self._by_key[host, path.rstrip("/")].append(number)
            case Is(value):
                self._by_key[key_of(value)].append(number)
            case _:
                self._one_by_one.append((number, passes(field)))

    def _passed_by(self, value: str) -> tuple[int, ...]:
        by_key = [number for key in self._keys(value) for number in self._by_key.get(key, ())]
        return (*by_key, *(number for number, test in self._one_by_one if test(value)))

    def _keys(self, value: str) -> Iterator[object]:
        if self._spec.shape in {"choice", "flag"}:
            yield value
        elif self._spec.shape in {"site", "address"}:
            yield from _keys_of_address(value)
        else:
            spellings = spelt(value)
            yield "bare", spellings.bare
            yield "accented", spellings.accented


def _keys_of_address(url: str) -> Iterator[tuple[str, str]]:
    """The host and those above it, each with the beginnings of the path."""
    host, rest = address_of(url)
    labels = host.split(".")
    ends = [0, *(place for place, sign in enumerate(rest) if sign in _PARTS), len(rest)]
    paths = {rest[:end].rstrip("/") if end == len(rest) else rest[:end] for end in ends}
    for first in range(len(labels)):
        for path in paths:
            yield ".".join(labels[first:]), path


class FieldReader:
    """Reads from frames what the tests of a set of queries ask for.

    Arguments:
        tests: of fields whose values are texts, each with its number.
        later: fields that may be unknown yet, in the order of the rows of `unread`.
        numbers: fields that are numbers, with the zone of times of day.
    """

    def __init__(
        self,
        tests: Sequence[tuple[int, Field]],
        later: Sequence[str],
        numbers: Sequence[tuple[str, str]],
    ) -> None:
        by_field: defaultdict[str, list[tuple[int, Field]]] = defaultdict(list)
        for number, field in tests:
            by_field[field.name].append((number, field))
        self._tests = {name: FieldTests(name, tests) for name, tests in by_field.items()}
        self._later, self._numbers = later, numbers

    def read(self, mentions: pl.DataFrame) -> Values:
        """Return what the fields of some mentions say."""
        rows, terms = self._passed(mentions)
        counts = np.bincount(rows, minlength=mentions.height)
        order = np.argsort(rows, kind="stable")
        return Values(
            np.concatenate(([0], np.cumsum(counts))),
            terms[order],
            self._unread(mentions),
            self._read_numbers(mentions),
        )

    def _passed(self, mentions: pl.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        parts = [
            _tests_passed(texts_of_field(FIELDS[name], mentions), tests)
            for name, tests in self._tests.items()
        ]
        passed = pl.concat(parts) if parts else _NONE_PASSED
        return passed["row"].to_numpy(), passed["test"].to_numpy()

    def _unread(self, mentions: pl.DataFrame) -> NDArray[np.uint8]:
        unread = np.zeros((max(len(self._later), 1), mentions.height), np.uint8)
        for slot, name in enumerate(self._later):
            spec = FIELDS[name]
            is_known = texts_of_field(spec, mentions).is_not_null()
            unread[slot] = ~(is_settled(spec, mentions) | is_known).to_numpy()
        return unread

    def _read_numbers(self, mentions: pl.DataFrame) -> NDArray[np.float64]:
        numbers = np.full((max(len(self._numbers), 1), mentions.height), np.nan)
        for slot, (name, zone) in enumerate(self._numbers):
            numbers[slot] = numbers_of_field(FIELDS[name], mentions, zone).to_numpy()
        return numbers


_NONE_PASSED: Final = pl.DataFrame(schema={"row": pl.Int64, "test": pl.Int32})


def _tests_passed(values: pl.Series, tests: FieldTests) -> pl.DataFrame:
    """The tests that each row passes; each distinct value is tested once."""
    column = pl.DataFrame({"value": values}).with_row_index("row").cast({"row": pl.Int64})
    if values.dtype == pl.List:
        column = column.explode("value")
    column = column.drop_nulls("value")
    passed = [
        (value, test)
        for value in column["value"].unique().to_list()
        for test in tests.passed_by(value)
    ]
    if not passed:
        return _NONE_PASSED
    table = pl.DataFrame(passed, schema={"value": pl.String, "test": pl.Int32}, orient="row")
    return column.join(table, on="value").select("row", "test")
