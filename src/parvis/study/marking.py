"""Every mark of a mention, in the order of the loop, and how far each step must see."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from parvis import enrich, perimeter
from parvis.engines.engine import PLACE
from parvis.enrich.reading import How
from parvis.filter import detect_language, group_duplicates, keep, mark_coordination, mark_spam
from parvis.filter.apart import groups_of
from parvis.filter.templates import heard_of, templates_of
from parvis.frames import enter, how_many
from parvis.normalise.identity import drop_repeats
from parvis.schema import COLUMNS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.engines import Engine
    from parvis.perimeter import Brand, Theme
    from parvis.study.plan import Plan

_ACTS = (PLACE, "id", "author", "published_at", "time_confidence", "duplicate_group", "is_template")
_TEXTS = (PLACE, "id", "text", "published_at")
_MARKS = ("coordinated_group", "coordinated_reason")


@dataclass(frozen=True, kw_only=True)
class Marks:
    """By what mentions are marked; it travels to wherever they lie.

    Arguments:
        brands, themes: of the perimeter.
        languages: to keep; all when empty.
        since, until: first and last instant to keep.
        how: by what tonality is read.
    """

    brands: Sequence[Brand]
    themes: Sequence[Theme] = ()
    languages: Sequence[str] = ()
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    how: How = field(default_factory=lambda: How(tier="fast"))

    @classmethod
    def of(cls, plan: Plan) -> Marks:
        """Return by what a study file has mentions marked."""
        since, until = plan.bounds()
        words = enrich.load_words(Path(plan.folder, plan.words)) if plan.words else None
        return cls(
            brands=plan.brands(),
            themes=plan.themes(),
            languages=plan.languages,
            since=since,
            until=until,
            how=How(tier=plan.tier, words=words),
        )

    def named(self, mentions: pl.DataFrame) -> pl.DataFrame:
        """Mark of what each mention speaks, by its words alone."""
        return perimeter.mark_themes(perimeter.mark(mentions, self.brands), self.themes)

    def judged(self, mentions: pl.DataFrame) -> pl.DataFrame:
        """Mark what counts, of all that an account says of a group of near-duplicates."""
        return keep(
            mark_spam(mentions), languages=self.languages, since=self.since, until=self.until
        )

    def read(self, mentions: pl.DataFrame) -> pl.DataFrame:
        """Read tonality and interaction of each mention, towards each brand."""
        names = self._names()
        found = enrich.read(mentions, **self.how)
        return enrich.read_towards(found, names, about="brands", **self.how)

    def _names(self) -> Mapping[str, Sequence[str]]:
        return {brand.name: brand.names for brand in self.brands}


def mark(
    parts: Sequence[IntoFrame], marks: Marks, engine: Engine, step: Callable[[str], None]
) -> tuple[IntoFrame, int]:
    """Mark every mention: brands, language, near-duplicates, kept or not, tonality.

    Arguments:
        parts: the mentions of each source.
        marks: by what.
        engine: where.
        step: called with the name of each step as it begins.

    Returns: the mentions with all marks, a frame of the engine; how many rows were dropped because
        they repeat another.
    """
    given = engine.gathered(parts)
    once = engine.together(given, nw.coalesce("edit_of", "id"), _without_repeats)
    step("match")
    found = engine.each(once, marks.named)
    step("language")
    found = engine.settled(engine.each(found, detect_language))
    repeated = how_many(given) - how_many(found)
    step("duplicates")
    groups, templates = _groups(found, engine), _templates(found, engine)
    found = engine.beside(engine.beside(found, templates), groups)
    found = engine.together(found, _whose(), marks.judged)
    step("tonality")
    found = engine.settled(engine.each(found, marks.read))
    return engine.settled(_ordered(_coordinated(found, engine)), "mentions"), repeated


def _ordered(mentions: IntoFrame) -> IntoFrame:
    """The columns as the schema orders them."""
    there = enter(mentions).collect_schema().names()
    names = [name for name in COLUMNS if name in there]
    further = [name for name in there if name not in COLUMNS and name != PLACE]
    found: IntoFrame = enter(mentions).select(*names, *further).to_native()
    return found


def _without_repeats(mentions: pl.DataFrame) -> pl.DataFrame:
    return drop_repeats(mentions)[0]


def _templates(mentions: IntoFrame, engine: Engine) -> IntoFrame:
    """The templates of support accounts, told from all that an account says and hears."""
    return engine.together(engine.each(mentions, heard_of), nw.col("author"), templates_of)


def _groups(mentions: IntoFrame, engine: Engine) -> IntoFrame:
    """The groups of near-duplicates, found by texts alone."""
    texts = enter(mentions).select(*_TEXTS).to_native()
    return engine.over_all(texts, _groups_at_once, groups_of)


def _groups_at_once(texts: pl.DataFrame) -> pl.DataFrame:
    found = group_duplicates(texts)
    return found.select(PLACE, "duplicate_group", "duplicate_of", "duplicate_reason")


def _whose() -> nw.Expr:
    """Whose copies: what one account says again and again is judged together, others alone."""
    is_copy = ~nw.col("duplicate_group").is_null()
    return nw.when(is_copy).then(nw.coalesce("author", "id")).otherwise(nw.col("id"))


def _coordinated(mentions: IntoFrame, engine: Engine) -> IntoFrame:
    """What accounts post together: chance is drawn over all copies at once, so one task sees them.

    It sees who posted which copy when, and no text.
    """
    copies = enter(mentions).filter(~nw.col("duplicate_group").is_null()).select(*_ACTS)
    return engine.beside(
        mentions, engine.together(copies.to_native(), nw.lit(0), _coordinated_copies)
    )


def _coordinated_copies(copies: pl.DataFrame) -> pl.DataFrame:
    found = mark_coordination(copies.with_columns(text=pl.lit("")))
    return found.select(PLACE, *_MARKS).drop_nulls("coordinated_group")
