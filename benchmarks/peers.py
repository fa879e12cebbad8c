"""What else could match many queries to posts, each asked for the words of the queries alone."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import tantivy

from parvis.perimeter.language.tree import Word
from parvis.perimeter.meaning.forms import terms_of
from parvis.perimeter.meaning.settle import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from parvis.perimeter.language.tree import Query


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def words_of(query: Query) -> list[str]:
    """The words of a query, without signs and operators."""
    terms = dict.fromkeys(terms_of(settle(query)))
    return [term.text for term in terms if isinstance(term, Word) and term.text.isalnum()]


def of_patterns(queries: list[Query], mentions: pl.DataFrame) -> float:
    """Posts a second where each query is one compiled expression of its words."""
    patterns = [
        re.compile(rf"\b(?:{'|'.join(map(re.escape, words_of(query)))})\b", re.I)
        for query in queries
    ]
    texts = mentions["text"].to_list()
    spent = seconds(lambda: [pattern.search(text) for text in texts for pattern in patterns])
    return len(texts) / spent


def of_tantivy(queries: list[Query], mentions: pl.DataFrame) -> float:
    """Posts a second where a batch is indexed, then searched by each query."""
    schema = tantivy.SchemaBuilder().add_text_field("text").build()

    def work() -> None:
        index = tantivy.Index(schema)
        writer = index.writer(num_threads=1)
        for text in mentions["text"]:
            writer.add_document(tantivy.Document(text=text))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()
        for query in queries:
            asked = index.parse_query(" ".join(words_of(query)), ["text"])
            searcher.search(asked, limit=1, count=True)

    return mentions.height / seconds(work)
