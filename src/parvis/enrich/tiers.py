"""Two readers behind one interface: fast for streams, fine for what deserves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np
import polars as pl

from parvis.enrich.model import (
    HEADS,
    YES_NO,
    Blend,
    Scores,
    card,
    fast_answer,
    fine_answer,
    fine_blend,
    fine_card,
    fine_margins,
    head,
    head_of,
    margins,
)
from parvis.enrich.outside.network import Encoder
from parvis.schema import INTERACTIONS, TONALITIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.enrich.model import Floats
    from parvis.enrich.outside.answers import Outside
    from parvis.enrich.own import Own

BATCH: Final = 1_024
"""Posts read fast at once."""

Answer: TypeAlias = "tuple[Floats, NDArray[np.bool_]]"


class Posts(NamedTuple):
    """Posts to read.

    Arguments:
        texts: as they came.
        prepared: as `parvis.features.text.prepare` writes them.
        languages: of each, null where unknown.
        favours: what the columns of a post add to the log-odds of each interaction.
        leanings: what the words of its brand add to those of each tonality.
    """

    texts: pl.Series
    prepared: pl.Series
    languages: pl.Series
    favours: Floats
    leanings: Floats

    def at(self, rows: NDArray[np.int64]) -> Posts:
        """Return some of the posts."""
        return Posts(
            self.texts.gather(rows),
            self.prepared.gather(rows),
            self.languages.gather(rows),
            self.favours[rows],
            self.leanings[rows],
        )


class Readings(NamedTuple):
    """What a reader made of posts, a row a post.

    Arguments:
        tonality, interaction: probability of each class.
        is_unsure: whether the likeliest tonality is one not to lean on.
        yes_no: probability of each question of `YES_NO`.
        is_yes: whether it is taken for yes.
        is_outside: whether a model of one's own was heard of its tonality.
    """

    tonality: Floats
    interaction: Floats
    is_unsure: NDArray[np.bool_]
    yes_no: Floats
    is_yes: NDArray[np.bool_]
    is_outside: NDArray[np.bool_]

    def put(self, rows: NDArray[np.int64], others: Readings) -> None:
        """Write other readings over some rows."""
        for mine, theirs in zip(self, others, strict=True):
            mine[rows] = theirs


def fast(posts: Posts) -> Readings:
    """Read posts by their words and pieces of words: hundreds of thousands a second.

    >>> post = pl.Series(["Un grand merci !"])
    >>> nothing = [np.zeros((1, size), np.float32) for size in (len(INTERACTIONS), 3)]
    >>> read = fast(Posts(post, post, pl.Series(["fr"]), *nothing))
    >>> TONALITIES[read.tonality[0].argmax()]
    'positive'
    """
    scores = _fast_scores(posts)
    tonality, lean_from = np.empty_like(scores.tonality), np.empty(len(posts.texts), np.float32)
    for name, rows in _by_head(posts.languages):
        mine = head(name)
        tonality[rows] = mine.slope * scores.tonality[rows] + mine.shift
        lean_from[rows] = mine.lean_from
    p = _softmax(tonality + posts.leanings)
    answers = [
        _answered(fast_answer(question), scores.yes_no[:, [place]])
        for place, question in enumerate(YES_NO)
    ]
    said = _heard(_softmax(scores.interaction), answers)
    return _readings(p, lean_from, _softmax(said + posts.favours), answers)


def fine(
    posts: Posts,
    read: Floats,
    own: Own | None = None,
    model: Outside | Encoder | None = None,
) -> Readings:
    """Read posts by what a multilingual transformer makes of them: some hundreds a second.

    Its scores and the fast reader's are added up, with slopes found on posts neither had seen.

    Arguments:
        posts: to read.
        read: what `parvis.enrich.encoder.states` makes of their texts.
        own: a head of one's own, whose scores stand in for the shipped ones.
        model: a reader of one's own, whose probabilities are averaged with ours; or the encoder
            that `own` reads from.
    """
    scores, lean_from = fine_scores(posts, read)
    if own is not None:
        seen = model.states(posts.texts) if isinstance(model, Encoder) else read
        mine = own.scores(getattr(scores, own.head), seen)
        scores = scores._replace(**{own.head: mine})
    answers = _fine_answers(scores.yes_no)
    interaction = _softmax(scores.interaction + posts.favours)
    tonality = _softmax(scores.tonality + posts.leanings)
    found = _readings(tonality, lean_from, interaction, answers)
    if model is None or isinstance(model, Encoder):
        return found
    return _with_outside(found, model.tonality(posts.texts), lean_from)


def _with_outside(found: Readings, theirs: Floats, lean_from: Floats) -> Readings:
    """Average with the probabilities of a model of one's own, where it answered."""
    is_outside = np.asarray(np.isfinite(theirs).all(axis=1))
    tonality = np.where(is_outside[:, None], (found.tonality + theirs) / 2, found.tonality)
    is_unsure = tonality.max(axis=1, initial=0) < lean_from
    return found._replace(tonality=tonality, is_unsure=is_unsure, is_outside=is_outside)


