"""The loop over a body of mentions: from a study file to figures, a report and open files."""

from __future__ import annotations

from parvis.study.found import Study
from parvis.study.loop import run
from parvis.study.plan import Plan, load, parse

__all__ = ["Plan", "Study", "load", "parse", "run"]
