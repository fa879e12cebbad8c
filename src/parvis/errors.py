"""Every error Parvis raises on purpose.

    ParvisError
    ├── InputError              what was given cannot be used
    │   ├── StudyError          a study file: its objective, sources or brands
    │   ├── SourceError         a file or payload that cannot be read
    │   │   ├── AmbiguousColumnsError   more than one column could be the same thing
    │   │   └── NoTextError     no column of it is known to hold what was said
    │   ├── PointedError        a text, with the place of the fault
    │   │   ├── QueryError          a query of the perimeter
    │   │   └── FormulaError        a formula of a KPI
    │   ├── PerimeterError      a perimeter that cannot be read, or a version that is not kept
    │   ├── CodebookError       a codebook, or a sheet of codes, that cannot be used
    │   ├── UnitError           units that cannot be read, or cannot stand together
    │   ├── MeasureError        a measure file, or a table it names, that cannot be used
    │   │   └── RefusedError        a figure that would mislead, with the reason
    │   ├── ListenError         a listen file, or a source it names, that cannot be used
    │   ├── LakeError           a folder that is no lake, or what a lake does not hold
    │   └── MissingColumnsError a frame without the columns a function needs
    ├── StoreError              what the lake cannot do now, and could later
    │   ├── LeaseError          another process writes it
    │   └── DiskFullError       there is no room left; nothing given is lost
    ├── FetchError              what another machine did not give
    │   ├── FetchRefusedError   an address Parvis does not go to
    │   ├── ForbiddenByRobotsError  a page its site asks machines to leave alone
    │   ├── CredentialsError    a key that is wanted, or was not accepted
    │   ├── NotFoundError       there is nothing at the address, or nothing any more
    │   ├── BadRequestError     the server does not understand what it was asked
    │   ├── TooLargeError       more than was asked for, in bytes
    │   ├── BadAnswerError      an answer that is not what it says it is
    │   └── PassingError        what may succeed later
    │       ├── RateLimitedError    asked too often; it says how long to wait
    │       └── UnavailableError    no answer, or one cut off, after several tries
    ├── KeysError               the store of keys, or the key that opens it
    └── MissingExtraError       an optional part of Parvis that is not installed

A message names the fault, the facts and the way out, in that order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


class ParvisError(Exception):
    """The root of every error raised on purpose; its text is fit to show to a person."""


class InputError(ParvisError):
    """What was given cannot be used as it is."""


class StudyError(InputError):
    """A study file that cannot be run."""


class SourceError(InputError):
    """A file or payload that cannot be read."""

    @classmethod
    def at(cls, path: Path | str, fault: str, way_out: str) -> Self:
        """Build the message from the file, what is wrong with it and what to do.

        >>> print(SourceError.at("posts.csv", "the file is empty", "export it again"))
        posts.csv: the file is empty. What to do: export it again.
        """
        return cls(f"{path}: {fault}. What to do: {way_out}.")


class AmbiguousColumnsError(SourceError):
    """More than one column of an export could hold the same thing.

    Arguments:
        field: what they could hold, as the schema names it.
        candidates: the columns.
    """

    field: str
    candidates: list[str]

    @classmethod
    def of(cls, path: Path | str, field: str, candidates: Sequence[str]) -> Self:
        """Ask by name which of several columns is the one.

        >>> print(AmbiguousColumnsError.of("posts.csv", "text", ["Message", "Body"]))
        posts.csv: several columns could be "text": "Message", "Body". \
