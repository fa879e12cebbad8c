"""Scores of the tonality towards a brand, beside that of the whole post.

No post of them has taught a reader anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

from parvis.enrich import read, read_towards
from parvis.schema import TONALITIES
from tools import measures
from tools.scoring import Score, score_of
from tools.train import corpora

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as Folder

    from numpy.typing import NDArray

    from parvis.enrich.reading import Tier

OWN_SET: Final = Path(__file__).parents[1] / "quality" / "towards_fr_en.jsonl"
TIERS: Final[tuple[Tier, ...]] = ("fast", "fine")
EMOTIONS: Final = {
    "Negative emotion": "negative",
    "No emotion toward brand or product": "neutral",
    "Positive emotion": "positive",
}
_APPLE: Final = (
    *("apple", "aapl", "@apple", "@applesupport", "tim cook", "@tim_cook", "app store"),
    *("iphone", "iphones", "iphone4", "iphone6", "ipad", "ipads", "ipad2", "ipad2s", "ios", "ios8"),
    *("mac", "imac", "macbook", "ipod", "itunes", "siri", "icloud"),
)
_GOOGLE: Final = (
    *("google", "google+", "android", "droid", "nexus", "chrome", "gmail", "youtube"),
    *("circles", "hotpot", "street view"),
)
RIVALS: Final = {
    "Apple": _APPLE,
    "Google": _GOOGLE,
    "Samsung": ("samsung", "galaxy", "@samsung", "@samsungmobile", "note 4"),
    "Microsoft": ("microsoft", "windows", "wp7", "bing", "xbox"),
    "BlackBerry": ("blackberry", "bb"),
    "Facebook": ("facebook", "fb"),
    "Amazon": ("amazon", "kindle"),
    "Foursquare": ("foursquare", "4sq"),
    "Gowalla": ("gowalla",),
}
"""Houses of which these posts speak, each with its products: rivals are judged apart, not kin."""

HOUSES: Final = {
    "Apple": "Apple",
    "iPad": "Apple",
    "iPhone": "Apple",
    "iPad or iPhone App": "Apple",
    "Other Apple product or service": "Apple",
    "Google": "Google",
    "Other Google product or service": "Google",
    "Android": "Google",
    "Android App": "Google",
}


class Labelled(NamedTuple):
    """Posts with the tonality towards one brand, and the names of all that they speak of."""

    name: str
    posts: pl.DataFrame
    names: Mapping[str, Sequence[str]]


def sxsw(data: Folder) -> Labelled:
    """Tweets from a fair: emotion towards the product that the annotator named."""
    found = pl.read_parquet(data / "sxsw_brands_products" / "train.parquet")
    known = pl.col("brand").is_in(list(HOUSES)) & pl.col("label").is_in(list(EMOTIONS))
    label = pl.col("label").replace_strict(EMOTIONS, default=None)
    brand = pl.col("brand").replace(HOUSES)
    posts = found.filter(known).select("text", brand, label, language=pl.lit("en"))
    return Labelled("sxsw", posts, RIVALS)


def apple(data: Folder) -> Labelled:
    """Tweets about Apple: tonality towards it."""
    return Labelled("apple", corpora.apple(data).with_columns(brand=pl.lit("Apple")), RIVALS)


def own_set() -> Labelled:
    """Posts written for this project, each with two brands or three; never trained on."""
    posts = pl.read_ndjson(OWN_SET)
    return Labelled("own", posts, {brand: (brand,) for brand in posts["brand"].unique().sort()})


def scores(data: Folder) -> Iterator[Score]:
    """Yield the scores of both tiers: by brand, by the whole post, and the difference.

    The difference is over the posts of which other words are judged than the whole post.
    """
    for labelled in (own_set(), sxsw(data), apple(data)):
        for tier in TIERS:
            yield from _scores(labelled, tier)


def _scores(labelled: Labelled, tier: Tier) -> Iterator[Score]:
    posts = read(labelled.posts, tier=tier).with_row_index("row")
    entries = (
        read_towards(posts, labelled.names, tier=tier)
        .select("row", said="brand", entry="towards")
        .explode("entry")
        .filter(pl.col("entry").struct.field("brand") == pl.col("said"))
        .select("row", pl.col("entry").struct.field("tonality", "words").name.prefix("towards_"))
    )
    both = posts.join(entries, on="row", how="left", maintain_order="left")
    towards = pl.coalesce("towards_tonality", "tonality")
    both = both.with_columns(towards=towards).filter(pl.col("tonality").is_not_null())
    key = f"{labelled.name}.{tier}"
    for what, column in (("brand", "towards"), ("whole", "tonality")):
        counts = measures.count(both["label"], both[column], TONALITIES)
        yield score_of(f"{key}.{what}", f"{labelled.name}, judged by {what}", [counts])
    parted = both.filter(pl.col("towards_words").is_not_null())
    yield _gain(f"{key}.gain", labelled.name, parted)


def _gain(key: str, name: str, parted: pl.DataFrame) -> Score:
    """How many more in a hundred are read rightly by brand: the posts are drawn anew, in pairs."""
    by_brand, whole = (
        (parted[column] == parted["label"]).to_numpy() for column in ("towards", "tonality")
    )
    gain = by_brand.astype(np.int64) - whole
    low, high = np.percentile(_drawn(gain).mean(axis=1), [2.5, 97.5])
    return Score(
        key=key,
        language="all",
        data=f"{name}, by brand less whole",
        measure="accuracy",
        value=float(100 * gain.mean()),
        posts=len(gain),
        low=float(100 * low),
        high=float(100 * high),
    )


def _drawn(gain: NDArray[np.int64]) -> NDArray[np.int64]:
    places = np.random.default_rng(0).integers(0, len(gain), (2000, len(gain)))
    return gain[places]
