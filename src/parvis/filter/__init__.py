"""Mark what is not counted, or not counted twice, and say why.

The language of a mention, whether it is spam, its near-duplicates, the templates of support
accounts, what accounts post together, whether a mention is kept. Every function adds columns and
removes no row.
"""

from __future__ import annotations

from parvis.filter.coordination import mark_coordination
from parvis.filter.duplicates import group_duplicates
from parvis.filter.keep import keep
from parvis.filter.language import detect_language
from parvis.filter.recall import Recall, name_firsts
from parvis.filter.similarity import is_same_content, similarity
from parvis.filter.spam import mark_spam
from parvis.filter.templates import mark_templates
from parvis.filter.undoing import undo

__all__ = [
    "Recall",
    "detect_language",
    "group_duplicates",
    "is_same_content",
    "keep",
    "mark_coordination",
    "mark_spam",
    "mark_templates",
    "name_firsts",
    "similarity",
    "undo",
]
