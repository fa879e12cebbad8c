"""Near-duplicates on an engine whose mentions no process sees together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from parvis.engines.engine import PLACE
from parvis.engines.settling import settled
from parvis.filter.apart.families import families
from parvis.filter.apart.leading import leaders_of
from parvis.filter.apart.meeting import ORDER, pairs_of
from parvis.filter.apart.sharing import what_is_shared
from parvis.filter.duplicates import reason_of
from parvis.filter.grouping import COPIES, LEADS
from parvis.frames import distinct, enter

if TYPE_CHECKING:
    import polars as pl
    from narwhals.stable.v2.typing import IntoFrame

    from parvis.engines.engine import Engine, Step
    from parvis.frames import Frame


def groups_of(texts: IntoFrame, engine: Engine) -> IntoFrame:
    """Return the marks of `parvis.filter.group_duplicates`, of the texts that are in a group.

    Arguments:
        texts: of the engine: `place`, `id`, `published_at`, `text`.
        engine: where they are.

    Returns: place, duplicate_group, duplicate_of, duplicate_reason.

    Source: as of `group_duplicates`; the groups are those it finds.

    >>> import polars as pl
    >>> from parvis.engines import Local
    >>> said = "Le réseau est coupé à Lyon depuis ce matin"
    >>> posts = {"place": [0, 1], "id": ["a", "b"], "text": [said, f"RT @x: {said}"]}
    >>> marks = groups_of(pl.DataFrame(posts).with_columns(published_at=None), Local())
    >>> Local().settled(marks).sort("place").rows()
    [(0, 'a', None, None), (1, 'a', 'a', 'reposted')]
    """
    said = settled(enter(engine.each(texts, what_is_shared)), engine)
    # Batch by batch first: of a text that millions copy, few rows are left to bring together.
    early = enter(engine.each(said.drop("is_repost").to_native(), _earliest))
    firsts = _together(early, "wording", _earliest, engine)
    marks: IntoFrame = _marks(said, firsts, _leaders(firsts, engine)).to_native()
    return marks


def _together(rows: Frame, key: str, step: Step, engine: Engine) -> Frame:
    return settled(enter(engine.together(rows.to_native(), nw.col(key), step)), engine)


def _earliest(said: pl.DataFrame) -> pl.DataFrame:
    """The first text of each wording."""
    ordered = said.sort(*ORDER, nulls_last=True)
    return ordered.unique("wording", keep="first", maintain_order=True)


def _leaders(firsts: Frame, engine: Engine) -> Frame:
    """Which wording each one repeats, of those that may repeat any."""
    members = firsts.select("wording", "besides", "words", *ORDER)
    ties = firsts.select("wording", key="keys").explode("key")
    shared = _of_several(ties.filter(~nw.col("key").is_null()))
    met = shared.join(members.drop("besides"), on="wording")
    pairs = distinct(_together(met, "key", pairs_of, engine), "wording", "other")
    kin = families(_kin(firsts, pairs), lambda frame: settled(frame, engine))
    placed = members.join(kin, on="wording").join(pairs, on="wording", how="left")
    return _together(placed, "family", leaders_of, engine)


def _of_several(ties: Frame) -> Frame:
    """The ties by keys that several texts have."""
    keys = ties.group_by("key").agg(texts=nw.len()).filter(nw.col("texts") > 1)
    return ties.join(keys.select("key"), on="key")


def _kin(firsts: Frame, pairs: Frame) -> Frame:
    """Ties of those that resemble one another, or say the same besides their hashtags."""
    told = firsts.filter(~nw.col("besides").is_null()).select("wording", key="besides")
    return nw.concat(
        [
            told,
            pairs.select("wording", key="other"),
            pairs.select(wording="other", key="other"),
        ],
        how="vertical",
    )


def _marks(said: Frame, firsts: Frame, leaders: Frame) -> Frame:
    """What each text repeats, and why, once it is known what each wording repeats."""
    own = firsts.select("wording", own="place")
    first = firsts.select(
        leader="wording", first="place", duplicate_group="id", first_links="links"
    )
    told = (
        said.select(PLACE, "wording", "links", "is_repost")
        .join(own, on="wording")
        .join(leaders, on="wording", how="left")
        .with_columns(leader=nw.coalesce("leader", "wording"), how=_how())
        .join(first, on="leader")
    )
    sizes = told.group_by("leader").agg(texts=nw.len()).filter(nw.col("texts") > 1)
    repeats = nw.col("place") != nw.col("first")
    reason = reason_of(nw.col("how"), nw.col("is_repost"), nw.col("links") == nw.col("first_links"))
    return told.join(sizes.select("leader"), on="leader").select(
        PLACE,
        "duplicate_group",
        duplicate_of=nw.when(repeats).then(nw.col("duplicate_group")),
        duplicate_reason=nw.when(repeats).then(reason),
    )


def _how() -> nw.Expr:
    """How a text repeats another, if only by its very words."""
    how = nw.coalesce(nw.col("how"), nw.lit(LEADS))
    is_copy = (nw.col("place") != nw.col("own")) & (how == LEADS)
    return nw.when(is_copy).then(nw.lit(COPIES)).otherwise(how)
