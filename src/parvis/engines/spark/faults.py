"""What a cluster says when a study fails on it, in a sentence."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pyspark.errors import PySparkException

from parvis.errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRACED: Final = "Traceback (most recent call last):"


@contextmanager
def said_of(master: str) -> Iterator[None]:
    """Turn what a cluster raises in the middle of a study into an error fit to show.

    Raises:
        StudyError: the cluster failed.

    >>> with said_of("sail"):  # doctest: +ELLIPSIS
    ...     raise PySparkException("No space left on device")
    Traceback (most recent call last):
    parvis.errors.StudyError: the study cannot go on at sail: No space left on device. What to ...
    """
    try:
        yield
    except PySparkException as fault:
        raise StudyError(
            f"the study cannot go on at {master}: {cause(str(fault))}. What to do: see "
            '"Where it goes wrong" in docs/how-to/spark.md, and the cluster\'s log.'
        ) from fault


def cause(message: str) -> str:
    """Return the line that matters of what Spark prints: a task's own error, or the first.

    >>> cause(f"Job aborted: {_TRACED}{chr(10)}  File x{chr(10)}KeyError: 'a'")
    "KeyError: 'a'"
    """
    lines = message.strip().splitlines() or ["it does not say why"]
    traced = [number for number, line in enumerate(lines) if line.endswith(_TRACED)]
    raised = [line for line in lines[traced[0] + 1 :] if line[:1].strip()] if traced else []
    return (raised or lines)[0].rstrip(".")
