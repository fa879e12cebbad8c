"""The perimeter: what an objective listens to, said in a query language and matched to mentions."""

from __future__ import annotations

from parvis.perimeter.brands import Brand, mark, mark_found
from parvis.perimeter.language.parse import parse
from parvis.perimeter.language.shelf import Shelf
from parvis.perimeter.language.writing import text_of
from parvis.perimeter.store.search import judge, matches
from parvis.perimeter.stream.matcher import Matcher
from parvis.perimeter.stream.words import Words
from parvis.perimeter.themes import Theme, mark_themes

__all__ = [
    "Brand",
    "Matcher",
    "Shelf",
    "Theme",
    "Words",
    "judge",
    "mark",
    "mark_found",
    "mark_themes",
    "matches",
    "parse",
    "text_of",
]
