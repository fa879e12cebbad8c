"""The doorway to compiled loops: numba where numpy has no word for it.

A compiled loop takes arrays and numbers, makes none, touches no Python object, lets other threads
run, and is compiled once for a machine: the result is kept beside the source, or in the user's
cache. Its steps are functions of their own that end up inside it. Importing a loop is free: numba,
half a second and 60 MB, comes with the first call of one.
"""

from __future__ import annotations

from functools import cached_property, update_wrapper
from typing import TYPE_CHECKING, Any, Final, Generic, ParamSpec, TypeAlias, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from numba.core.dispatcher import Dispatcher
    from numba.core.types import Type

Whole: TypeAlias = Any
"""A number of a compiled loop, or a truth value: numba knows its width, mypy need not."""

P = ParamSpec("P")
R = TypeVar("R")

# Without numba's counting of references, which a loop that makes no array does not need and which
# takes two thirds of the time when arrays travel in tuples.
_UNCOUNTED: Final = {"_nrt": False}

# Nor with what would let Python call each piece of a loop, which takes half the time of compiling.
_UNWRAPPED: Final = {**_UNCOUNTED, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


class Loop(Generic[P, R]):
    """A function that is given to numba when it is first called, or asked for by another loop.

    Arguments:
        function: in the part of Python that numba knows.
        options: of its compiling.
    """

    def __init__(self, function: Callable[P, R], **options: bool) -> None:
        update_wrapper(self, function)
        self.function, self._options = function, options

    @cached_property
    def dispatcher(self) -> Dispatcher[Callable[P, R]]:
        """What numba makes of it, which compiles it once for each kind of arguments."""
        from numba import njit

        make = cast("Callable[..., Callable[..., Dispatcher[Callable[P, R]]]]", njit)
        return make(**self._options)(self.function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run it, compiled."""
        return cast("R", self.dispatcher(*args, **kwargs))

    @property
    def _numba_type_(self) -> Type:
        """What numba asks of each name that a loop uses."""
        return cast("Type", getattr(self.dispatcher, "_numba_type_"))  # noqa: B009 - not typed


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a loop on its first call.

    >>> @compiled
    ... def twice(number: int) -> int:
    ...     return 2 * number
    >>> twice(21)
    42
    """
    return Loop(function, nogil=True, cache=_is_in_a_file(function), **_UNCOUNTED)


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
    return Loop(function, forceinline=True, **_UNWRAPPED)


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
    return Loop(function, **_UNWRAPPED)


def _is_in_a_file(function: Callable[..., object]) -> bool:
    """Code typed at a prompt has no file beside which it could be kept."""
    return not function.__code__.co_filename.startswith("<")