What to do: choose one in the study file, for example columns = { text = "Message" }.
        """
        named = ", ".join(f'"{name}"' for name in candidates)
        example = f'columns = {{ {field} = "{candidates[0]}" }}'
        fault = cls.at(
            path,
            f'several columns could be "{field}": {named}',
            f"choose one in the study file, for example {example}",
        )
        fault.field, fault.candidates = field, list(candidates)
        return fault


class NoTextError(SourceError):
    """No column of an export is known to hold what was said."""


class PointedError(InputError):
    """A text that cannot be understood, shown with a caret under the fault.

    Arguments:
        text: the whole text.
        position: offset of the fault, in characters from 0.
        expected: what could have stood there, in words.
        mend: what to do about it.
    """

    def __init__(self, text: str, position: int, *, expected: str, mend: str) -> None:
        self.text, self.position, self.expected, self.mend = text, position, expected, mend
        super().__init__(self._drawn())

    def _drawn(self) -> str:
        """The line of the fault, a caret under it, what was expected, the mend."""
        start = self.text.rfind("\n", 0, self.position) + 1
        line = self.text[start:].partition("\n")[0]
        near = self.position - start
        left = max(0, near - 60)
        window = line[left : near + 20]
        caret = " " * (near - left) + "^"
        return f"{window}\n{caret}\nexpected {self.expected}. What to do: {self.mend}."


class QueryError(PointedError):
    """A query that cannot be understood.

    Arguments:
        text, position, expected, mend: as of any `PointedError`.
        fault: what is wrong, as `perimeter.language.faults` knows it; None where it knows it not.
    """

    def __init__(
        self, text: str, position: int, *, expected: str, mend: str, fault: object = None
    ) -> None:
        self.fault = fault
        super().__init__(text, position, expected=expected, mend=mend)

    @property
    def query(self) -> str:
        """The whole text of the query."""
        return self.text


class FormulaError(PointedError):
    """A formula of a KPI that cannot be understood."""


class UnitError(InputError):
    """Units that cannot be read, or that cannot stand together."""


class MeasureError(InputError):
    """A measure file, or a table it names, that cannot be used."""

    @classmethod
    def of(cls, what: str, fault: str, way_out: str) -> Self:
        """Build the message from the table, what is wrong with it and what to do.

        >>> print(MeasureError.of("costs", "3 rows have no date", "date each cost"))
        costs: 3 rows have no date. What to do: date each cost.
        """
        return cls(f"{what}: {fault}. What to do: {way_out}.")


class RefusedError(MeasureError):
    """A figure that would mislead, with the reason it is not given."""


class PerimeterError(InputError):
    """A perimeter that cannot be read, or a version of it that is not kept."""


class CodebookError(InputError):
    """A codebook, or a sheet of codes, that cannot be used."""


class ListenError(InputError):
    """A listen file, or a source it names, that cannot be used."""

    @classmethod
    def of(cls, what: object, fault: str, way_out: str) -> Self:
        """Build the message from the file, what is wrong and what to do.

        >>> print(ListenError.of("listen.toml", "no [[source]] is named", "name one"))
        listen.toml: no [[source]] is named. What to do: name one.
        """
        return cls(f"{what}: {fault}. What to do: {way_out}.")


class LakeError(InputError):
    """A folder that is no lake, or something that a lake does not hold."""

    @classmethod
    def at(cls, lake: Path | str, fault: str, way_out: str) -> Self:
        """Build the message from the lake, what is wrong and what to do.

        >>> print(LakeError.at("lake", "there is no lake here", "name another folder"))
        lake: there is no lake here. What to do: name another folder.
        """
        return cls(f"{lake}: {fault}. What to do: {way_out}.")


class MissingColumnsError(InputError):
    """A frame without the columns a function needs."""

    @classmethod
    def among(cls, missing: Iterable[str], present: Iterable[str]) -> Self:
        """Name what is missing and what is there.

        >>> print(MissingColumnsError.among(["published_at"], ["text"]))
        missing columns: published_at; the frame has: text.
        """
        return cls(f"missing columns: {', '.join(missing)}; the frame has: {', '.join(present)}.")


class StoreError(ParvisError):
    """What the lake cannot do now, and could do later."""


class LeaseError(StoreError):
    """Another process writes the lake."""

    @classmethod
    def held(cls, lake: Path | str, holder: str) -> Self:
        """Name who writes.

        >>> print(LeaseError.held("lake", "process 41 on desk since 09:00"))
        lake: another writer is at work (process 41 on desk since 09:00). \
