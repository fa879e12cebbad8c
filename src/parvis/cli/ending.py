"""How a command ends: what was given and cannot be used is said in words, never as a traceback."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, ParamSpec

import click

from parvis.errors import ParvisError

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")

INPUT_FAULT = 2


def endings(command: Callable[P, None]) -> Callable[P, None]:
    """Turn errors raised on purpose into a message on stderr and exit code 2.

    >>> @endings
    ... def refuse() -> None:
    ...     raise ParvisError("no objective is stated")
    >>> refuse()
    Traceback (most recent call last):
    SystemExit: 2
    """

    @functools.wraps(command)
    def ended(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except ParvisError as error:
            refuse(str(error), *getattr(error, "__notes__", ()))
        except OSError as error:
            refuse(f"{error.filename or 'a file'}: {error.strerror or error}.")

    return ended


def refuse(message: str, *notes: str) -> None:
    """Print the message and its notes on stderr and exit."""
    for line in (message, *notes):
        click.echo(line, err=True)
    sys.exit(INPUT_FAULT)
