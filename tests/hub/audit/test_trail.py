"""The trail: lines are only added, and whatever is done to them is found."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from parvis.hub.audit.guard import unguard
from parvis.hub.audit.models import Line
from parvis.hub.audit.public import record, verify

pytestmark = pytest.mark.django_db


def five() -> None:
    for at in range(5):
        record("test.act", None, path="/1/", about=f"thing:{at}", said="é “x”", n=1.5)


def test_an_untouched_chain_holds_to_its_last_line():
    five()
    verdict = verify()
    assert (verdict.lines, verdict.broken_at) == (5, None)
    assert verdict.mark == Line.objects.get(seq=5).mark


@pytest.mark.parametrize("verb", ["UPDATE audit_line SET act = 'other'", "DELETE FROM audit_line"])
def test_the_database_itself_refuses_to_change_a_line(verb):
    five()
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        connection.cursor().execute(verb)
    assert Line.objects.count() == 5


@pytest.mark.parametrize(
    ("statement", "broken_at", "why"),
    [
        ("UPDATE audit_line SET act = 'other' WHERE seq = 3", 3, "changed"),
        ("UPDATE audit_line SET path = '/2/' WHERE seq = 1", 1, "changed"),
        ("DELETE FROM audit_line WHERE seq = 2", 3, "line 2 is missing"),
        ("DELETE FROM audit_line WHERE seq = 5", 5, "last lines are missing"),
        ("UPDATE audit_line SET previous = mark WHERE seq = 4", 4, "does not follow"),
    ],
)
def test_whatever_is_done_behind_its_back_is_found(statement, broken_at, why):
    five()
    unguard(connection)
    connection.cursor().execute(statement)
    verdict = verify()
    assert verdict.broken_at == broken_at
    assert why in verdict.why


def test_a_line_stands_only_with_what_it_tells_of():
    def act() -> None:
        with transaction.atomic():
            record("test.act", None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert verify().lines == 0
