"""What is done in coding: each act one function, its permission and line inside."""

from __future__ import annotations

from parvis.hub.coding.services.books import add_codebook, drop_criterion, put_criterion
from parvis.hub.coding.services.codes import decide, save
from parvis.hub.coding.services.samples import draw, settle, stop

__all__ = [
    "add_codebook",
    "decide",
    "draw",
    "drop_criterion",
    "put_criterion",
    "save",
    "settle",
    "stop",
]
