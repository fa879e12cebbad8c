"""A codebook: what people are asked of each mention, and the values they may answer with."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from parvis.analyse.coded import Reader
from parvis.errors import CodebookError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Level = Literal["nominal", "ordinal", "interval"]

EXAMPLE = """\
name = "How people speak of us"

[[criterion]]
name = "tonality"
question = "In what tone does the author speak of the brand?"
reads = "tonality"
rules = [
    "Code what is said, not what you think of it.",
    "A question without a complaint is neutral.",
]

[[criterion.value]]
code = "negative"
means = "Blame, disappointment, a problem, irony at the brand's expense."
examples = ["Three hours on hold, nobody answers", "Oh great, another outage"]

[[criterion.value]]
code = "neutral"
means = "A fact, a question, or praise and blame in balance."
examples = ["Does the app work abroad?"]

[[criterion.value]]
code = "positive"
means = "Praise, thanks, pleasure."
examples = ["Thanks for the quick help!"]

[[criterion]]
name = "complaint"
question = "Does the author complain to or about the brand?"
reads = "interaction"

[[criterion.value]]
code = "yes"
means = "Something is not as it should be, and the author says so."
examples = ["My parcel still has not arrived"]
read = ["complaint"]

[[criterion.value]]
code = "no"
means = "Anything else, questions and requests included."
examples = ["Where is my parcel?"]
"""

_COPY_THIS = "What to do: start from this one.\n\n" + EXAMPLE
_NAME = r"[a-z][a-z0-9_]{0,62}"
_TAKEN = ("id", "text", "brands", "stratum", "inclusion")


class CodeValue(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A value a mention may be given.

    Arguments:
        code: what coders write.
        means: when it is given, in a sentence.
        examples: mentions that have it.
        read: the classes of the machine's reader that mean it; that of its own name by default.
    """

    code: str
    means: str
    examples: list[str] = msgspec.field(default_factory=list)
    read: list[str] | None = None


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One question asked of every mention.

    Arguments:
        name: of the column in the sheets: small letters, digits and _.
        question: what coders answer.
        value: the answers; in their order where the level is ordinal.
        level: nominal (kinds), ordinal (an order), interval (numbers, whose differences count).
        reads: tonality or interaction, where the machine reads the same.
        rules: what settles doubtful cases.
    """

    name: str
    question: str
    value: list[CodeValue] = msgspec.field(default_factory=list)
    level: Level = "nominal"
    reads: str | None = None
    rules: list[str] = msgspec.field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """Its values in their order; none where any number may be written.

        >>> parse(EXAMPLE).of("complaint").codes
        ['yes', 'no']
        """
        return [value.code for value in self.value]

    @property
    def reader(self) -> Reader | None:
        """What of the machine's reading stands for its values."""
        if self.reads is None:
            return None
        return Reader(self.reads, {v.code: v.read for v in self.value if v.read is not None})

    def understood(self, written: str) -> str | None:
        """Return the value meant by what a coder wrote; None where there is none such.

        Capitals and spaces around do not count.

        >>> parse(EXAMPLE).of("complaint").understood(" Yes "), EXAMPLE.count("maybe")
        ('yes', 0)
        """
        plain = written.strip().casefold()
        if self.value:
            return next((code for code in self.codes if code.casefold() == plain), None)
        number = plain.replace(",", ".", 1)
        return f"{float(number):g}" if _is_number(number) else None


class Codebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole codebook, checked.

    Arguments:
        criterion: what is asked, in the order of the sheets.
        name: what people call it.
    """

    criterion: list[Criterion]
    name: str = ""

    @property
    def names(self) -> list[str]:
        """The names of its criteria."""
        return [criterion.name for criterion in self.criterion]

    def of(self, name: str) -> Criterion:
        """Return a criterion by its name.

        Raises:
            CodebookError: there is none such.

        >>> parse(EXAMPLE).of("tonality").reads
        'tonality'
        """
        for criterion in self.criterion:
            if criterion.name == name:
                return criterion
        named = ", ".join(self.names)
        fault = f"the codebook has no criterion {name!r}"
        raise CodebookError(f"{fault}. What to do: write one of {named}.")


def load(path: Path | str) -> Codebook:
    """Read a codebook file.

    Raises:
        CodebookError: it is not UTF-8 or TOML, or a criterion cannot be coded.
        OSError: it cannot be read.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "codebook.toml")
    >>> _ = file.write_text(EXAMPLE)
    >>> load(file).names
    ['tonality', 'complaint']
    """
    try:
        return parse(Path(path).read_text("utf-8-sig"), name=str(path))
    except UnicodeDecodeError as error:
        fault = f"{path}: not UTF-8. What to do: save the codebook as UTF-8."
        raise CodebookError(fault) from error


def parse(text: str, *, name: str = "the codebook") -> Codebook:
    """Read the text of a codebook; `load` says what it raises.

    >>> parse(EXAMPLE).name
    'How people speak of us'
    """
    try:
        book = msgspec.convert(tomllib.loads(text), Codebook)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CodebookError(f"{name}: no codebook: {error}.\n{_COPY_THIS}") from error
    return checked(book, name=name)


def checked(book: Codebook, *, name: str = "the codebook") -> Codebook:
    """Return a codebook that was put together otherwise than from its text, if it can be coded.

    Raises:
        CodebookError: a criterion cannot be coded.

    >>> checked(Codebook([]))
    Traceback (most recent call last):
    parvis.errors.CodebookError: the codebook: no [[criterion]] is named. What to do: name one \
with its values.
    """
    for fault in _faults(book):
        raise CodebookError(f"{name}: {fault}.")
    return book


def _faults(book: Codebook) -> Iterator[str]:
    """Say what is lacking or stands twice, each with the way out."""
    if not book.criterion:
        yield "no [[criterion]] is named. What to do: name one with its values"
    for twice in _repeated(book.names):
        yield f"two criteria are called {twice!r}. What to do: give each its own name"
    for criterion in book.criterion:
        for fault in _faults_of(criterion):
            yield f"in the criterion {criterion.name!r}: {fault}"


def _faults_of(criterion: Criterion) -> Iterator[str]:
    if not re.fullmatch(_NAME, criterion.name) or criterion.name in _TAKEN:
        taken = ", ".join(_TAKEN)
        yield f"no name of a column. What to do: write small letters, digits and _; not {taken}"
    if len(criterion.value) < 2 and not (criterion.level == "interval" and not criterion.value):
        yield "fewer than two values. What to do: add another [[criterion.value]]"
    for twice in _repeated([code.strip().casefold() for code in criterion.codes]):
        yield f"the value {twice!r} stands twice. What to do: take one away"
    yield from _faults_of_values(criterion)
    try:
        _ = criterion.reader
    except InputError as error:
        yield str(error).rstrip(".")


def _faults_of_values(criterion: Criterion) -> Iterator[str]:
    for code in criterion.codes:
        if not code.strip() or code != code.strip():
            yield f"the value {code!r} is blank or has spaces around. What to do: write one word"
        if criterion.level == "interval" and not _is_number(code):
            yield f"{code!r} is no number. What to do: write numbers, or level = 'ordinal'"
    classes = [name for value in criterion.value for name in value.read or []]
    for twice in _repeated(classes):
        yield f"{twice!r} is read as two values. What to do: leave it to one"


def _repeated(names: Sequence[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
