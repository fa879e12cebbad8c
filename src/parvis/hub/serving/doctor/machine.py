"""What the machine itself gives: a secret that is one, a clock that is right, room on the disk."""

from __future__ import annotations

import datetime as dt
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from parvis.hub.audit.models import Line
from parvis.hub.serving.doctor.finding import Finding, broken, doubtful, well

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.common.environment import Environment

SHORTEST: Final = 50
LEAST: Final = 1 << 30
SCARCE: Final = 0.1
OFF: Final = 5.0


def secret(environment: Environment) -> Iterator[Finding]:
    """Look whether sessions and links are signed by something that nobody can guess or read."""
    held = environment.secret
    if len(held) < SHORTEST or len(set(held)) < 10:
        mend = _(
            "Take PARVIS_SECRET out, so that one is made, or put 50 random characters there:"
            " everybody signs in again."
        )
        yield broken("secret", _("The secret is short enough to be guessed."), mend)
        return
    file = environment.home / "secret"
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        fact = _("%(file)s can be read by others on this machine.") % {"file": file}
        yield broken("secret", fact, f"chmod 600 {file}")
        return
    yield well("secret", _("The secret is long, and its owner's alone."))


def clock(environment: Environment, *, is_ready: bool) -> Iterator[Finding]:
    """Hold the clock against that of the disk, of the database, and what was written already."""
    for whose, theirs in _others(environment, is_ready=is_ready):
        seconds = (theirs - dt.datetime.now(dt.UTC)).total_seconds()
        if seconds > OFF or (seconds < -OFF and whose != "trail"):
            told = {"seconds": abs(round(seconds)), "whose": _whose(whose)}
            fact = _("This clock and that of %(whose)s are %(seconds)d s apart.") % told
            mend = _("Have both machines keep the time by NTP (timedatectl set-ntp true).")
            yield broken("clock", fact, mend)
            return
    yield well("clock", _("The clock agrees with the disk and with what was written."))


def _others(environment: Environment, *, is_ready: bool) -> Iterator[tuple[str, dt.datetime]]:
    with tempfile.NamedTemporaryFile(dir=environment.home) as file:
        yield "disk", dt.datetime.fromtimestamp(Path(file.name).stat().st_mtime, dt.UTC)
    if not is_ready:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            yield "database", cursor.fetchone()[0]
    last = Line.objects.aggregate(last=Max("at"))["last"]
    if last is not None:
        yield "trail", last


def _whose(name: str) -> str:
    return {"disk": _("the disk"), "database": _("the database"), "trail": _("the trail")}[name]


def disk(environment: Environment) -> Iterator[Finding]:
    """Look how much room is left where the hub and its mentions lie."""
    places = {environment.home.stat().st_dev: environment.home}
    if environment.lake.exists():
        places[environment.lake.stat().st_dev] = environment.lake
    for place in places.values():
        usage = shutil.disk_usage(place)
        told = {"free": f"{usage.free / 1e9:.1f}", "place": place}
        fact = _("%(free)s GB are free at %(place)s.") % told
        mend = _("Free some room, or move the folder to a larger disk.")
        if usage.free < LEAST:
            yield broken("disk", fact, mend)
        elif usage.free < SCARCE * usage.total:
            yield doubtful("disk", fact, mend)
        else:
            yield well("disk", fact)
