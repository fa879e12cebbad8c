"""The same thing asked for in other words: phrases that share what they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from parvis.features.usual import COURTESY, GRAMMAR

if TYPE_CHECKING:
    from collections.abc import Collection

    from parvis.analyse.prevalence import Floats
    from parvis.analyse.voices import Ints

APART: Final = 0.55  # cosine distance from which two phrases ask for different things
MOST: Final = 1_500  # wordings that are compared pair by pair; the rarer join the nearest
TELLING: Final = 2  # words of its own that a phrase needs to say well what is asked for
STEM: Final = 6  # letters by which a word is known: export, exporter and exported are one
_VAGUE: Final = """
able add addition ajout ajouter allow améliorer app application appli applis aimerais autre avoir
better bit change changer choix créer disable feature few fonction fonctionnalité function great
include inclure make made mettre mieux missin need nice offer offrir option passer personne
possibilité possible propose proposer provide put really restore see support update version way
"""


def grouped(asked: pl.DataFrame, *, without: Collection[str] = ()) -> pl.DataFrame:
    """Group what is asked for across wordings, each group named by its most typical phrase.

    Arguments:
        asked: with `voice` and `phrase`.
        without: words that tell nothing of what is asked for, as names of brands.

    Returns: the same rows with `demand`, the phrase that names their group; rows whose phrase has
        no word of its own are left out.

    Source: average linkage of TF-IDF vectors of stems (Sokal and Michener 1958; Salton and Buckley
        1988).

    >>> said = ["mode sombre", "ajouter un mode sombre", "modes sombres", "export gpx"]
    >>> frame = pl.DataFrame({"voice": ["a", "b", "c", "d"], "phrase": said})
    >>> grouped(frame)["demand"].to_list()
    ['mode sombre', 'mode sombre', 'mode sombre', 'export gpx']
    """
    keyed = asked.with_columns(key=_key(without)).filter(pl.col("key").list.len() > 0)
    keys = keyed.group_by("key").agg(pl.col("voice").n_unique()).sort(
        "voice", pl.col("key").list.join(" "), descending=[True, False]
    )  # fmt: skip
    if keys.is_empty():
        return keyed.drop("key").with_columns(demand=pl.lit(None, pl.String))
    groups = _groups(_vectors(keys["key"]))
    named = keys.with_columns(group=pl.Series(groups)).drop("voice")
    told = keyed.join(named, on="key", how="left", maintain_order="left")
    names = _names(told)
    return told.join(names, on="group", how="left", maintain_order="left").drop("key", "group")


def _key(without: Collection[str]) -> pl.Expr:
    """The stems of the words that tell what is asked for, each once, in order."""
    words = pl.col("phrase").str.replace_all(r"\pL{1,2}'", " ").str.extract_all(r"[\pL\pN]{2,}")
    plain = [*(GRAMMAR | COURTESY | frozenset(without))]
    vague = pl.Series(_VAGUE.split()).to_frame("word").select(_stem(pl.col("word")))["word"]
    telling = words.list.eval(pl.element().filter(~pl.element().is_in(plain)))
    stems = telling.list.eval(_stem(pl.element()))
    own = stems.list.eval(pl.element().filter(~pl.element().is_in(vague.to_list())))
    return own.list.unique().list.sort()


def _stem(word: pl.Expr) -> pl.Expr:
    """A word without accents, plural and ending."""
    bare = word.str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    return bare.str.replace(r"(\pL{3})[sx]$", "$1").str.slice(0, STEM)


def _vectors(keys: pl.Series) -> sparse.csr_array:
    """TF-IDF of the stems of each key, of length one."""
    parts = pl.DataFrame({"at": np.arange(len(keys)), "stem": keys}).explode("stem")
    known = parts.with_columns(place=pl.col("stem").rank("dense") - 1)
    heard = known.group_by("place").len().sort("place")["len"].to_numpy()
    weights = np.log1p(len(keys) / heard)[known["place"].to_numpy()]
    cells = (known["at"].to_numpy(), known["place"].to_numpy())
    table = sparse.csr_array((weights, cells), shape=(len(keys), len(heard)))
    lengths = np.sqrt(np.asarray((table * table).sum(axis=1)))
    return sparse.csr_array(sparse.diags_array(1 / lengths) @ table)


def _groups(vectors: sparse.csr_array) -> Ints:
    """The group of each key: those most asked for by linkage, the others by the nearest of them."""
    first = vectors[:MOST]
    groups = _linked(1.0 - np.asarray((first @ first.T).todense()))
    rest = vectors[MOST:]
    if not rest.shape[0]:
        return groups
    likeness = rest @ first.T
    nearest = np.asarray(likeness.argmax(axis=1)).ravel()
    alike = np.asarray(likeness.max(axis=1).todense()).ravel()
    alone = groups.max() + 1 + np.arange(rest.shape[0])
    return np.concatenate([groups, np.where(alike > 1 - APART, groups[nearest], alone)])


def _linked(distances: Floats) -> Ints:
    if len(distances) < 2:
        return np.zeros(len(distances), np.int64)
    np.fill_diagonal(distances, 0.0)
    tree = linkage(squareform(np.maximum(distances, 0.0), checks=False), "average")
    return np.asarray(fcluster(tree, APART, "distance"), np.int64)


def _names(told: pl.DataFrame) -> pl.DataFrame:
    """The phrase of each group that says most of what its people say, in about two words."""
    people = pl.col("voice").n_unique()
    stems = told.explode("key").group_by("group", "key").agg(heard=people)
    shared = pl.col("heard").filter(pl.col("heard") > 1).sum()
    typical = (
        told.explode("key")
        .join(stems, on=["group", "key"])
        .group_by("group", "phrase")
        .agg(
            shared=shared,
            off=(pl.col("key").n_unique().cast(pl.Int64) - TELLING).abs(),
            voices=people,
        )
    )
    ordered = typical.sort(
        "group", "shared", "off", "voices", pl.col("phrase").str.len_chars(), "phrase",
        descending=[False, True, False, True, False, False],
    )  # fmt: skip
    return ordered.group_by("group", maintain_order=True).agg(demand=pl.col("phrase").first())
