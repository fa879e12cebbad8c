"""Acts and faults of accounts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ACTS: Final[dict[str, _StrPromise]] = {
    "accounts.added": _("added the account %(name)s"),
    "accounts.changed": _("changed the account %(name)s"),
    "accounts.activated": _("activated the account %(name)s"),
    "accounts.retired": _("retired the account %(name)s"),
    "accounts.why": _("said again why %(name)s is there"),
    "accounts.imported": _("imported accounts from a file: %(new)s new, %(changed)s changed"),
    "accounts.absent": _("told an absence from %(first)s to %(last)s"),
    "accounts.back": _("took an absence back"),
}
FAULTS: Final[dict[str, _StrPromise]] = {
    "no_primary": _("nobody is named to answer there"),
    "no_backup": _("nobody is named as backup"),
    "one_person": _("the same person is named twice"),
    "primary_gone": _("who answers there may not answer any more"),
    "backup_gone": _("the backup may not answer any more"),
    "no_objective": _("it serves no live objective"),
    "why_due": _("why it is there is to be answered again"),
    "nobody_here": _("both who answer there are absent today"),
}
