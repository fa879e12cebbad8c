"""A source is tried for real by the worker, so that nobody waits for it; nothing of it is kept."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import secrets
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings as deployment
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.listening import keeping
from parvis.hub.listening.allowing import allowed, require_owner
from parvis.hub.listening.models import Source, Trial
from parvis.hub.work.services import queue

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.listening.allowing import Settings
    from parvis.hub.organisation.public import Unit

KEPT: Final = dt.timedelta(days=1)
MOST: Final = 3
"""Trials of one person that may be under way."""
KEY: Final = "trial-"
"""How the names of keys begin that are kept for a trial and no longer."""


@transaction.atomic
def try_source(by: Actor, source: Source) -> Trial:
    """Have a source be tried as it is, with its key.

    Raises:
        ForbiddenError: `by` may not change what is listened to at its unit.
        RefusedError: it cannot be asked, or too many are being tried.
    """
    require(by.rights, Act.LISTEN, source.unit.path)
    key = str(source.settings.get("key") or "")
    told = {"kind": source.kind, "settings": source.settings, "source": source}
    return _begun(by, source.unit, key, **told)


@transaction.atomic
def try_settings(
    by: Actor, unit: Unit, *, kind: str, settings: Settings, secret: str = ""
) -> Trial:
    """Have a source be tried before it is added.

    Arguments:
        by: who wants to know.
        unit: that it would be of.
        kind: of the source.
        settings: by name, or as a listen file has them.
        secret: its key, kept sealed until it was tried.

    Raises:
        ForbiddenError, RefusedError: as `services.add_source`, and `try_source`.
    """
    said = allowed(by, unit, kind, settings)
    if not secret:
        return _begun(by, unit, str(said.get("key") or ""), kind=kind, settings=said)
    require_owner(by, unit)
    key = KEY + secrets.token_hex(8)
    begun = _begun(by, unit, key, kind=kind, settings=said | {"key": key})
    keeping.keep(key, secret, None)
    return begun


def _begun(by: Actor, unit: Unit, key: str, **told: Any) -> Trial:
    if told["kind"] == "webhook":
        way_out = _("A webhook cannot be asked: send something to it, and see whether it comes.")
        raise RefusedError(way_out, code="webhook")
    since = timezone.now() - dt.timedelta(minutes=1)
    if Trial.objects.filter(by=by.person, done_at=None, made_at__gt=since).count() >= MOST:
        raise RefusedError(_("Others are being tried. Wait until they are done."), code="busy")
    trial = Trial.objects.create(unit=unit, by=by.person, key=key, **told)
    queue("listening.try", trial=trial.pk)
    return trial


def try_out(trial: Trial) -> None:
    """Try what is to be tried, and keep what came of it; for the worker."""
    from parvis.errors import ParvisError
    from parvis.live.plan import heard_of
    from parvis.live.trying import Tried, try_source

    try:
        heard = heard_of({**trial.settings, "name": "source", "kind": trial.kind})
        secret = keeping.secret(trial.key) if trial.key else None
        folder = str(deployment.ENVIRONMENT.home / "files")
        tried = asyncio.run(try_source(heard, secret=secret, folder=folder))
    except ParvisError as fault:
        tried = Tried(fault=str(fault))
    told = dataclasses.asdict(tried) | {"newest": tried.newest and tried.newest.isoformat()}
    Trial.objects.filter(pk=trial.pk).update(told=told, done_at=timezone.now())
    if trial.key.startswith(KEY):
        keeping.forget(trial.key)


def forget() -> None:
    """Take out trials of yesterday, and keys that were kept for them."""
    Trial.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    for one in keeping.all_known():
        if one.name.startswith(KEY) and timezone.now() - one.since > KEPT:
            keeping.forget(one.name)
