"""What people say of mentions: a codebook, a sample to code, sheets, agreement, final codes.

`load` a codebook, `sample` mentions, `deal` them to coders and `write_sheet`; `read_sheets` back,
measure `agreement`, decide `disagreements`, and settle `final_codes`. What they say of all the
mentions is estimated by `parvis.analyse.coded.coded_shares`.
"""

from __future__ import annotations

from parvis.codebook.adjudication import (
    disagreements,
    final_codes,
    read_decisions,
    write_disagreements,
)
from parvis.codebook.agreement import Agreement, agreement
from parvis.codebook.alpha import Alpha, alpha
from parvis.codebook.book import Codebook, Criterion, checked, load, parse
from parvis.codebook.sampling import sample
from parvis.codebook.sheets import Filled, deal, read_sheets, write_sheet

__all__ = [
    "Agreement",
    "Alpha",
    "Codebook",
    "Criterion",
    "Filled",
    "agreement",
    "alpha",
    "checked",
    "deal",
    "disagreements",
    "final_codes",
    "load",
    "parse",
    "read_decisions",
    "read_sheets",
    "sample",
    "write_disagreements",
    "write_sheet",
]
