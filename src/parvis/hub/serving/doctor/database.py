"""Whether the database answers, has the newest tables, and keeps what is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from parvis.hub.serving.doctor.finding import Finding, broken, well

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.common.environment import Environment


def database(environment: Environment) -> Iterator[Finding]:
    """Look at the database.

    Arguments:
        environment: of the deployment.
    """
    try:
        connection.ensure_connection()
        pending = _pending()
    except DatabaseError as fault:
        text = _("The database does not answer: %(why)s")
        mend = _("Start it, and look at DATABASE_URL: user, password, host, name.")
        yield broken("database", text % {"why": str(fault).strip()}, mend)
        return
    yield well("database", _("The database answers: %(which)s.") % {"which": _which()})
    yield _tables(pending)
    if not pending:
        yield _sound(environment) if connection.vendor == "sqlite" else _ordered()


def _pending() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _which() -> str:
    number = ".".join(str(part) for part in connection.get_database_version())
    return f"{connection.display_name} {number}"


def _tables(pending: int) -> Finding:
    if not pending:
        return well("tables", _("Its tables are those of this version."))
    fact = _("%(n)d changes of its tables are not made yet.") % {"n": pending}
    return broken("tables", fact, "parvis hub prepare")


def _sound(environment: Environment) -> Finding:
    """Of SQLite: readers do not wait for who writes, and no page of it is damaged."""
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        sound = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    if sound != "ok":
        fact = _("The database is damaged: %(why)s") % {"why": sound}
        return broken("soundness", fact, "parvis hub restore BACKUP --home NEW")
    if mode != "wal":
        fact = _("The database keeps no write-ahead log (%(mode)s).") % {"mode": mode}
        mend = _("Move %(home)s to a disk of this machine: folders over a network cannot.")
        return broken("soundness", fact, mend % {"home": environment.home})
    return well("soundness", _("It is sound, and keeps a write-ahead log."))


def _ordered() -> Finding:
    """Of PostgreSQL: paths of units compare byte by byte, else branches of the tree would leak."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'path'"
            " AND table_schema = current_schema() AND collation_name IS DISTINCT FROM 'C'"
            " AND table_name IN ('organisation_unit', 'audit_line')"
        )
        wrong = [row[0] for row in cursor.fetchall()]
    if wrong:
        fact = _("Paths are not compared byte by byte in: %(tables)s.")
        return broken("soundness", fact % {"tables": ", ".join(wrong)}, _MEND % wrong[0])
    return well("soundness", _("Paths of units are compared byte by byte."))


_MEND = 'ALTER TABLE %s ALTER COLUMN path TYPE varchar(255) COLLATE "C"'
