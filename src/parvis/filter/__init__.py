"""Mark what is not counted: the language of a mention, its near-duplicates, why it is set apart.

Every function adds columns and removes no row.
"""

from __future__ import annotations

from parvis.filter.duplicates import group_duplicates
from parvis.filter.keep import keep
from parvis.filter.language import detect_language

__all__ = ["detect_language", "group_duplicates", "keep"]