What to do: let it finish, or stop it; readers need not wait.
        """
        return cls(
            f"{lake}: another writer is at work ({holder}). "
            "What to do: let it finish, or stop it; readers need not wait."
        )


class DiskFullError(StoreError):
    """There is no room left; what was given waits in memory and is written when there is."""

    @classmethod
    def at(cls, lake: Path | str, waiting: int) -> Self:
        """Say how many rows wait.

        >>> print(DiskFullError.at("lake", 1200))
        lake: no room is left on the disk; 1,200 rows wait in memory and none is lost. \
What to do: make room, then flush again; until then nothing more is taken.
        """
        return cls(
            f"{lake}: no room is left on the disk; {waiting:,} rows wait in memory and none is "
            "lost. What to do: make room, then flush again; until then nothing more is taken."
        )


class FetchError(ParvisError):
    """What another machine did not give.

    Arguments:
        message: the whole message, without any secret.
        status: of the answer, where there was one.
    """

    def __init__(self, message: str, *, status: int | None = None) -> None:
        self.status = status
        super().__init__(message)

    @classmethod
    def at(cls, url: str, fault: str, way_out: str, *, status: int | None = None) -> Self:
        """Build the message from an address without secrets, what is wrong and what to do.

        >>> print(NotFoundError.at("https://a.example/x", "there is nothing here", "look again"))
        https://a.example/x: there is nothing here. What to do: look again.
        """
        return cls(f"{url}: {fault}. What to do: {way_out}.", status=status)


class FetchRefusedError(FetchError):
    """An address Parvis does not go to."""


class ForbiddenByRobotsError(FetchError):
    """A page its site asks machines to leave alone."""


class CredentialsError(FetchError):
    """A key that is wanted, or that was not accepted."""


class NotFoundError(FetchError):
    """There is nothing at the address, or nothing any more."""


class BadRequestError(FetchError):
    """The server does not understand what it was asked."""


class TooLargeError(FetchError):
    """More bytes than were asked for."""


class BadAnswerError(FetchError):
    """An answer that is not what it says it is."""


class PassingError(FetchError):
    """What may succeed later.

    Arguments:
        message: the whole message, without any secret.
        status: of the answer, where there was one.
        wait: seconds after which the server says it may be asked again; None if it does not say.
    """

    def __init__(
        self, message: str, *, status: int | None = None, wait: float | None = None
    ) -> None:
        self.wait = wait
        super().__init__(message, status=status)

    def after(self, wait: float | None) -> Self:
        """Note how long to wait.

        >>> UnavailableError("no answer").after(30.0).wait
        30.0
        """
        self.wait = wait
        return self


class RateLimitedError(PassingError):
    """Asked too often; `wait` says for how many seconds to leave the server alone."""


class UnavailableError(PassingError):
    """No answer, or one cut off."""


class KeysError(ParvisError):
    """The store of keys, or the key that opens it, cannot be used."""

    @classmethod
    def at(cls, place: Path | str, fault: str, way_out: str) -> Self:
        """Build the message from the file, what is wrong and what to do.

        >>> print(KeysError.at("keys.json", "there is no key file", "bring it back"))
        keys.json: there is no key file. What to do: bring it back.
        """
        return cls(f"{place}: {fault}. What to do: {way_out}.")


class MissingExtraError(ParvisError):
    """An optional part of Parvis that is not installed."""

    @classmethod
    def named(cls, extra: str, purpose: str) -> Self:
        """Say what it is for and the line that installs it.

        >>> print(MissingExtraError.named("reports", "PDF reports"))
        PDF reports need the extra "reports". What to do: pip install "parvis[reports]".
        """
        return cls(
            f'{purpose} need the extra "{extra}". What to do: pip install "parvis[{extra}]".'
        )
