"""Read mentions: their tonality, and what they are for.

`enrich` adds columns and removes none. `confusion` and `card` say how often the reader errs.
"""

from __future__ import annotations

from parvis.enrich.model import card, confusion
from parvis.enrich.reading import enrich

__all__ = ["card", "confusion", "enrich"]
