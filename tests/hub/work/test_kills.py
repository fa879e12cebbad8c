"""Workers that are killed in the middle of a job: none is lost, none is done twice."""

from __future__ import annotations

import pytest

from tests.hub.work.killing import kill_often

pytestmark = [pytest.mark.django_db, pytest.mark.long]  # its processes ask for it


def test_kills_lose_no_job_and_do_none_twice(tmp_path):
    told = kill_often(tmp_path, kills=6, jobs=90)
    assert (told["effects"], told["often"]) == (90, 0)
    assert (told["done"], told["open"]) == (90, 0)
    assert told["again"] > 0, "no worker was killed in the middle of a job"
