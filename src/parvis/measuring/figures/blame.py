"""Faults of mathematics, told of the file that they come from."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from parvis.errors import MeasureError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def blaming(file: str) -> Iterator[None]:
    """Name a file in the faults raised inside; what is refused is no fault, and passes.

    Arguments:
        file: as the plan names it.

    >>> with blaming("people.csv"):
    ...     raise MeasureError.of("people", "nobody adopted", "wait")
    Traceback (most recent call last):
    parvis.errors.MeasureError: people.csv: nobody adopted. What to do: wait.
    """
    try:
        yield
    except RefusedError:
        raise
    except MeasureError as error:
        raise MeasureError(f"{file}: {str(error).partition(': ')[2]}") from error
