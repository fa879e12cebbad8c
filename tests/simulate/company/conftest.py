"""One company, measured once, for all tests of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from parvis import measuring
from parvis.simulate import company

if TYPE_CHECKING:
    from parvis.simulate.company import Company


@pytest.fixture(scope="session")
def made() -> Company:
    return company.company(seed=7)


@pytest.fixture(scope="session")
def figures(made, tmp_path_factory) -> list[dict]:
    folder = tmp_path_factory.mktemp("company")
    company.write(made, folder)
    return [figure.as_dict() for figure in measuring.run(folder / "measure.toml").figures]
