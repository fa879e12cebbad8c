"""How soon many queries are matched to real posts, beside what else could match them.

Posts of ../shared/data/brand_stream, tiled; queries of two to thirty of their own words. Every rate
is of one core, from raw text, and every peer is measured in the same run on the same posts.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from peers import of_patterns, of_tantivy, seconds
from postgres import of_postgres

from parvis.perimeter import Matcher, judge, parse, text_of
from parvis.perimeter.language.writing import packed, unpacked
from parvis.perimeter.words.texts import texts_of
from parvis.perimeter.words.vocabulary import Vocabulary, words_in

if TYPE_CHECKING:
    from parvis.perimeter.language.tree import Query

DATA = Path(__file__).parents[2] / "shared" / "data" / "brand_stream"
FLOOR, GOAL = 30_000, 170_000  # posts a second, ten thousand mixed queries
STORED = 1_000_000


def posts(most: int) -> pl.DataFrame:
    """Real posts, each once, in an order of chance."""
    parts = [
        pl.read_csv(path, infer_schema=False).select(text="Full Text")
        for path in sorted(DATA.glob("*.csv.gz"))
        if "Full Text" in pl.read_csv(path, n_rows=1, infer_schema=False).columns
    ]
    return pl.concat(parts).drop_nulls().unique(maintain_order=True).sample(
        fraction=1.0, shuffle=True, seed=7
    ).head(most)  # fmt: skip


def tiled(mentions: pl.DataFrame, height: int) -> pl.DataFrame:
    """Repeat posts until there are so many."""
    return pl.concat([mentions] * (height // mentions.height + 1)).head(height)


class Author:
    """Writes queries of the words of posts, the same ones for the same seed."""

    def __init__(self, mentions: pl.DataFrame, seed: int = 11) -> None:
        self._random = random.Random(seed)
        texts = [words_in(text) for text in mentions["text"].head(20_000)]
        counts = Counter(word.lower() for words in texts for word in set(words) if word.isalpha())
        most = 0.001 * len(texts)
        self._words = sorted(
            word
            for word, count in counts.items()
            if 2 <= count <= most and len(word) > 2 and word.isascii()
        )
        self._rows = [words for words in texts if len(words) > 3]

    def plain(self) -> str:
        """Two to thirty words: one of some, and for half of them one of others."""
        words = self._random.sample(self._words, self._random.randint(2, 30))
        cut = self._random.randint(1, len(words) - 1)
        first, second = " OR ".join(words[:cut]), " OR ".join(words[cut:])
        return (
            f"({first}) AND ({second})" if self._random.random() < 0.5 else f"{first} OR {second}"
        )

    def rich(self) -> str:
        """A phrase somebody wrote, words near one another, what must not be there, a field."""
        row = self._random.choice(self._rows)
        start = self._random.randrange(len(row) - 1)
        a, b, c, d = self._random.sample(self._words, 4)
        phrase = " ".join(word for word in row[start : start + 2] if word.isalnum()) or a
        near = f"({a} OR {b}) NEAR/5 ({c} OR {d})"
        return f'("{phrase}" AND {a}) OR {near} OR ({c} AND {d} NOT {b}) OR ({b} likes:>=10)'

    def mixed(self, number: int) -> list[Query]:
        """Seven plain ones for three rich."""
        return [parse(self.rich() if n % 10 < 3 else self.plain()) for n in range(number)]


def rate(matcher: Matcher, mentions: pl.DataFrame) -> tuple[float, float]:
    """Posts a second, and matches a post."""
    matcher.match(mentions.head(2_000))
    found: list[pl.DataFrame] = []
    spent = seconds(lambda: found.append(matcher.match(mentions)))
    return mentions.height / spent, found[0].height / mentions.height


def cutting(mentions: pl.DataFrame) -> float:
    """Seconds to cut posts into words, which a pipeline does once for all that read words."""
    words = Vocabulary()
    words.cut(texts_of(mentions))
    parts = [texts_of(mentions.slice(start, 8_192)) for start in range(0, mentions.height, 8_192)]
    return seconds(lambda: [words.cut(part) for part in parts])


def compiling(texts: list[str]) -> tuple[float, float, float]:
    """Seconds to compile cold, from trees kept, and to add one query."""
    trees: list[Query] = []
    cold = seconds(lambda: trees.extend(map(parse, texts)))
    kept = packed(trees)
    made: list[Matcher] = []

    def from_kept() -> None:
        made.append(Matcher({f"q{n}": tree for n, tree in enumerate(unpacked(kept))}))

    warm = seconds(from_kept)
    one = parse("nouveau AND (mot OR terme)")
    return cold + warm, warm, seconds(lambda: made[0].add("one more", one))


def print_peer(name: str, theirs: float | None, ours: float) -> None:
    """Print what a peer does, and how much faster we are."""
    if theirs is None:
        print(f"        {name:<20} not on this machine")
    else:
        print(f"        {name:<20} {theirs:>8,.0f} posts/s   {ours / theirs:>8,.0f} x")


def print_rates(
    number: int, author: Author, distinct: pl.DataFrame, mentions: pl.DataFrame
) -> None:
    """Match so many queries, here and by the peers."""
    queries = author.mixed(number)
    ours, per_post = rate(Matcher({f"q{n}": q for n, q in enumerate(queries)}), mentions)
    print(f"{number:>7,} mixed queries  {ours:>10,.0f} posts/s   {per_post:.2f} matches a post")
    alone = mentions.height / (mentions.height / ours - cutting(mentions))
    print(f"        {'the words cut before':<20} {alone:>8,.0f} posts/s")
    batch = distinct.head(5_000)
    few = distinct.head(max(20, 200_000 // number))
    print_peer("one regex a query", of_patterns(queries, few), ours)
    print_peer("tantivy by batch", of_tantivy(queries, batch), ours)
    print_peer("PostgreSQL by batch", of_postgres(queries, batch), ours)


def print_bars(author: Author, distinct: pl.DataFrame) -> None:
    """Compile ten thousand queries, add one, apply an edit to what is stored."""
    cold, warm, added = compiling([text_of(query) for query in author.mixed(10_000)])
    print(f"10 000 queries: compiled cold {cold:.1f} s (bar 10), from trees {warm:.1f} s (bar 2)")
    print(f"one query added to them: {1_000 * added:.1f} ms (bar 50)")
    stored = tiled(distinct, STORED)
    edit = parse('(delay* OR retard) NEAR/5 (flight OR vol) NOT "on time"')
    start = time.perf_counter()
    found = judge(edit, stored).sum()
    spent = time.perf_counter() - start
    print(f"one edit on {STORED:,} stored: {spent:.1f} s (bar 5), {found:,} found")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=200_000)
    options.add_argument("--queries", type=int, nargs="*", default=[10, 1_000, 10_000, 100_000])
    asked = options.parse_args()
    distinct = posts(50_000).with_columns(likes=pl.lit(12, pl.Int64))
    mentions, author = tiled(distinct, asked.posts), Author(distinct)
    rate(Matcher({"warm": parse("a NEAR/2 b OR likes:>3 OR c*")}), distinct.head(2_000))
    print(f"{distinct.height:,} posts, tiled to {mentions.height:,}; one core, from raw text\n")
    for number in asked.queries:
        print_rates(number, author, distinct, mentions)
    print(f"\nfloor {FLOOR:,}, goal {GOAL:,} posts/s at 10 000 mixed queries")
    print_bars(author, distinct)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    main()
