"""The page on the API, asked as it stands of a hub that is served."""

from __future__ import annotations

import doctest
import shutil

import pytest

from parvis.hub.common.acts import Act
from parvis.hub.organisation.keys import make_key
from tests.docs.test_how_to import HUBS, commands, run


@pytest.mark.django_db(transaction=True, reset_sequences=True)
@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl to ask with")
def test_its_commands_print_what_it_says(org, goals, live_server, tmp_path, monkeypatch):
    by = org.actor("analyst", "volcan")
    key = make_key(by, org.volcan, name="Walk", acts=[Act.DECIDE, Act.LISTEN])[1]
    for name, value in {"HUB": live_server.url, "KEY": key, "ME": str(by.person.pk)}.items():
        monkeypatch.setenv(name, value)
    is_like = doctest.OutputChecker().check_output
    listed = commands(HUBS[0])
    assert len(listed) > 9
    for command, said in listed:
        printed = run(command, tmp_path)
        goals.reckon()
        assert is_like(said.strip(), printed.strip(), doctest.ELLIPSIS), f"$ {command}\n{printed}"
