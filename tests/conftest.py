"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared real data beside the project; only tests marked `shared` ask for it."""
    return ROOT.parent / "shared" / "data"
