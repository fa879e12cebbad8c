"""Part a text into clauses, and say which of them speak of which name.

The rules are few, for French and English, and read from small letters without accents:

- a clause ends with its sentence, its line, at a semicolon, before a contrast (`mais`, `but`,
  `alors que`, `whereas`, …), and before `et`, `and`, a comma, a dash or an emoji where another name
  follows within some words and something is said of each;
- a clause without a name speaks of the names before it, or after it where none came before;
- comparisons are those of `parvis.enrich.comparisons`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from parvis.enrich.comparisons import asides, choices
from parvis.enrich.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parvis.enrich.comparisons import Stance
    from parvis.enrich.names import Name


class Judged(NamedTuple):
    """The words from which the tonality towards a name is read.

    Arguments:
        owner: whose name it is.
        words: of the text, a line a run of clauses.
        stance: how their tonality holds towards it.
    """

    owner: str
    words: str
    stance: Stance


_CONTRASTS: Final = (
    "mais|but|however|par contre|en revanche|pourtant|cependant|alors que|alors qu(?=')"
    "|tandis que|tandis qu(?=')|while|whereas|although|though|meanwhile|quant (?=au?x?(?!\\w))"
)
_LEAD: Final = re.compile(
    rf"(?:\s*(?:(?:{_CONTRASTS}|et|and|puis|then)(?!\w)|[,;/|\u2013\u2014&-])\s*)+"
)
_EMOJI: Final = "[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]"
_SENTENCE_END: Final = re.compile(rf"(?:[.!?…]+(?=\s|$|{_EMOJI})(?:\s?{_EMOJI})*|\n)")
_CUT: Final = re.compile(rf";|(?<!\w)(?=(?:{_CONTRASTS})(?!\w))")
_JOINS: Final = re.compile(
    rf"(?:(?P<kept>{_EMOJI})|[,/|\u2013\u2014&]|\s-|(?<!\w)(?:et|and|puis|then))\s+(?:[\w']{{1,12}}\s+){{0,3}}"
    r"(?:\w{1,2}')?$"
)
_TOGETHER: Final = re.compile(r"(?<!\w)(?:entre|between|both|ni|neither|either)(?:\s+\w{1,8})?\s+$")
_SAID: Final = 2  # words after a joined name from which it has a clause of its own


@dataclass(slots=True)
class _Clause:
    start: int
    end: int
    sentence: int
    is_aside: bool
    owners: list[str] = field(default_factory=list)


def judged(text: str, names: Sequence[Name]) -> Iterator[Judged]:
    """Yield, for each owner of a name, the words to read and how they hold towards it.

    Arguments:
        text: composed (NFC).
        names: found in it, in their order.

    >>> from parvis.enrich.names import Names
    >>> post = "Orange est top mais SFR est nul"
    >>> for found in judged(post, list(Names({"O": ["orange"], "S": ["sfr"]}).within(post))):
    ...     print(found.owner, found.words, found.stance, sep=": ")
    O: Orange est top: plain
    S: SFR est nul: plain
    """
    folded = fold(text)
    clauses = _clauses(folded, names)
    stances = dict(choices(folded, names))
    for owner in dict.fromkeys(owner for name in names for owner in name.owners):
        mine, stance = _of(owner, clauses)
        words = [_said(text, folded, start, end) for start, end in _runs(mine)]
        chosen = stances.get(owner, "plain") if stance == "plain" else stance
        said = "\n".join(word for word in words if word)
        yield Judged(owner, said or text.strip(), chosen)  # what only joins is still what is said


def _said(text: str, folded: str, start: int, end: int) -> str:
    """The words of a clause, without what joins it to the one before."""
    lead = _LEAD.match(folded, start, end) if start else None
    return text[lead.end() if lead else start : end].strip()


def _runs(clauses: list[_Clause]) -> list[tuple[int, int]]:
    """Where the clauses stand, those that follow one another as one."""
    runs: list[tuple[int, int]] = []
    for clause in clauses:
        start = runs.pop()[0] if runs and runs[-1][1] == clause.start else clause.start
        runs.append((start, clause.end))
    return runs


def _of(owner: str, clauses: list[_Clause]) -> tuple[list[_Clause], Stance]:
    """The clauses that speak of an owner, or else those that say the contrary of it."""
    if mine := [clause for clause in clauses if not clause.is_aside and owner in clause.owners]:
        return mine, "plain"
    places = [place for place, clause in enumerate(clauses) if owner in clause.owners]
    return [_beside(clauses, place) for place in places], "turned"


def _beside(clauses: list[_Clause], place: int) -> _Clause:
    """The clause of the same sentence against which a name is held; itself where it is alone."""
    here = clauses[place]
    others = [
        clauses[other]
        for other in (place - 1, place + 1)
        if 0 <= other < len(clauses) and clauses[other].sentence == here.sentence
    ]
    return others[0] if others else here


def _clauses(folded: str, names: Sequence[Name]) -> list[_Clause]:
    ends = sorted({found.end() for found in _SENTENCE_END.finditer(folded)})
    aside = set(asides(folded, names, ends))
    cuts = {found.end() for found in _CUT.finditer(folded)} | aside | set(ends)
    cuts |= set(_joins(folded, names)) | set(_aside_ends(folded, aside))
    whole = {cut for cut in cuts if not any(name.start < cut < name.end for name in names)}
    places = _places(_without(folded, names), sorted(whole), aside)
    clauses = [
        _Clause(start, end, sum(cut <= start for cut in ends), start in aside)
        for start, end in pairwise([0, *places, len(folded)])
        if start < end
    ]
    _own(clauses, names)
    _adopt(clauses)
    return clauses


def _own(clauses: list[_Clause], names: Sequence[Name]) -> None:
    """Give each clause to the names in it."""
    for clause in clauses:
        here = [name for name in names if clause.start <= name.start < clause.end]
        clause.owners = [owner for name in here for owner in name.owners]


def _without(folded: str, names: Sequence[Name]) -> str:
    """The text with blanks for its names and handles."""
    for name in names:
        folded = folded[: name.start] + " " * (name.end - name.start) + folded[name.end :]
    return re.sub(r"@\w*", lambda handle: " " * len(handle.group()), folded)


def _places(rest: str, cuts: list[int], aside: set[int]) -> Iterator[int]:
    """The cuts before and after which something is said: `@Orange ! Merci` is one clause."""
    last = 0
    for cut in cuts:
        if cut in aside or (re.search(r"\w", rest[last:cut]) and re.search(r"\w", rest[cut:])):
            yield cut
            last = cut


def _adopt(clauses: list[_Clause]) -> None:
    """Give a clause without a name to the names before it, or else to the first ones after it."""
    spoken = [clause for clause in clauses if clause.owners and not clause.is_aside]
    owners = spoken[0].owners if spoken else []
    for clause in clauses:
        if clause.is_aside:
            continue
        owners = clause.owners or owners
        clause.owners = owners


def _aside_ends(folded: str, aside: set[int]) -> Iterator[int]:
    commas = [found.end() for found in re.finditer(",", folded)]
    for start in aside:
        yield from [comma for comma in commas if comma > start][:1]


def _joins(folded: str, names: Sequence[Name]) -> Iterator[int]:
    """Where a joined name gets a clause of its own: something is said of both."""
    for before, name in pairwise(names):
        between = folded[before.end : name.start]
        joins = _JOINS.search(between)
        said = re.match(r"[^.!?…;\n,]*", folded[name.end :])
        has_own = said is not None and len(re.findall(r"\w+", said.group())) >= _SAID
        is_one = _TOGETHER.search(folded[: before.start]) or before.owners == name.owners
        if joins and has_own and not is_one and re.search(r"\w", between[: joins.start()]):
            yield before.end + max(joins.start(), joins.end("kept"))
