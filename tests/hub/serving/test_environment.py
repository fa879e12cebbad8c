"""The environment of a deployment: read once, refused where it cannot be meant."""

from __future__ import annotations

import stat

import pytest

from parvis.hub.common.environment import Environment
from parvis.hub.common.errors import DeploymentError


def read(tmp_path, **said):
    return Environment.read({"PARVIS_HOME": str(tmp_path / "home"), **said})


def test_a_fresh_machine_needs_to_say_nothing(tmp_path):
    told = read(tmp_path)
    assert told.database["NAME"].endswith("home/hub.sqlite3")
    assert told.lake == tmp_path / "home" / "lake"
    assert not told.is_secure


def test_the_secret_is_made_once_and_read_by_its_owner_alone(tmp_path):
    first, second = read(tmp_path), read(tmp_path)
    assert first.secret == second.secret
    assert len(first.secret) >= 50
    mode = stat.S_IMODE((tmp_path / "home" / "secret").stat().st_mode)
    assert mode == 0o600


def test_a_database_by_its_address(tmp_path):
    told = read(tmp_path, DATABASE_URL="postgresql://an%40ne:p%2Fw@db:5433/parvis?sslmode=require")
    kept = {"NAME": "parvis", "USER": "an@ne", "PASSWORD": "p/w", "HOST": "db", "PORT": "5433"}
    assert kept.items() <= told.database.items()
    assert told.database["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PARVIS_ADDRESS", "parvis.example.org"),
        ("PARVIS_ADDRESS", "https://example.org/under"),
        ("DATABASE_URL", "mysql://secret@db/x"),
        ("PARVIS_MAIL", "http://mail"),
        ("PARVIS_PROXIES", "two"),
        ("PARVIS_OIDC_URL", "https://login.example.org"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_way_out_and_no_secret(tmp_path, name, value):
    with pytest.raises(DeploymentError, match="What to do") as fault:
        read(tmp_path, **{name: value})
    assert "secret@" not in str(fault.value)
