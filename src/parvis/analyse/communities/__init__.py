"""The communities of the talk: who is in them, what they are called, and which they were before.

`members` finds them on a network, `own_words` says what each says more than the others, `cards`
describes them, and `keep_numbers` gives those of an earlier run their numbers back;
`draw_map` places their hubs.
"""

from __future__ import annotations

from parvis.analyse.communities.cards import cards
from parvis.analyse.communities.keeping import keep_numbers
from parvis.analyse.communities.mapping import Map, draw_map
from parvis.analyse.communities.members import Members, members, members_among
from parvis.analyse.communities.words import own_words, words_said

__all__ = [
    "Map",
    "Members",
    "cards",
    "draw_map",
    "keep_numbers",
    "members",
    "members_among",
    "own_words",
    "words_said",
]
