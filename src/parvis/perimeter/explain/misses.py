"""What came near a part that does not hold, and what would have found it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.perimeter.explain.explanation import Kind, Miss
from parvis.perimeter.language.faults import MAX_DISTANCE
from parvis.perimeter.language.fields import FIELDS
from parvis.perimeter.language.tree import (
    AtLeast,
    Exact,
    Field,
    Near,
    Phrase,
    Query,
    Scope,
    Term,
    Window,
    Word,
)
from parvis.perimeter.language.writing import text_of
from parvis.perimeter.meaning.exacts import phrase_of
from parvis.perimeter.meaning.misspelling import edits_between
from parvis.perimeter.meaning.tags import has_words
from parvis.perimeter.words.folding import spellings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.perimeter.explain.mention import Mention, Token
    from parvis.perimeter.store.hits import Hits

SHORTEST_BEGINNING = 3  # letters: fewer begin too many words


def nearest_miss(query: Query, mention: Mention) -> Miss | None:
    """Return what came nearest to a part that does not hold, or None where nothing did."""
    match query:
        case Phrase():
            miss = _of_phrase(query, mention)
        case Window(terms):
            miss = _of_window(terms, mention)
        case Exact():
            miss = _of_exact(query, mention)
        case Near():
            miss = _of_near(query, mention)
        case Field():
            miss = _of_field(query, mention)
        case Scope(_, part):
            places = mention.places(part)
            miss = Miss("elsewhere", {"found": places[0].quote}) if places else None
        case AtLeast(times, part):
            miss = _of_times(times, mention.hits(part))
        case _:
            miss = None
    return miss


def _of_times(asked: int, hits: Hits | None) -> Miss | None:
    count = len(set(hits.first.tolist())) if hits is not None else 0
    return Miss("times", {"count": count, "asked": asked}) if count else None


def _of_field(query: Field, mention: Mention) -> Miss:
    spec = FIELDS[query.name]
    value = mention.known.get(spec.column)
    if value is None or value == []:
        return Miss("unread" if spec.is_later else "unsaid", {"field": query.name})
    return Miss("value", {"field": query.name, "found": _shown(value)})


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _of_phrase(phrase: Phrase, mention: Mention) -> Miss | None:
    plain = Phrase(phrase.terms)
    if plain != phrase and (places := mention.places(plain)):
        kind: Kind = "not_first" if phrase.is_first else "not_last"
        return Miss(kind, {"found": places[0].quote}, text_of(plain))
    if len(phrase.terms) == 1:
        return next(_of_term(phrase.terms[0], mention), None)
    return _of_window(phrase.terms, mention) or _of_missing_term(phrase.terms, mention)


def _of_missing_term(terms: tuple[Term, ...], mention: Mention) -> Miss | None:
    missing = [term for term in terms if not mention.places(Phrase((term,)))]
    return next((miss for term in missing for miss in _of_term(term, mention)), None)


def _of_window(terms: tuple[Term, ...], mention: Mention) -> Miss | None:
    """All words stand there: how many others stand among them at the least?"""
    if not 2 <= len(terms) <= 6:
        return None
    for others in range(51):
        if places := mention.places(window := Window(terms, others)):
            return Miss("apart", {"count": others, "found": places[0].quote}, text_of(window))
    return None


def _of_exact(exact: Exact, mention: Mention) -> Miss | None:
    phrase = phrase_of(exact)
    places = mention.places(phrase) if phrase else ()
    return (
        Miss("letter", {"found": places[0].quote}, text_of(phrase)) if phrase and places else None
    )


def _of_near(near: Near, mention: Mention) -> Miss | None:
    left, right = mention.hits(near.left), mention.hits(near.right)
    if (
        near.is_absent
        or left is None
        or right is None
        or not (left.first.size and right.first.size)
    ):
        return None
    unordered = Near(near.left, near.right, near.distance, near.unit)
    if near.is_ordered and mention.verdict(unordered):
        return Miss("order", {}, text_of(unordered))
    if near.unit != "word":
        return Miss("stretch", {"unit": near.unit})
    return _of_distance(near, _least_gap(left, right, is_ordered=near.is_ordered))


def _of_distance(near: Near, count: int | None) -> Miss | None:
    if count is None or count > MAX_DISTANCE:
        return None if count is None else Miss("texts", {})
    wider = Near(near.left, near.right, count, is_ordered=near.is_ordered)
    return Miss("far", {"count": count}, text_of(wider))


def _least_gap(left: Hits, right: Hits, *, is_ordered: bool) -> int | None:
    gaps = [
        max(b0 - a1, a0 - b1) - 1
        for a0, a1 in zip(left.first.tolist(), left.last.tolist(), strict=True)
        for b0, b1 in zip(right.first.tolist(), right.last.tolist(), strict=True)
        if (b0 > a1) or (a0 > b1 and not is_ordered)
    ]
    return min(gaps, default=None)


def _of_term(term: Term, mention: Mention) -> Iterator[Miss]:
    """Words that miss by an accent, a capital, a sign, an ending, a letter, the nearest first."""
    if not isinstance(term, Word):
        return
    for compare in (_by_spelling, _by_sign, _by_tag, _by_ending, _by_letters):
        for token in mention.tokens:
            if (miss := compare(term, token)) is not None:
                yield miss


def _by_spelling(word: Word, token: Token) -> Miss | None:
    is_signed = not word.sign or word.sign == token.sign
    if not is_signed or _bare(word) != token.spelt.bare or word.form == "bare":
        return None
    kind: Kind = "capitals" if word.form == "cased" else "accents"
    return Miss(kind, {"found": token.at.quote}, word.sign + _bare(word))


def _by_sign(word: Word, token: Token) -> Miss | None:
    is_same = bool(word.sign) and getattr(token.spelt, word.form) == word.text
    return Miss("sign", {"found": token.at.quote}, word.text) if is_same else None


def _by_tag(word: Word, token: Token) -> Miss | None:
    if token.sign != "#" or word.sign == "@" or not has_words(token.body, (_bare(word),)):
        return None
    return Miss("in_tag", {"found": token.at.quote}, f'#"{_bare(word)}"')


def _by_ending(word: Word, token: Token) -> Miss | None:
    bare, found = _bare(word), token.spelt.bare
    if len(bare) < SHORTEST_BEGINNING or bare == found:
        return None
    if found.startswith(bare):
        return Miss("longer", {"found": token.at.quote}, f"{word.sign}{bare}*")
    return (
        Miss("longer", {"found": token.at.quote}, f"{word.sign}*{bare}")
        if found.endswith(bare)
        else None
    )


def _by_letters(word: Word, token: Token) -> Miss | None:
    bare = _bare(word)
    most = 1 if len(bare) < 8 else 2
    edits = edits_between(bare, token.spelt.bare, most)
    if len(bare) <= SHORTEST_BEGINNING or not 0 < edits <= most:
        return None
    return Miss("misspelt", {"found": token.at.quote}, f"{word.sign}{bare}~{edits}")


def _bare(word: Word) -> str:
    return spellings(word.text).bare
