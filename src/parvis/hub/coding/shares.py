"""What coded samples say of shares: on their own pages, and where they put a dashboard right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import polars as pl
from django.utils.translation import gettext as _

from parvis.analyse.coded import CLASSES, Reader, coded_shares
from parvis.codebook.figures import share_figures
from parvis.hub.coding.books import RELEVANCE, RELEVANT, TARGETS, book_of, classes_of
from parvis.hub.coding.frames import agreements, coded
from parvis.hub.coding.scopes import reached, scope_of, speaking, view_of
from parvis.hub.coding.verdicts import number
from parvis.hub.explore.public import Reweighed, mentions, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.hub.coding.books import Asked
    from parvis.hub.coding.models import Sample
    from parvis.hub.common.rights import Rights
    from parvis.hub.explore.public import Filters, Scope

OTHER: Final = "other"
"""What a code is that stands for no class, and a class that no code stands for."""
NEW: Final = 0.05
"""Part of a view that may be of other days, or came after the draw: a sample is silent on more."""
_READ: Final = ("id", "tonality_p", "interaction_p")
SHOWS: Final = {"tone": "tonality", "matrix": "interaction", "volume": RELEVANCE}
"""Which figures of a dashboard say what of mentions."""


def figures(sample: Sample, rights: Rights) -> Iterator[Figure]:
    """Yield the share of each value of the criteria that can be used, over all drawn from."""
    scope = scope_of(sample, rights)
    view = view_of(sample, scope)
    whole = reached(sample, scope, mentions(scope, view, _READ))
    book = book_of(sample.criteria)
    for found in agreements(sample):
        if found.is_usable and whole.height:
            codes = _within(coded(sample, found.criterion), whole)
            yield from share_figures(whole, codes, book.of(found.criterion))


@dataclass(frozen=True, slots=True)
class Shares:
    """What a coded sample says of a view.

    Arguments:
        table: brand, value (a class of the target), share, low, high, mentions, coded.
        query: the call that gives the same.
    """

    table: pl.DataFrame
    query: str

    @property
    def coded(self) -> int:
        """How many mentions of the view were coded."""
        return int(self.table["coded"].max() or 0)  # type: ignore[arg-type]

    def of(self, brand: str | None) -> dict[str, Mapping[str, float]]:
        """Return the known shares of a brand, by value; of all of the view for None."""
        same = pl.col("brand").is_null() if brand is None else pl.col("brand") == brand
        rows = self.table.filter(same, pl.col("share").is_not_null())
        return {row["value"]: row for row in rows.iter_rows(named=True)}


def put(scope: Scope, wanted: Filters, name: str, figures: tuple[Figure, ...]) -> Reweighed | None:
    """Put the shares of a figure right, where a coded sample speaks of its mentions."""
    target = SHOWS.get(name)
    found = shares_of(scope, wanted, target) if target else None
    if found is None or not found.of(None):
        return None
    if name == "tone":
        return _toned(found, figures)
    return Reweighed(figures, _told(found, target or ""))


def shares_of(scope: Scope, wanted: Filters, target: str) -> Shares | None:
    """Return what the newest coded sample says of a view; None where none speaks of it."""
    held = [(one, asked) for one in speaking(scope, wanted) if (asked := _usable(one, target))]
    if not held:
        return None
    whole = mentions(scope, wanted, _READ)
    for sample, asked in held:
        covered = reached(sample, scope, whole)
        if covered.height >= (1 - NEW) * whole.height:
            found = _estimated(sample, asked, covered)
            if found is not None:
                return found
    return None


def _usable(sample: Sample, target: str) -> Asked | None:
    """The criterion that puts a target right, if its coders agreed enough."""
    asked = (one for one in sample.criteria if one["target"] == target)
    return next((one for one in asked if one["name"] in sample.usable), None)


def _estimated(sample: Sample, asked: Asked, whole: pl.DataFrame) -> Shares | None:
    target, stand = asked["target"], classes_of(asked)
    known = [name for name in TARGETS[target] if name in stand.values()]
    rest = [name for name in TARGETS[target] if name not in known]
    values = [*known, OTHER]
    is_read = target in CLASSES and f"{target}_p" in whole.columns
    reader = Reader(target, {OTHER: rest}) if is_read else None
    stands = pl.col("code").replace_strict(stand, default=OTHER)
    codes = _within(coded(sample, asked["name"]), whole).with_columns(
        code=pl.when(pl.col("code").is_not_null()).then(stands)
    )
    if codes["code"].drop_nulls().is_empty():
        return None
    query = f"parvis.analyse.coded.coded_shares(mentions, codes, {values=}, {reader=})"
    return Shares(coded_shares(whole, codes, values=values, reader=reader), query)


def _within(codes: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    return codes.join(whole.select("id").unique(), on="id", how="semi", maintain_order="left")


def _toned(found: Shares, figures: tuple[Figure, ...]) -> Reweighed | None:
    """Each brand's tonality from what people coded, where that is surer than the machine."""
    brands = {str(one.by["brand"]) for one in figures if one.key == "tonality.share"}
    better = {brand: told for brand in brands if _is_surer(told := found.of(brand), figures, brand)}
    if not better:
        return None
    held = tuple(_put_right(one, better, found) for one in figures)
    return Reweighed(held, _put_right_by(found))


