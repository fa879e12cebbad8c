"""The doorway to compiled loops: numba where numpy has no word for it.

A compiled loop takes arrays and numbers, makes none, touches no Python object, lets other threads
run, and is compiled once for a machine: the result is kept beside the source, or in the user's
cache. Its steps are functions of their own that end up inside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeAlias, TypeVar, cast

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable

Whole: TypeAlias = Any
"""A number of a compiled loop, or a truth value: numba knows its width, mypy need not."""

P = ParamSpec("P")
R = TypeVar("R")

# Without numba's counting of references, which a loop that makes no array does not need and which
# takes two thirds of the time when arrays travel in tuples.
_UNCOUNTED: Final[dict[str, Any]] = {"_nrt": False}

# Nor with what would let Python call each piece of a loop, which takes half the time of compiling.
_UNWRAPPED: Final = {**_UNCOUNTED, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a loop on its first call.

    >>> @compiled
    ... def twice(number: int) -> int:
    ...     return 2 * number
    >>> twice(21)
    42
    """
    make = njit(nogil=True, cache=_is_in_a_file(function), **_UNCOUNTED)
    return cast("Callable[P, R]", make(function))


def step(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function that compiled loops hold inside them; only they may call it.

    >>> @step
    ... def next_of(number: int) -> int:
    ...     return number + 1
    >>> @compiled
    ... def after_next_of(number: int) -> int:
    ...     return next_of(next_of(number))
    >>> after_next_of(40)
    42
    """
    return cast("Callable[P, R]", njit(forceinline=True, **_UNWRAPPED)(function))


def part(function: Callable[P, R]) -> Callable[P, R]:
    """Make a larger function that compiled loops call; only they may call it.

    >>> @part
    ... def before(number: int) -> int:
    ...     return number - 1
    >>> @compiled
    ... def long_before(number: int) -> int:
    ...     return before(before(number))
    >>> long_before(44)
    42
    """
    return cast("Callable[P, R]", njit(**_UNWRAPPED)(function))


def _is_in_a_file(function: Callable[..., object]) -> bool:
    """Code typed at a prompt has no file beside which it could be kept."""
    return not function.__code__.co_filename.startswith("<")
