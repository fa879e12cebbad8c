"""The perimeter: what an objective listens to, said in a query language and matched to mentions."""

from __future__ import annotations

from parvis.perimeter.brands import Brand, mark
from parvis.perimeter.match import matches
from parvis.perimeter.parse import parse
from parvis.perimeter.tree import And, Not, Or, Phrase, Query, text_of

__all__ = ["And", "Brand", "Not", "Or", "Phrase", "Query", "mark", "matches", "parse", "text_of"]
