"""Read tonality and interaction of mentions, fast, finely, or first one and then the other."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypedDict, Unpack

import numpy as np
import polars as pl

from parvis.enrich.addressed import speaks_to
from parvis.enrich.encoder import states
from parvis.enrich.encoder import vectors as as_vectors
from parvis.enrich.model import YES_NO
from parvis.enrich.outside.network import Encoder
from parvis.enrich.own import train_own
from parvis.enrich.tiers import Posts, Readings, fast, fine, fine_scores, version
from parvis.errors import InputError, MissingColumnsError
from parvis.features.text import can_be_read, prepare
from parvis.schema import INTERACTIONS, TONALITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from parvis.enrich.model import Floats
    from parvis.enrich.outside.answers import Outside
    from parvis.enrich.overrides import Heard, Overrides
    from parvis.enrich.own import Comparison, HeadKind, Own

Tier: TypeAlias = Literal["fast", "fine", "cascade"]

TIERS: Final = ("fast", "fine", "cascade")
_FINE_AT_ONCE: Final = 128  # posts between two looks at the clock
_BETWEEN_FANS = INTERACTIONS.index("between_fans")
_MARKETING = INTERACTIONS.index("marketing")
_TOWARDS = {"people": 2.0, "brand": -3.0, "nobody": -1.5}
_OWN_WORDS = 3.0
_MARKS: Final = YES_NO[:2]


class How(TypedDict, total=False):
    """How to read: the options of `read`, passed on by what calls it."""

    tier: Tier
    budget: float | None
    own: Own | None
    model: Outside | Encoder | None
    words: Overrides | None


def read(
    mentions: pl.DataFrame,
    *,
    tier: Tier = "cascade",
    budget: float | None = None,
    own: Own | None = None,
    model: Outside | Encoder | None = None,
    words: Overrides | None = None,
) -> pl.DataFrame:
    """Add tonality, interaction, offence and irony to mentions, each with its probability.

    A post is read by itself: the rows beside it do not change its reading. Only its first 2 000
    characters are read (the fine reader: 128 pieces of words, some 500 characters). A post with
    nothing to read (empty, digits, a bare link) keeps null, and is unsure. Probabilities of the
    tonality are calibrated on labelled posts, as if the three were equally common; those of the
    interaction are no more than a ranking.

    Arguments:
        mentions: with `text`. `language` chooses the reader of a language, or that of all others
            where the column is missing. `mentions`, `brands` and `reply_to` say whom a post speaks
            to, `own_brand` whether a brand wrote it; all four may be missing.
        tier: `fast`; `fine`; or `cascade`, which reads finely what the fast reader is unsure of,
            the least sure first.
        budget: seconds that a cascade may spend on fine reading; None for as long as it takes.
        own: a head of one's own; all posts are then read finely.
        model: a reader of one's own, as `load_model` opens it: its tonality is averaged with that
            of the fine reader, on all posts or on those that a cascade reads finely. Or the
            encoder that `own` was learnt over.
        words: what words mean in the world of a brand, as `load_words` reads them.

    Returns: the mentions in their order, with `tonality`, `tonality_p`, `is_unsure`,
        `interaction`, `interaction_p`, `is_offensive`, `offensive_p`, `is_ironic`, `ironic_p`,
        `tier` and `model_version`; and with `words`, `override`: which word meant what.

    Raises:
        MissingColumnsError: there is no `text`.
        InputError: no such tier, a budget below nil, or a model and a head that do not belong
            together.

    Source: n-gram linear models, as in Wang and Manning, "Baselines and bigrams" (ACL 2012);
        frozen encoder with linear heads (Wang et al., "Multilingual E5", 2024); rows 28 and 41 of
        the capabilities; scores in docs/explanation/how-well-it-reads.md.

    >>> posts = pl.DataFrame({"text": ["Un grand merci, service impeccable !"], "language": "fr"})
    >>> read(posts, tier="fast").select("tonality", "interaction").row(0)
    ('positive', 'praise')
    """
    how = How(tier=tier, budget=budget, own=own, model=model, words=words)
    return read_keeping(mentions, None, **how)


def read_keeping(
    mentions: pl.DataFrame, vectors: Floats | None, **how: Unpack[How]
) -> pl.DataFrame:
    """Read as `read` does, and keep the vectors of what is read finely.

    Arguments:
        mentions: as for `read`.
        vectors: a row a post, into which they are written, for `parvis.enrich.topics`; None where
            nobody wants them.
        how: the options of `read`.

    >>> vectors = np.full((1, 384), np.nan, dtype=np.float32)
    >>> _ = read_keeping(pl.DataFrame({"text": ["Merci !"]}), vectors, tier="fine")
    >>> bool(np.isfinite(vectors).all())
    True
    """
    tier, own, model = how.get("tier", "cascade"), how.get("own"), how.get("model")
    budget, words = how.get("budget"), how.get("words")
    _check(mentions, tier, budget)
    _check_model(tier, own, model)
    heard = words.heard(mentions) if words else None
    posts = _posts(mentions, heard)
    legible = posts.prepared.to_frame("text").select(can_be_read(pl.col("text"))).to_series()
    is_read = legible.to_numpy()
    if heard:
        is_read = is_read | heard.said.is_not_null().to_numpy()
    found = fast(posts)
    is_fine = np.zeros(mentions.height, dtype=bool)
    tier = "fine" if own else tier
    for rows in _for_fine_reading(found, is_read, tier, budget):
        some = posts.at(rows)
        seen = states(some.texts)
        found.put(rows, fine(some, seen, own, model))
        if vectors is not None:
            vectors[rows] = as_vectors(seen)
        is_fine[rows] = True
    said = [heard.said.alias("override")] if heard else []
    return mentions.with_columns(
        *_columns(found, is_read), *_origin(is_fine, found.is_outside, versions(own, model)), *said
    )


def train(
    labelled: pl.DataFrame,
    head: HeadKind = "tonality",
    *,
    label: str = "label",
    encoder: Encoder | None = None,
) -> tuple[Own, Comparison]:
    """Learn a head from one's own labels, and say whether it is better than the shipped one.

    Arguments:
        labelled: with `text`, the labels, and `language` where it is known.
        head: `tonality` or `interaction`.
        label: the column of labels; posts without one are left out.
        encoder: what to learn over, as `load_model` opens it, in place of the shipped one.

    Returns: the head, for `read(…, own=…)`, and how it does on posts held back from it.

    Raises:
        MissingColumnsError: there is no `text`, or no such column of labels.
        InputError: a label that is no class, fewer than 40 posts, or a single class.
    """
    if missing := [name for name in ("text", label) if name not in labelled.columns]:
        raise MissingColumnsError.among(missing, labelled.columns)
    kept = labelled.filter(pl.col(label).is_not_null() & pl.col("text").is_not_null())
    posts = _posts(kept)
    seen = states(posts.texts)
    scores, _ = fine_scores(posts, seen)
    if encoder is not None:
        seen = encoder.states(posts.texts)
    own, compared = train_own(head, getattr(scores, head), seen, kept[label].to_list())
    return replace(own, encoder=encoder.version if encoder else ""), compared


def _check(mentions: pl.DataFrame, tier: str, budget: float | None) -> None:
    if "text" not in mentions.columns:
        raise MissingColumnsError.among(["text"], mentions.columns)
    if tier not in TIERS:
        raise InputError(f"{tier!r} is no tier. What to do: choose one of {', '.join(TIERS)}.")
    if budget is not None and budget < 0:
        raise InputError(f"a budget of {budget} s. What to do: give 0 or more seconds, or none.")


def _check_model(tier: str, own: Own | None, model: Outside | Encoder | None) -> None:
    over = model.version if isinstance(model, Encoder) else ""
    if over and own is None:
        raise InputError(
            f"{over} reads nothing by itself. What to do: learn a head over it with `parvis train`."
        )
    if own is not None and own.encoder != over:
        wanted = own.encoder or "the shipped encoder"
        raise InputError(f"the head was learnt over {wanted}. What to do: read with the same.")
    if model is not None and not over and tier == "fast":
        raise InputError("a fast reading hears no model. What to do: choose cascade or fine.")


def _posts(mentions: pl.DataFrame, heard: Heard | None = None) -> Posts:
    texts = heard.texts if heard else mentions["text"].cast(pl.String)
    prepared = texts.to_frame("text").select(prepare(pl.col("text"))).to_series()
    unknown = pl.repeat(None, mentions.height, dtype=pl.String, eager=True)
    languages = mentions["language"] if "language" in mentions.columns else unknown
    favours = _favours(mentions)
    leanings = np.zeros((mentions.height, len(TONALITIES)), dtype=np.float32)
    if heard:
        favours, leanings = favours + heard.interaction, heard.tonality
    return Posts(texts, prepared, languages, favours, leanings)


def _for_fine_reading(
    found: Readings, is_read: NDArray[np.bool_], tier: Tier, budget: float | None
) -> Iterator[NDArray[np.int64]]:
    """Rows to read finely, some at a time, the least sure first, until the time is up."""
    if tier == "fast":
        return
    wanted = is_read & (found.is_unsure if tier == "cascade" else True)
    rows = np.flatnonzero(wanted)
    rows = rows[np.argsort(found.tonality[rows].max(axis=1, initial=0), kind="stable")]
    until = time.monotonic() + budget if budget is not None and tier == "cascade" else np.inf
    for start in range(0, len(rows), _FINE_AT_ONCE):
        if time.monotonic() >= until:
            return
        yield rows[start : start + _FINE_AT_ONCE]


def _favours(mentions: pl.DataFrame) -> Floats:
    """What the columns of a post, beside its words, add to the log-odds of each interaction."""
    towards = speaks_to(mentions).replace_strict(_TOWARDS, default=0.0, return_dtype=pl.Float32)
    favours = np.zeros((mentions.height, len(INTERACTIONS)), dtype=np.float32)
    favours[:, _BETWEEN_FANS] = towards
    if "own_brand" in mentions.columns:
        favours[:, _MARKETING] = _OWN_WORDS * mentions["own_brand"].is_not_null().to_numpy()
    return favours


def _columns(found: Readings, is_read: NDArray[np.bool_]) -> Iterator[pl.Series]:
    yield from _classes("tonality", found.tonality, TONALITIES, is_read)
    yield pl.Series("is_unsure", ~is_read | found.is_unsure)
    yield from _classes("interaction", found.interaction, INTERACTIONS, is_read)
    for place, question in enumerate(_MARKS):
        yield _where(is_read, pl.Series(f"is_{question}", found.is_yes[:, place]))
        p = found.yes_no[:, place].astype(np.float64)
        yield _where(is_read, pl.Series(f"{question}_p", p))


def _classes(
    name: str, probabilities: Floats, classes: Sequence[str], is_read: NDArray[np.bool_]
) -> Iterator[pl.Series]:
    """The likeliest class, then the probability of each; null where there was nothing to read."""
    likeliest = pl.Series(name, classes).gather(probabilities.argmax(axis=1))
    listed = pl.Series(f"{name}_p", probabilities.astype(np.float64)).arr.to_list()
    yield _where(is_read, likeliest)
    yield _where(is_read, listed)


def _where(is_read: NDArray[np.bool_], column: pl.Series) -> pl.Series:
    return pl.select(pl.when(pl.Series(is_read)).then(column).alias(column.name)).to_series()


def versions(own: Own | None = None, model: Outside | Encoder | None = None) -> dict[str, str]:
    """Return the version of the model of each reader, by tier.

    >>> versions()["fast"]
    'fast-3'
    """
    finely = f"{version('fine')}+{own.version}" if own else version("fine")
    outside = f"{finely}+{model.version}" if model else finely
    return {"fast": version("fast"), "fine": finely, "outside": outside}


def _origin(
    is_fine: NDArray[np.bool_], is_outside: NDArray[np.bool_], known: dict[str, str]
) -> Iterator[pl.Series]:
    """Which reader read each post, and the version of its model."""
    tiers = np.where(is_outside, "outside", np.where(is_fine, "fine", "fast"))
    yield pl.Series("tier", tiers, dtype=pl.String)
    yield pl.Series("model_version", tiers, dtype=pl.String).replace(known)
