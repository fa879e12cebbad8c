"""The words of stored mentions by place: made once, searched by every query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parvis.frames import enter
from parvis.perimeter.meaning.patterns import expression_of
from parvis.perimeter.store import hits, patterns
from parvis.perimeter.store.hits import Hits, Stretches, Words
from parvis.perimeter.store.terms import Lexicon
from parvis.perimeter.words.cutting import BETWEEN_TEXTS
from parvis.perimeter.words.texts import texts_of
from parvis.perimeter.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl
    from numpy.typing import NDArray

    from parvis.perimeter.language.tree import Exact, Regex, Term
    from parvis.perimeter.meaning.forms import Step, Text
    from parvis.perimeter.store.hits import Nearness, Places


class Index:
    """The words of some mentions, their places, and the mentions themselves.

    Arguments:
        mentions: a frame with the column `text`; `title` is read too where it is there.
        lexicon: of words met before, to go on with.

    Raises:
        MissingColumnsError: the frame has no `text`.

    >>> import polars as pl
    >>> from parvis.perimeter.language.tree import Word
    >>> index = Index(pl.DataFrame({"text": ["Ma box Free", "Je suis libre"]}))
    >>> index.rows_of(index.places_of([Word("free")])[Word("free")])
    array([0])
    """

    def __init__(self, mentions: pl.DataFrame, lexicon: Lexicon | None = None) -> None:
        enter(mentions, "text")
        self.mentions = mentions
        self.lexicon = lexicon or Lexicon(Vocabulary())
        self.texts = texts_of(mentions)
        self.tokens = self.lexicon.vocabulary.cut(self.texts)
        self._bases = self._bases_of_rows()
        counts = np.diff(self.tokens.rows)
        self._rows = np.repeat(np.arange(counts.size), counts)
        self._places = self.tokens.places + self._bases[self._rows]
        self._starts = self.tokens.starts + self.texts.rows[self._rows]
        self._ends = self.tokens.ends + self.texts.rows[self._rows]

    def _bases_of_rows(self) -> Places:
        """The place at which each mention begins, and where the last one ends."""
        rows = self.tokens.rows
        sizes = np.ones(rows.size - 1, np.int64)
        has_words = np.diff(rows) > 0
        sizes[has_words] += self.tokens.places[rows[1:][has_words] - 1]
        return np.concatenate(([0], np.cumsum(sizes + BETWEEN_TEXTS)))

    def rows_of(self, places: Places) -> NDArray[np.int64]:
        """Return the number of the mention in which each place is."""
        return np.searchsorted(self._bases, places, "right") - 1

    def places_of(self, terms: Iterable[Term]) -> dict[Term, Places]:
        """Return the places of each term, sorted, after one look at the words of all mentions."""
        standing = {term: self.lexicon.standing_for(term) for term in terms}
        if not standing:
            return {}
        is_any = np.logical_or.reduce(list(standing.values()))
        found = np.flatnonzero(is_any[self.tokens.words])
        words, places = self.tokens.words[found], self._places[found]
        return {term: _each_once(places[marks[words]]) for term, marks in standing.items()}

    def runs_of(self, regex: Regex, text: Text) -> Hits:
        """Return the words that the runs of a pattern hold in part or whole."""
        expression = expression_of(regex)
        found = [
            self._covered(name, patterns.runs(self.mentions[name], expression))
            for name in _columns(text, self.mentions)
        ]
        return hits.union(found)

    def has_run(self, regex: Regex, text: Text) -> NDArray[np.bool_]:
        """Mark the mentions in which a pattern stands."""
        expression = expression_of(regex)
        found = np.zeros(self.mentions.height, np.bool_)
        for name in _columns(text, self.mentions):
            found |= patterns.contains(self.mentions[name], expression).to_numpy()
        return found

    def exact_hits(self, exact: Exact, text: Text, rows: NDArray[np.int64]) -> Hits:
        """Return the words of an exact text, searched in some mentions."""
        found = [
            self._covered(name, self._occurrences(name, exact, rows))
            for name in _columns(text, self.mentions)
        ]
        return hits.union(found)

    def has_exact(self, exact: Exact, text: Text, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Mark the mentions, among some, in which an exact text stands."""
        found = np.zeros(self.mentions.height, np.bool_)
        for name in _columns(text, self.mentions):
            found[self._occurrences(name, exact, rows)[:, 0]] = True
        return found

    def within(self, found: Hits, text: Text) -> Hits:
        """Keep the hits of the title, or those of the text."""
        if text == "both":
            return found
        is_body = found.first >= self._bodies()[self.rows_of(found.first)]
        return found.where(is_body if text == "text" else ~is_body)

    def firsts(self) -> Places:
        """Return the first place of every title and of every text."""
        rows, bodies = self.tokens.rows, self.tokens.bodies
        titled, bodied = rows[:-1] < bodies, bodies < rows[1:]
        return np.sort(self._places[np.concatenate((rows[:-1][titled], bodies[bodied]))])

    def lasts(self) -> Places:
        """Return the last place of every title and of every text."""
        rows, bodies = self.tokens.rows, self.tokens.bodies
        titled, bodied = rows[:-1] < bodies, bodies < rows[1:]
        return np.sort(self._places[np.concatenate((bodies[titled], rows[1:][bodied])) - 1])

    def nearness(self, step: Step) -> Nearness:
        """Return the measure of a step."""
        if step.unit == "word":
            return Words(step.distance)
        numbers = self.tokens.sentences if step.unit == "sentence" else self.tokens.paragraphs
        is_new = np.ones(numbers.size, np.bool_)
        is_new[1:] = (np.diff(numbers) != 0) | (np.diff(self._rows) != 0)
        return Stretches(self._places[is_new])

    def _bodies(self) -> Places:
        """The place at which each text begins; where it has no word, where the mention ends."""
        rows, bodies = self.tokens.rows, self.tokens.bodies
        begins = self._bases[1:].copy()
        has_words = bodies < rows[1:]
        begins[has_words] = self._places[bodies[has_words]]
        return begins

    def _occurrences(self, name: str, exact: Exact, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those that begin and end inside no word."""
        found = patterns.occurrences(self.mentions[name], exact, rows)
        begin = self._begin(name, found[:, 0])
        is_inside = self._cuts_a_word(begin + found[:, 1]) | self._cuts_a_word(begin + found[:, 2])
        return found[~is_inside]

    def _cuts_a_word(self, places: Places) -> NDArray[np.bool_]:
        """Mark the bytes inside a word; between its sign and its first letter is outside."""
        if self._starts.size == 0:
            return np.zeros(places.size, np.bool_)
        last = np.searchsorted(self._starts, places, "left") - 1
        is_after = last >= 0
        last = np.maximum(last, 0)
        begins = self._starts[last] + self.lexicon.sizes_of_signs()[self.tokens.words[last]]
        return is_after & (begins < places) & (places < self._ends[last])

    def _begin(self, name: str, rows: NDArray[np.int64]) -> Places:
        return self.texts.rows[:-1][rows] if name == "title" else self.texts.bodies[rows]

    def _covered(self, name: str, runs: NDArray[np.int64]) -> Hits:
        """The words of runs; a run between two words holds none and stands at the next one."""
        rows, is_title = runs[:, 0], name == "title"
        low = self.tokens.rows[:-1][rows] if is_title else self.tokens.bodies[rows]
        high = self.tokens.bodies[rows] if is_title else self.tokens.rows[1:][rows]
        start, end = (self._begin(name, rows) + runs[:, side] for side in (1, 2))
        before = np.searchsorted(self._starts, start, "right") - 1
        is_over = (before < low) | (self._end_of(before) <= start)
        first = np.clip(before + is_over, low, high)
        last = np.clip(np.searchsorted(self._starts, end, "left") - 1, low - 1, high - 1)
        has_words = high > low
        return self._run(first[has_words], last[has_words], high[has_words])

    def _end_of(self, numbers: Places) -> Places:
        ends = np.append(self._ends, 0)
        return ends[numbers]

    def _run(self, first: Places, last: Places, high: Places) -> Hits:
        """From the first word to the last, or before the first where that comes behind the last."""
        places = np.append(self._places, 0)
        begins = np.where(first < high, places[first], places[high - 1] + 1)
        ends = np.where(last >= first, places[last], begins - 1)
        order = np.lexsort((ends, begins))
        return Hits(begins[order], ends[order])


def _columns(text: Text, mentions: pl.DataFrame) -> list[str]:
    names = ["title", "text"] if text == "both" else [text]
    return [name for name in names if name in mentions.columns]


def _each_once(places: Places) -> Places:
    """A tag in a script without spaces shares its place with its first letter."""
    if places.size < 2:
        return places
    is_new = np.ones(places.size, np.bool_)
    is_new[1:] = np.diff(places) != 0
    return places[is_new]
