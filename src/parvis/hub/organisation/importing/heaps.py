"""What a file would do, whatever it holds: every row is in one of four heaps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar


class Told(Protocol):
    """A row as people are told of it: its line, what it is about, a note, its cells."""

    @property
    def line(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def cells(self) -> list[str]: ...


Row = TypeVar("Row", bound=Told)


@dataclass(frozen=True, slots=True)
class Change(Generic[Row]):
    """Something that is there and would be otherwise.

    Arguments:
        thing: itself.
        row: that changes it.
        fields: each that would change, before and after.
    """

    thing: Any
    row: Row
    fields: dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class Plan(Generic[Row]):
    """What would be done: every row is in one of the four.

    Arguments:
        new: rows of things that are not there.
        changed: things that would be otherwise.
        same: rows that change nothing.
        faults: rows that cannot be, and why.
    """

    new: list[Row] = field(default_factory=list)
    changed: list[Change[Row]] = field(default_factory=list)
    same: list[Row] = field(default_factory=list)
    faults: list[tuple[Row, str]] = field(default_factory=list)

    def sort_in(self, row: Row, thing: Any, told: dict[str, Any]) -> None:
        """Put a row that can be where it belongs.

        Arguments:
            row: that is to be sorted.
            thing: what it is of; None where there is none yet.
            told: what each field of the thing would be.
        """
        if thing is None:
            self.new.append(row)
            return
        pairs = {name: (getattr(thing, name), after) for name, after in told.items()}
        fields = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if fields:
            self.changed.append(Change(thing, row, fields))
        else:
            self.same.append(row)

    def changed_things(self) -> list[Any]:
        """Return what would be otherwise, as it would be."""
        for change in self.changed:
            for name, (_before, after) in change.fields.items():
                setattr(change.thing, name, after)
        return [change.thing for change in self.changed]