def fine_scores(posts: Posts, read: Floats) -> tuple[Scores, Floats]:
    """Return log-odds by class, and from where to lean on them.

    What the columns of a post say beside its words is not in them.
    """
    quick, slow = _fast_scores(posts), fine_margins(read)
    tonality, lean_from = np.empty_like(quick.tonality), np.empty(len(posts.texts), np.float32)
    for language, rows in _by_language(posts.languages):
        blend, has_own = fine_blend(language)
        readers = [quick.tonality[rows]]
        if has_own:
            readers.append(slow[f"tonality_{language}"][rows])
        readers.append(slow["tonality_all"][rows])
        tonality[rows] = np.tensordot(blend.slopes, readers, 1) + blend.shift
        lean_from[rows] = blend.lean_from
    yes_no = np.stack(
        [
            np.column_stack([quick.yes_no[:, place], slow[question]])
            for place, question in enumerate(YES_NO)
        ],
        axis=1,
    )
    said = np.log(_softmax(quick.interaction)) + np.log(_softmax(slow["interaction"]))
    both = np.asarray(said / 2, dtype=np.float32)
    interaction = _heard(_softmax(both), _fine_answers(yes_no))
    return Scores(tonality, interaction, yes_no), lean_from


def version(tier: str) -> str:
    """Return the version of a reader's model.

    >>> version("fine")
    'fine-2'
    """
    return str((fine_card() if tier == "fine" else card())["version"])


def _fast_scores(posts: Posts) -> Scores:
    rows = len(posts.texts)
    found = Scores(*(np.empty((rows, size), np.float32) for size in _SIZES))
    for name, of_head in _by_head(posts.languages):
        for start in range(0, len(of_head), BATCH):
            batch = of_head[start : start + BATCH]
            for mine, theirs in zip(
                found, margins(posts.prepared.gather(batch), head(name)), strict=True
            ):
                mine[batch] = theirs
    return found


_SIZES: Final = (len(TONALITIES), len(INTERACTIONS), len(YES_NO))
_COMPLAINT: Final = INTERACTIONS.index("complaint")
_NIL: Final = 1e-6


def _by_head(languages: pl.Series) -> list[tuple[str, NDArray[np.int64]]]:
    spoken = {code: head_of(code) for code in languages.unique()}
    names = languages.replace_strict(spoken, return_dtype=pl.String)
    found = [(name, np.flatnonzero((names == name).to_numpy())) for name in HEADS]
    return [(name, rows) for name, rows in found if len(rows)]


def _by_language(languages: pl.Series) -> list[tuple[str, NDArray[np.int64]]]:
    spoken = languages.fill_null("und")
    return [
        (code, np.flatnonzero((spoken == code).to_numpy()))
        for code in spoken.unique(maintain_order=True)
    ]


def _answered(blend: Blend, scores: Floats) -> Answer:
    p = 1 / (1 + np.exp(-(scores @ blend.slopes + blend.shift)))
    return p, p >= blend.lean_from


def _fine_answers(scores: Floats) -> list[Answer]:
    return [
        _answered(fine_answer(question), scores[:, place]) for place, question in enumerate(YES_NO)
    ]


def _heard(interaction: Floats, answers: list[Answer]) -> Floats:
    """Return log-odds by interaction, those of a complaint half by who was asked that alone."""
    p, alone = interaction[:, _COMPLAINT], answers[YES_NO.index("complaint")][0]
    odds = (_log_odds(p) + _log_odds(alone)) / 2
    others = np.log(np.maximum(interaction, _NIL)) - np.log(np.maximum(1 - p, _NIL))[:, None]
    others[:, _COMPLAINT] = odds
    return np.asarray(others, dtype=np.float32)


def _log_odds(p: Floats) -> Floats:
    inside = np.clip(p, _NIL, 1 - _NIL)
    return np.log(inside) - np.log1p(-inside)


def _readings(
    tonality: Floats,
    lean_from: Floats,
    interaction: Floats,
    answers: list[Answer],
) -> Readings:
    return Readings(
        tonality,
        interaction,
        tonality.max(axis=1, initial=0) < lean_from,
        np.column_stack([p for p, _ in answers]),
        np.column_stack([is_yes for _, is_yes in answers]),
        np.zeros(len(tonality), dtype=bool),
    )


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
