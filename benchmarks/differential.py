"""Stream, store and reference on the same posts and queries: any difference ends the proof.

The stream and the store judge every pair of a post and a query. The reference is slow on purpose;
it judges all pairs of a sample of posts, and every query has some there that it finds.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]


from matching import Author, posts, tiled  # noqa: E402

from parvis.errors import QueryError  # noqa: E402
from parvis.perimeter import Matcher, parse, text_of  # noqa: E402
from parvis.perimeter.store.search import judge_all  # noqa: E402
from tests.perimeter.reference import evaluate  # noqa: E402

if TYPE_CHECKING:
    import polars as pl

OPERATORS = ("AND", "OR", "AND NOT", "NEAR/4", "ONEAR/6", "NOTNEAR/3", "SENTENCE", "PARAGRAPH")


class Mixer:
    """Joins words and phrases of posts by every operator."""

    def __init__(self, mentions: pl.DataFrame, seed: int) -> None:
        self._author, self._random = Author(mentions, seed), random.Random(seed)
        texts = " ".join(mentions["text"].head(3_000)).split()
        self._common = [word for word in texts if word.isalpha() and word.isascii()]

    def query(self) -> str:
        """A query of two to six leaves."""
        said = self._leaf()
        for _ in range(self._random.randint(1, 5)):
            said = f"({said}) {self._random.choice(OPERATORS)} {self._leaf()}"
        return said

    def _leaf(self) -> str:
        word, other = self._random.choices(self._common, k=2)
        return self._random.choice(
            (
                word, word, word, f'"{word} {other}"', f'"{word} {other}"~3', f"{word[:3]}*",
                f"*{word[-3:]}", f"#{word}", f"@{word}", f"({word} OR {other})", f"{{{word}}}",
                f'+"{word}"', f"ATLEAST/2 {word}", f"{word}$", f"^{word}", f'#"{word}"',
            )
        )  # fmt: skip


def readable(mixer: Mixer, number: int) -> dict[str, str]:
    """Queries that are read without fault."""
    found: dict[str, str] = {}
    while len(found) < number:
        written = mixer.query()
        with contextlib.suppress(QueryError):
            found.setdefault(text_of(parse(written)), f"q{len(found)}")
    return {name: said for said, name in found.items()}


def main() -> int:
    """Print the counts; a difference is printed and fails."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=100_000)
    options.add_argument("--queries", type=int, default=1_000)
    options.add_argument("--sample", type=int, default=300)
    options.add_argument("--seed", type=int, default=5)
    asked = options.parse_args()
    mentions = tiled(posts(asked.posts), asked.posts)
    written = readable(Mixer(mentions, asked.seed), asked.queries)
    queries = {name: parse(said) for name, said in written.items()}
    start = time.perf_counter()
    found = Matcher(queries).match(mentions).partition_by("query", as_dict=True)
    different = pairs = matched = 0
    sample = mentions.head(asked.sample)["text"].to_list()
    stored = judge_all(list(queries.values()), mentions)
    for (name, query), verdicts in zip(queries.items(), stored, strict=True):
        on_stream = found[(name,)]["mention"].to_list() if (name,) in found else []
        on_store = verdicts.arg_true().to_list()
        different += len(set(on_stream) ^ set(on_store))
        matched += len(on_store)
        chosen = [*range(len(sample)), *on_store[:20]]
        for mention in chosen:
            pairs += 1
            is_wanted = evaluate(query, {"text": mentions["text"][mention]})
            different += is_wanted is not verdicts[mention]
    spent = time.perf_counter() - start
    print(f"{mentions.height:,} posts x {len(queries):,} queries: {matched:,} matches")
    print(f"stream and store compared on {mentions.height * len(queries):,} pairs")
    print(f"store and reference compared on {pairs:,} of them")
    print(f"{different} differences, {spent:.0f} s")
    return int(different > 0)


if __name__ == "__main__":
    raise SystemExit(main())
