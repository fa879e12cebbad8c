"""One small market for all tests of the room, and its posts as plain Python has them."""

from __future__ import annotations

import pytest

from parvis.simulate import Market, market

MENTIONS = 6000


@pytest.fixture(scope="session")
def simulated() -> Market:
    return market(mentions=MENTIONS, seed=7)


@pytest.fixture(scope="session")
def posts(simulated: Market) -> list[dict]:
    return simulated.posts.to_dicts()
