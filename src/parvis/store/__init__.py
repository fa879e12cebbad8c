"""The lake: mentions and all that was said of them, kept once, read while they are written."""

from __future__ import annotations

from parvis.store.admission import Admitted
from parvis.store.lake import DeltaLake, is_lake
from parvis.store.person import Person
from parvis.store.protocol import Lake, Writer
from parvis.store.tables import TRUTH, Table

__all__ = ["TRUTH", "Admitted", "DeltaLake", "Lake", "Person", "Table", "Writer", "is_lake"]
