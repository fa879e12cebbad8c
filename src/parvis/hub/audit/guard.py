"""Triggers by which the database itself refuses to change or to take out a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_WORDS: Final = "lines of the audit trail are only added"
_ON: Final = {
    "sqlite": [
        f"CREATE TRIGGER audit_line_no_{verb} BEFORE {verb} ON audit_line "
        f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"""CREATE FUNCTION audit_line_only_added() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$""",
        """CREATE TRIGGER audit_line_only_added BEFORE UPDATE OR DELETE ON audit_line
        FOR EACH ROW EXECUTE FUNCTION audit_line_only_added()""",
    ],
}
_OFF: Final = {
    "sqlite": [f"DROP TRIGGER IF EXISTS audit_line_no_{verb}" for verb in ("UPDATE", "DELETE")],
    "postgresql": [
        "DROP TRIGGER IF EXISTS audit_line_only_added ON audit_line",
        "DROP FUNCTION IF EXISTS audit_line_only_added()",
    ],
}


def guard(connection: BaseDatabaseWrapper) -> None:
    """Have the database refuse."""
    _run(connection, _ON)


def unguard(connection: BaseDatabaseWrapper) -> None:
    """Have it refuse no more."""
    _run(connection, _OFF)


def _run(connection: BaseDatabaseWrapper, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
