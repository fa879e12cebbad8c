"""The report of a measure: what was asked, what came of it, and what it cannot say."""

from __future__ import annotations

from parvis.present.measured.desk import MeasureDesk
from parvis.present.measured.document import of_measure
from parvis.present.measured.story import Aim, MeasureStory, Target

__all__ = ["Aim", "MeasureDesk", "MeasureStory", "Target", "of_measure"]
