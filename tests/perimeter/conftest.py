"""What the tests of the perimeter share, and how many conformance cases each operator has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import settings

from tests.perimeter.conformance import cases

if TYPE_CHECKING:
    import pytest

# Compiled loops take seconds the first time.
settings.register_profile("perimeter", deadline=None)
settings.load_profile("perimeter")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many conformance cases each operator has."""
    counts = Counter(case.operator for case in cases())
    said = ", ".join(f"{operator} {count}" for operator, count in counts.items())
    terminalreporter.write_line(f"conformance: {counts.total()} cases ({said})")
