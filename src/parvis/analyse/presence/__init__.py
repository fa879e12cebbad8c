"""Where to be: the places of an audience, weighed, ranked, and how sure the ranking is.

`attendance` says who speaks where, `places` lists the places with what is known of each, `Scored`
weighs them, `stability` and `flips` say how sure the ranking is and what would change it.
"""

from __future__ import annotations

from parvis.analyse.presence.attendance import attendance, attended
from parvis.analyse.presence.scoring import PARTS, Part, Places, Scored, scored
from parvis.analyse.presence.stability import flips, stability

__all__ = [
    "PARTS",
    "Part",
    "Places",
    "Scored",
    "attendance",
    "attended",
    "flips",
    "scored",
    "stability",
]
