"""Topics: which posts speak of the same thing, in whichever language, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.enrich.encoder import SIZE
from parvis.enrich.topics.grouping import ALONE, group_vectors, means_of, numbered
from parvis.enrich.topics.naming import name_groups, terms_of
from parvis.enrich.topics.said import NOWHERE, Said, said_in
from parvis.enrich.topics.space import space
from parvis.errors import InputError, MissingColumnsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.enrich.model import Floats

    Numbers = NDArray[np.int64]

SMALLEST: Final = 5
"""Posts from which a group is a topic."""

SAME_TOPIC: Final = 0.60
"""Likeness of centres from which a group keeps the name of an earlier one."""


def group_topics(
    mentions: pl.DataFrame,
    *,
    said: Said | None = None,
    smallest: int = SMALLEST,
    known: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Add `topic`: the name of the group of posts that speak of the same thing, or null.

    How many topics there are is not said beforehand. Posts of the same words count once when the
    groups are made. The same posts give the same topics, in whichever order they come.

    Arguments:
        mentions: with `text`.
        said: what they say, as `parvis.enrich.topics.said_in` finds it; found where None.
        smallest: posts from which a group is a topic.
        known: an earlier table (`parvis.enrich.topics.topics`): a group whose centre is near that
            of an earlier topic keeps its name.

    Returns: the mentions in their order, with `topic`; null where a post belongs to no group.

    Raises:
        MissingColumnsError: there is no `text`, or `known` has no `topic` or `centre`.
        InputError: `smallest` below 1.

    Source: average linkage (Sokal and Michener, 1958) over vectors of multilingual-e5-small, names
        by class-based TF-IDF (Grootendorst, "BERTopic", 2022).

    >>> texts = ["Ma carte est bloquée", "My card is blocked", "Quel beau temps !"]
    >>> posts = group_topics(pl.DataFrame({"text": texts}), smallest=2)
    >>> posts["topic"].to_list()
    ['blocked · bloquée · card', 'blocked · bloquée · card', None]
    """
    _check(mentions, smallest, known)
    said = said_in(mentions["text"]) if said is None else said
    groups = _large_enough(group_vectors(said.vectors), said.place, smallest)
    names = pl.Series(_names(said, groups, known), dtype=pl.String)
    of_posts = np.append(groups, ALONE)[said.place]  # nowhere is last
    return mentions.with_columns(topic=names.gather(pl.Series(of_posts).replace(ALONE, None)))


def _check(mentions: pl.DataFrame, smallest: int, known: pl.DataFrame | None) -> None:
    if "text" not in mentions.columns:
        raise MissingColumnsError.among(["text"], mentions.columns)
    if smallest < 1:
        raise InputError(f"groups of {smallest} posts. What to do: give 1 or more.")
    if known is not None and (missing := {"topic", "centre"} - set(known.columns)):
        raise MissingColumnsError.among(sorted(missing), known.columns)


def _large_enough(groups: Numbers, place: Numbers, smallest: int) -> Numbers:
    """Numbers anew, of the groups that hold as many posts; the others are none."""
    posts = np.bincount(groups[place[place != NOWHERE]], minlength=len(groups))
    return numbered(np.where(posts[groups] >= smallest, groups, ALONE))


def _names(said: Said, groups: Numbers, known: pl.DataFrame | None) -> list[str]:
    """The name of each group: an earlier one, or one of its own words that no other has."""
    count = int(groups.max(initial=ALONE)) + 1
    kept = _kept_names(said.vectors, groups, known) if known is not None else {}
    taken = set(known["topic"]) if known is not None else set()
    terms = terms_of(said.texts, groups)
    fresh = [number for number in range(count) if number not in kept]
    examples = [said.texts[int(np.argmax(groups == number))] for number in fresh]
    given = name_groups([terms.get(number, []) for number in fresh], examples, taken)
    named = kept | dict(zip(fresh, given, strict=True))
    return [named[number] for number in range(count)]


def _kept_names(vectors: Floats, groups: Numbers, known: pl.DataFrame) -> dict[int, str]:
    """Earlier names of groups: the likest pair of centres first, each centre once."""
    earlier = known.select("topic", "centre").drop_nulls().sort("topic")
    before = np.array(earlier["centre"].to_list(), dtype=np.float32).reshape(-1, SIZE)
    here = space(vectors)
    likeness = here.place(means_of(vectors, groups)) @ here.place(before).T
    near = np.argwhere(likeness >= SAME_TOPIC)
    kept: dict[int, int] = {}
    for group, old in near[np.argsort(-likeness[tuple(near.T)], kind="stable")].tolist():
        if group not in kept and old not in kept.values():
            kept[group] = old
    return {group: earlier["topic"][old] for group, old in kept.items()}
