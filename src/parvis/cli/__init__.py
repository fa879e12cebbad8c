"""The command line: thin commands over the library."""

from __future__ import annotations

import gc

gc.set_threshold(100_000, 50, 50)  # loading makes a million objects that all stay

from parvis.cli.main import main  # noqa: E402 - once nothing looks for garbage any more

__all__ = ["main"]
