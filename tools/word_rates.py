"""Count in what part of public posts common words stand, French and English; write the table.

Run: python tools/word_rates.py --data ../shared/data. The counts are facts; no post is kept.
Streams of brands are left out: their names would pass for common words.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from parvis.perimeter.words.folding import spellings
from parvis.perimeter.words.texts import texts_of
from parvis.perimeter.words.vocabulary import Vocabulary

TABLE = Path(__file__).parent.parent / "src/parvis/perimeter/words/rates.tsv"
LEAST = 0.5  # posts in a thousand
SETS = {
    "en": ("umsab", "tweeteval_sentiment", "minibar_app_reviews", "mlma_hate", "sms_spam"),
    "fr": ("umsab", "minibar_app_reviews", "mlma_hate", "cyberagression_ado_fr"),
}


def posts_of(data: Path, name: str, language: str) -> pl.Series:
    """The posts of a set in a language."""
    frames = [pl.read_parquet(path) for path in sorted((data / name).glob("*.parquet"))]
    columns = [
        frame.select("text", *(["lang"] if "lang" in frame.columns else [])) for frame in frames
    ]
    posts = pl.concat(columns)
    if "lang" in posts.columns:
        posts = posts.filter(pl.col("lang").str.starts_with(language))
    return posts["text"].drop_nulls().unique()


def rates(posts: pl.Series) -> dict[str, float]:
    """Posts in a thousand that hold each word, by its bare spelling."""
    vocabulary = Vocabulary()
    tokens = vocabulary.cut(texts_of(pl.DataFrame({"text": posts})))
    bare = np.array([spellings(word.lstrip("#@")).bare for word in vocabulary.words()])
    is_plain = np.array([word[0] not in "#@" for word in vocabulary.words()])
    rows = np.repeat(np.arange(len(posts)), np.diff(tokens.rows))
    held = pl.DataFrame({"row": rows, "word": bare[tokens.words]}).filter(is_plain[tokens.words])
    counts = held.unique().group_by("word").len()
    return {word: 1000 * count / len(posts) for word, count in counts.rows()}


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    found = {}
    for language, sets in SETS.items():
        several = [rates(posts_of(data, name, language)) for name in sets]
        words = {word for part in several for word in part}
        found[language] = {
            word: float(np.mean([part.get(word, 0.0) for part in several])) for word in words
        }
    common = sorted(
        word
        for word in {
            word for part in found.values() for word, rate in part.items() if rate >= LEAST
        }
        if word.isalnum()
    )
    lines = ["word\ten\tfr"]
    lines += [f"{w}\t{found['en'].get(w, 0):.1f}\t{found['fr'].get(w, 0):.1f}" for w in common]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(common)} words: {TABLE}")


if __name__ == "__main__":
    main()
