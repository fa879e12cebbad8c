"""How a text sets one name against another: better than B, unlike B, from A to B, rather A than B.

The rules are few, for French and English, and read from small letters without accents:

- `better than B`, `plus cher que B`, `unlike B`, `par rapport a B`: what is said beside it is
  turned towards B, unless the comparison is denied (`pas mieux que B`: both alike) or measures
  (`bigger than B`, `longer than B`);
- `I left A for B`, `je quitte A pour B`, `switched from A to B`: B is chosen, A left;
- `I prefer A to B`, `je choisis A plutot que B`, `A over B`: A is chosen, B left;
- `A should learn from B`, `A pourrait prendre exemple sur B`: B is chosen, A left.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parvis.enrich.names import Name

Stance: TypeAlias = Literal["plain", "chosen", "turned", "left"]
"""How the tonality of words holds towards a name: as read; as read but no worse than it is good;
the contrary of what is read; the contrary of what is read of the chosen one."""

_ASIDE: Final = re.compile(
    r"(?<!\w)(?:unlike|contrairement (?:a|au|aux)|a la difference (?:de|du|des|d')"
    r"|par rapport (?:a|au|aux)|compare[de]?e?s? (?:a|au|aux|to|with))(?!\w)"
)
_NOT: Final = r"(?:(?<!\w)(?:pas|not|no|jamais|never|rien|aussi|as|ni)|n't)"
_SOFTENS: Final = r"(?:(?:any|much|even|really|vraiment|tellement|tres|so|bien|beaucoup)\s+)?"
_MEASURES: Final = (
    "bigger|larger|smaller|longer|shorter|taller|wider|older|newer|younger|earlier|later|sooner"
    "|higher|lower|heavier|lighter|other|after|over|ever|rather|whether|number|together|never"
)
_THAN: Final = re.compile(
    rf"(?:(?P<no>{_NOT})\s+{_SOFTENS})?(?<!\w)"
    rf"(?:(?:better|worse|mieux|meilleure?s?|pires?|(?!(?:{_MEASURES})(?!\w))\w{{2,12}}er)"
    r"(?:\s+\w{1,15})?|(?:more|less|plus|moins)(?:\s+\w{1,15}){0,3}?)"
    r"\s+(?P<than>than|que|qu')\s*(?:\w{1,10}\s+){0,2}$"
)
_FEW: Final = r"(?:\s+\w{1,10}){0,2}?\s+"
_LEAVES: Final = re.compile(
    r"(?<!\w)(?:switch\w*|mov(?:e|ed|ing)|went|go(?:ing)?|left|leav(?:e|ing)|ditch\w*|dump\w*"
    rf"|quitt\w+|pass(?:e|er|es|ons)|abandonn\w+|lach\w+|resili\w+){_FEW}(?:d')?$"
)
_FOR: Final = re.compile(r"\s+(?:to|for|pour|a|au|chez|vers)\s+(?:chez |the |an? |my |les? |la )?")
_JOINED: Final = re.compile(
    r"\s*,?\s*(?:and |et |puis )?(?:join\w*|rejoin\w*)\s+(?:the |les? |la )?"
)
_PREFERS: Final = re.compile(
    rf"(?<!\w)(?:prefer\w{{0,4}}|choos\w*|chose|pick\w*|take|choisi\w*|prends){_FEW}(?:l')?$"
)
_OVER: Final = re.compile(r"\s+(?:to|over|a|au|plutot que|rather than)\s+(?:the |an? |les? |la )?")
_LEARNS: Final = re.compile(
    r"(?<!\w)(?:prend\w* exemple sur|(?:s'|t'|vous )inspire\w* (?:de|d')|learn\w* from"
    r"|take (?:some |a )?(?:notes?|lessons?|leaf) from|(?:be|do) (?:more )?like)\s*$"
)
_BACK: Final = 60
"""Characters before a name in which a comparison is looked for."""
_NEAR: Final = 20
"""Characters after `unlike` in which a name shows that it is no verb."""
_REACH: Final = 60
"""Characters between two names over which one may learn from the other."""


def asides(folded: str, names: Sequence[Name], ends: Sequence[int]) -> Iterator[int]:
    """Yield where words begin that name what is set against the rest: `than B`, `unlike B`.

    Arguments:
        folded: a text in small letters without accents.
        names: found in it, in their order.
        ends: where its sentences end.
    """
    starts = [name.start for name in names]
    for found in _ASIDE.finditer(folded):
        before = folded[: found.start()].rstrip()[-1:]
        has_name = any(0 <= start - found.end() <= _NEAR for start in starts)
        if has_name or before in ",.;:!?(":
            yield found.start()
    for name in names:
        since = max([end for end in ends if end <= name.start], default=0)
        start = max(since, name.start - _BACK)
        found_than = _THAN.search(folded[start : name.start])
        if found_than and not found_than["no"]:
            yield start + found_than.start("than")


def choices(folded: str, names: Sequence[Name]) -> Iterator[tuple[str, Stance]]:
    """Yield who is chosen and who is left, where one name is exchanged for the next.

    Arguments:
        folded: a text in small letters without accents.
        names: found in it, in their order.
    """
    for first, second in pairwise(names):
        before = folded[max(0, first.start - _BACK) : first.start]
        between = folded[first.end : second.start]
        if _is_left(before, between):
            winner, loser = second, first
        elif _PREFERS.search(before) and _OVER.fullmatch(between):
            winner, loser = first, second
        else:
            continue
        yield from ((owner, "chosen") for owner in winner.owners)
        yield from ((owner, "left") for owner in loser.owners)


def _is_left(before: str, between: str) -> bool:
    leaves = _LEAVES.search(before) and (_FOR.fullmatch(between) or _JOINED.fullmatch(between))
    learns = (
        len(between) <= _REACH and not re.search("[.!?\n]", between) and _LEARNS.search(between)
    )
    return bool(leaves or learns)
