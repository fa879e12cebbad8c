"""Narwhals frames, kept by an engine where it works on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.frames import enter

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from parvis.engines.engine import Engine
    from parvis.frames import Frame


def settled(frame: Frame, engine: Engine) -> Frame:
    """Return a frame that is worked out, and will not be again.

    Arguments:
        frame: of the engine.
        engine: where it is.

    >>> import polars as pl
    >>> from parvis.engines import Local
    >>> settled(enter(pl.DataFrame({"n": [1]})), Local()).collect().rows()
    [(1,)]
    """
    return enter(engine.settled(frame.to_native()))


def handed(rows: pl.DataFrame, engine: Engine) -> Frame:
    """Return a table of this process as a frame of an engine.

    Arguments:
        rows: of Polars.
        engine: where it goes.

    >>> import polars as pl
    >>> from parvis.engines import Local
    >>> handed(pl.DataFrame({"n": [1]}), Local()).collect().rows()
    [(1,)]
    """
    return enter(engine.handed(rows))


def in_turn(engine: Engine) -> Callable[[Frame], Frame]:
    """Return what works out one round after another; a round reads the one before it alone.

    Arguments:
        engine: where the rounds are.

    >>> import polars as pl
    >>> from parvis.engines import Local
    >>> in_turn(Local())(enter(pl.DataFrame({"n": [1]}))).collect().rows()
    [(1,)]
    """
    settle = engine.in_turn()
    return lambda frame: enter(settle(frame.to_native()))
