"""The labelled sets: what the reader learns from, and what it is scored on and never sees."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.features.text import prepare
from parvis.schema import TONALITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from polars._typing import IntoExpr

HERE = Path(__file__).parent
OWN_SET = HERE.parents[1] / "quality" / "interaction_fr_en.jsonl"
REST: Final = ("es", "de", "it", "pt", "ar", "hi")
HELD_BRAND: Final = "Huawei Health"
HELD_COMPLAINTS: Final = 5  # every fifth

_STARS = pl.col("stars")
_BY_STARS = (
    pl.when(_STARS <= 2)
    .then(pl.lit("negative"))
    .when(_STARS == 3)
    .then(pl.lit("neutral"))
    .otherwise(pl.lit("positive"))
)


def umsab(data: Path, part: str, *languages: str) -> pl.DataFrame:
    """Tweets of eight languages, as many of each tonality."""
    found = _read(data / "umsab" / f"{part}.parquet")
    return found.filter(pl.col("language").is_in(languages))


def tweeteval(data: Path, part: str) -> pl.DataFrame:
    """English tweets of 2013 to 2016."""
    return _read(data / "tweeteval_sentiment" / f"{part}.parquet", language=pl.lit("en"))


def reviews(data: Path, language: str, *, held: bool) -> pl.DataFrame:
    """App reviews; tonality by stars (up to 2, 3, from 4). One brand of three is held out."""
    path = data / "minibar_app_reviews" / "train.parquet"
    found = _read(path, label=_BY_STARS, kind=pl.col("label"), brand="brand")
    is_held = pl.col("brand") == HELD_BRAND
    return found.filter(is_held if held else ~is_held, language=language)


def complaints(data: Path, *, held: bool) -> pl.DataFrame:
    """English tweets to support accounts; every fifth is held out."""
    path = data / "complaints" / "train.parquet"
    found = _read(path, domain="domain").with_row_index()
    is_held = pl.col("index") % HELD_COMPLAINTS == 0
    return found.filter(is_held if held else ~is_held).drop("index")


def airlines(data: Path) -> pl.DataFrame:
    """Tweets to American airlines: brand posts, never trained on."""
    return _read(data / "airline_sentiment" / "train.parquet")


def apple(data: Path) -> pl.DataFrame:
    """Tweets about Apple: brand posts, never trained on."""
    found = _read(data / "apple_dfe" / "train.parquet")
    return found.filter(pl.col("label").is_in(TONALITIES))


def labelled(data: Path, name: str) -> pl.DataFrame:
    """Any other set: its texts and labels as they are."""
    return _read(data / name / "train.parquet")


def own_set() -> pl.DataFrame:
    """Posts written for this project to score interaction; never trained on."""
    found = pl.read_ndjson(OWN_SET).with_columns(reply_to=pl.lit(None, pl.String))
    return found.rename({"interaction": "label"})


def phrases(name: str, *languages: str) -> pl.DataFrame:
    """Words and turns of phrase written for this project, with their class."""
    written = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    rows = {
        (phrase.strip(), label)
        for language in languages
        for label, text in written[language].items()
        for phrase in text.replace("\n", "|").split("|")
        if phrase.strip()
    }
    frame = pl.DataFrame(sorted(rows), schema=["text", "label"], orient="row")
    return frame.with_columns(prepare(pl.col("text")))


def apart(posts: pl.DataFrame, held_out: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Leave out posts whose words are those of a held-out post, and posts said twice."""
    held = pl.concat([frame.select(key=_words()) for frame in held_out]).unique()
    kept = posts.with_columns(key=_words()).join(held, on="key", how="anti", maintain_order="left")
    return kept.unique("key", keep="first", maintain_order=True).drop("key")


def _words() -> pl.Expr:
    """The letters and digits of a post, or its signs where it has neither."""
    prepared = prepare(pl.col("text")).str.to_lowercase()
    letters = prepared.str.replace_all(r"[^\pL\pN]", "")
    return pl.when(letters == "").then(prepared).otherwise(letters)


def _read(path: Path, **columns: IntoExpr) -> pl.DataFrame:
    """The texts of a set as written, with label and language where it tells them."""
    found = pl.read_parquet(path)
    if "lang" in found.columns:
        found = found.rename({"lang": "language"})
    return found.select("text", **{"label": "label"} | _language(found) | columns)


def _language(found: pl.DataFrame) -> dict[str, IntoExpr]:
    return {"language": "language" if "language" in found.columns else pl.lit("en")}
