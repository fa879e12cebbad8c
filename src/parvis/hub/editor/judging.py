"""Some of what a perimeter finds is read: relevant or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.editor.models import Judgement
from parvis.hub.editor.quoting import Quote, quote
from parvis.hub.editor.recent import recent
from parvis.hub.editor.trying import attempt
from parvis.perimeter.language.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.hub.common.asking import Actor
    from parvis.hub.common.rights import Rights
    from parvis.hub.listening.public import Perimeter

DRAWN: Final = 20


def draw(perimeter: Perimeter, rights: Rights) -> list[Quote]:
    """Draw by lot some of the mentions that it finds, which nobody has judged yet.

    Arguments:
        perimeter: whose query finds them.
        rights: of who reads.
    """
    said = recent()
    if said is None or not said.pieces:
        return []
    query = parse(perimeter.query)
    trial = attempt(said, [query], rights)
    held = Judgement.objects.filter(perimeter=perimeter).values_list("mention", flat=True)
    known = pl.Series(list(held), dtype=pl.String)
    marks = [
        found & ~piece.mentions["id"].is_in(known.implode())
        for piece, found in zip(trial.pieces, trial.found(), strict=True)
    ]
    return [quote(row, query) for row in trial.some(marks, DRAWN)]


@transaction.atomic
def judge(by: Actor, perimeter: Perimeter, said: Mapping[str, bool]) -> int:
    """Keep what somebody said of mentions; return of how many.

    Arguments:
        by: who says so.
        perimeter: that finds them.
        said: whether each is relevant, by id.

    Raises:
        ForbiddenError: `by` may not change what is listened to at its unit.
        RefusedError: nothing is said, or nothing of what was found.
    """
    require(by.rights, Act.LISTEN, perimeter.unit.path)
    rows = list(_found(perimeter, by.rights, said))
    if not rows:
        raise RefusedError(_("Say of one mention at least whether it is relevant."), code="none")
    for row in rows:
        Judgement.objects.update_or_create(
            perimeter=perimeter, mention=row["id"], by=by.person,
            defaults={
                "is_relevant": said[row["id"]], "version": perimeter.version,
                "said_on": localtime(row["published_at"]).date(),
            },
        )  # fmt: skip
    record(
        "listening.perimeter.judged", by.person, path=perimeter.unit.path,
        about=f"perimeter:{perimeter.pk}", name=perimeter.name, count=len(rows),
    )  # fmt: skip
    return len(rows)


def _found(
    perimeter: Perimeter, rights: Rights, said: Mapping[str, bool]
) -> Iterator[dict[str, Any]]:
    """The mentions that are spoken of, as far as the perimeter finds them."""
    held = recent()
    if held is None or not said:
        return
    trial = attempt(held, [parse(perimeter.query)], rights)
    ids = pl.Series(list(said), dtype=pl.String).implode()
    for piece, found in zip(trial.pieces, trial.found(), strict=True):
        rows = piece.mentions.filter(found).select("id", "published_at")
        yield from rows.filter(pl.col("id").is_in(ids)).iter_rows(named=True)
