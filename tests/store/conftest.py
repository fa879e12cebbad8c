from __future__ import annotations

import pytest

from parvis.store import DeltaLake


@pytest.fixture
def lake(tmp_path):
    return DeltaLake.create(tmp_path / "lake")
