"""One query over many stored mentions: every step takes all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

from parvis.perimeter.language.fields import FIELDS
from parvis.perimeter.language.tree import Between, Exact, Field, Phrase, Query, Regex, Window
from parvis.perimeter.meaning.exacts import phrase_of
from parvis.perimeter.meaning.fields import (
    is_number,
    is_settled,
    numbers_of_field,
    passes,
    texts_of_field,
)
from parvis.perimeter.meaning.forms import (
    All,
    Away,
    Chain,
    Claim,
    Close,
    Either,
    Here,
    Holds,
    Leaf,
    No,
    Some,
    Spot,
    terms_of,
)
from parvis.perimeter.meaning.settle import settle
from parvis.perimeter.meaning.windows import windows
from parvis.perimeter.store import hits
from parvis.perimeter.store.hits import Hits
from parvis.perimeter.store.index import Index
from parvis.perimeter.store.terms import Lexicon
from parvis.perimeter.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from parvis.perimeter.store.hits import Marks

AT_ONCE: Final = 1 << 16  # mentions whose words are in memory together


class Truth(NamedTuple):
    """What is known of a claim for each mention.

    Arguments:
        yes: it holds.
        may: it holds, or what would tell is not read yet.
    """

    yes: Marks
    may: Marks


def matches(query: Query, mentions: pl.DataFrame) -> pl.Series:
    """Say of each mention whether a query matches it.

    Arguments:
        query: the tree of a query, from `parse`.
        mentions: a frame with the column `text`, and `title` and other columns of the schema.

    Returns:
        A series of booleans, one a mention, never null: what cannot be told yet does not match.

    Raises:
        MissingColumnsError: the frame has no `text`.

    >>> from parvis.perimeter import parse
    >>> posts = pl.DataFrame({"text": ["Ma box Free est en panne", "Je suis libre"]})
    >>> matches(parse("free AND (panne OR coupure)"), posts).to_list()
    [True, False]
    """
    return judge(query, mentions).fill_null(value=False).rename("matching")


def judge(query: Query, mentions: pl.DataFrame) -> pl.Series:
    """Say of each mention whether a query matches it, or null where that cannot be told yet.

    Clauses on what is read after a mention arrived (language, tonality, …) are unknown until then;
    a query is unknown where they decide.

    >>> from parvis.perimeter import parse
    >>> posts = pl.DataFrame({"text": ["Ma box Free", "Je suis libre"]})
    >>> judge(parse("free AND lang:fr"), posts).to_list()
    [None, False]
    """
    return judge_all([query], mentions)[0]


def judge_all(queries: Sequence[Query], mentions: pl.DataFrame) -> list[pl.Series]:
    """Judge several queries, whose words are looked up together; `judge` says how.

    >>> from parvis.perimeter import parse
    >>> posts = pl.DataFrame({"text": ["Ma box Free", "Je suis libre"]})
    >>> [found.to_list() for found in judge_all([parse("free"), parse("libre")], posts)]
    [[True, False], [False, True]]
    """
    claims, lexicon = [settle(query) for query in queries], Lexicon(Vocabulary())
    parts = []
    for part in mentions.iter_slices(AT_ONCE) if mentions.height else [mentions]:
        search = Search(Index(part, lexicon), *claims)
        parts.append([as_series(search.truth(claim)) for claim in claims])
    return [pl.concat(several) for several in zip(*parts, strict=True)]


def as_series(truth: Truth) -> pl.Series:
    """Return what is known as booleans, null where it is not known."""
    yes, may = pl.Series("matching", truth.yes), pl.Series(truth.may)
    return yes.set(may & ~yes, None)


class Search:
    """A claim, or several, looked up in an index.

    Arguments:
        index: of the mentions.
        claims: whose terms are looked up together.
    """

    def __init__(self, index: Index, *claims: Claim) -> None:
        self.index = index
        self._places = index.places_of({term for claim in claims for term in terms_of(claim)})

    def truth(self, claim: Claim) -> Truth:
        """Say what is known of a claim."""
        match claim:
            case Here(spot, times):
                return _known(self._stands(spot, times))
            case Holds(field):
                return _field_truth(field, self.index.mentions)
            case No(part):
                yes, may = self.truth(part)
                return Truth(~may, ~yes)
            case All(parts):
                return _joined([self.truth(part) for part in parts], np.logical_and)
            case Some(parts):
                return _joined([self.truth(part) for part in parts], np.logical_or)

    def hits(self, spot: Spot) -> Hits:
        """Return where a spot stands."""
        match spot:
            case Leaf():
                return self._leaf(spot)
            case Either(parts):
                return hits.union([self.hits(part) for part in parts])
            case Close(left, right, step):
                return hits.close(self.hits(left), self.hits(right), self.index.nearness(step))
            case Away(leaf, other, step):
                return hits.away(self.hits(leaf), self.hits(other), self.index.nearness(step))
            case Chain(parts, steps):
                nearness = [self.index.nearness(step) for step in steps]
                return hits.chain([self.hits(part) for part in parts], nearness)

    def _stands(self, spot: Spot, times: int) -> Marks:
        if isinstance(spot, Leaf) and isinstance(spot.what, Regex) and times == 1:
            return self.index.has_run(spot.what, spot.text)
        if isinstance(spot, Leaf) and isinstance(spot.what, Exact) and times == 1:
            return self.index.has_exact(spot.what, spot.text, self._candidates(spot.what))
        if isinstance(spot, Either) and times == 1:
            return np.logical_or.reduce([self._stands(part, 1) for part in spot.parts])
        rows = self.index.rows_of(np.unique(self.hits(spot).first))
        return np.bincount(rows, minlength=self.index.mentions.height) >= times

    def _candidates(self, exact: Exact) -> NDArray[np.int64]:
        """The mentions that have the words of an exact text in a row."""
        phrase = phrase_of(exact)
        if phrase is None:
            return np.arange(self.index.mentions.height)
        found = hits.in_a_row([self._places[term] for term in phrase.terms])
        return np.unique(self.index.rows_of(found.first))

    def _leaf(self, leaf: Leaf) -> Hits:
        match leaf.what:
            case Phrase(terms, is_first, is_last):
                found = hits.in_a_row([self._places[term] for term in terms])
                if is_first:
                    found = found.where(hits.is_in(found.first, self.index.firsts()))
                if is_last:
                    found = found.where(hits.is_in(found.last, self.index.lasts()))
            case Window(terms, others):
                found = Hits(*windows([self._places[term] for term in terms], others))
            case Exact():
                rows = self._candidates(leaf.what)
                return self.index.exact_hits(leaf.what, leaf.text, rows)
            case Regex():
                return self.index.runs_of(leaf.what, leaf.text)
        return self.index.within(found, leaf.text)


def _field_truth(field: Field, mentions: pl.DataFrame) -> Truth:
    spec = FIELDS[field.name]
    if is_number(spec) and isinstance(field.test, Between):
        values = numbers_of_field(spec, mentions, field.test.zone)
        yes = _between(values.to_numpy(), field.test)
    elif is_number(spec):
        values = numbers_of_field(spec, mentions)
        yes = values.is_not_null().to_numpy()
    else:
        values = texts_of_field(spec, mentions)
        yes = _among(values, field)
    settled = is_settled(spec, mentions) | values.is_not_null()
    return Truth(yes, yes | ~settled.to_numpy())


def _among(values: pl.Series, field: Field) -> Marks:
    """Each distinct value is tested once."""
    several = values.dtype == pl.List
    each = values.explode() if several else values
    test = passes(field)
    accepted = [value for value in each.unique().drop_nulls() if test(value)]
    if not several:
        return values.is_in(accepted).fill_null(value=False).to_numpy()
    wanted = pl.Series("accepted", [accepted], pl.List(pl.String))
    is_there = pl.DataFrame({"values": values}).select(
        pl.col("values").list.set_intersection(pl.lit(wanted)).list.len() > 0
    )
    return is_there.to_series().fill_null(value=False).to_numpy()


def _between(values: NDArray[np.float64], test: Between) -> Marks:
    """What is not known (NaN) is between no two numbers; a range of times may go round midnight."""
    with np.errstate(invalid="ignore"):
        above = _above(values, test)
        below = _below(values, test)
    if test.low is not None and test.high is not None and test.low > test.high:
        return above | below
    return above & below


def _above(values: NDArray[np.float64], test: Between) -> Marks:
    if test.low is None:
        return ~np.isnan(values)
    return values >= test.low if test.has_low else values > test.low


def _below(values: NDArray[np.float64], test: Between) -> Marks:
    if test.high is None:
        return ~np.isnan(values)
    return values <= test.high if test.has_high else values < test.high


def _known(marks: Marks) -> Truth:
    return Truth(marks, marks)


def _joined(truths: list[Truth], join: np.ufunc) -> Truth:
    return Truth(
        join.reduce([truth.yes for truth in truths]), join.reduce([truth.may for truth in truths])
    )