def _is_surer(
    told: Mapping[str, Mapping[str, float]], figures: tuple[Figure, ...], brand: str
) -> bool:
    """Whether all three shares are known, with intervals no wider than the machine's together."""
    read = [one for one in figures if one.key == "tonality.share" and one.by["brand"] == brand]
    if not all(str(one.by["tonality"]) in told for one in read):
        return False
    coded = sum(
        told[str(one.by["tonality"])]["high"] - told[str(one.by["tonality"])]["low"] for one in read
    )
    known = [(one.high or 0) - (one.low or 0) for one in read if one.low is not None]
    return not known or coded <= sum(known)


def _put_right(
    figure: Figure, better: Mapping[str, dict[str, Mapping[str, float]]], found: Shares
) -> Figure:
    if figure.key != "tonality.share" or figure.by["brand"] not in better:
        return figure
    row = better[str(figure.by["brand"])][str(figure.by["tonality"])]
    return replace(
        figure, value=row["share"], low=row["low"], high=row["high"], kind="estimated",
        definition=_definition(row), query=found.query,
    )  # fmt: skip


def _definition(row: Mapping[str, float]) -> str:
    text = _(
        "Part of the mentions that people would code so, estimated from %(coded)s that were drawn "
        "by lot and coded of %(mentions)s, and from what the machine read of all of them. The "
        "interval holds the chance of the draw, not disagreement between coders."
    )
    return text % {"coded": row["coded"], "mentions": row["mentions"]}


def _put_right_by(found: Shares) -> str:
    text = _(
        "People put the machine right here: bars and intervals are estimated, with %(n)s mentions "
        "coded by people."
    )
    return text % {"n": found.coded}


def _told(found: Shares, target: str) -> str:
    """The shares in a sentence, the largest first."""
    rows = found.of(None)
    rows.pop(OTHER, None)
    ordered = sorted(rows.items(), key=lambda one: -one[1]["share"])
    told = "; ".join(_said(target, value, row) for value, row in ordered)
    return _("Estimated, with %(n)s mentions coded by people: %(told)s.") % {
        "n": found.coded, "told": told,
    }  # fmt: skip


def _said(target: str, value: str, row: Mapping[str, float]) -> str:
    name = _("relevant") if value == RELEVANT else named(target, value).lower()
    numbers = {key: number(row[key], 0) for key in ("share", "low", "high")}
    return _("%(name)s about %(share)s %% (%(low)s to %(high)s)") % ({"name": name} | numbers)
