"""Reads the table of examples that a person reads: tests/perimeter/conformance.md."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parent / "conformance.md"
FOUND = {"yes": True, "no": False, "not yet": None}


class Case(NamedTuple):
    operator: str
    query: str
    mention: dict
    found: bool | None
    source: str


def cases() -> list[Case]:
    """Every row, with the heading it stands under."""
    rows, operator = [], ""
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            operator = line[3:]
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 5 and cells[3] in FOUND:
            query, text, known = map(_text, cells[:3])
            mention = {"text": text, **_known(known)}
            rows.append(Case(operator, query, mention, FOUND[cells[3]], cells[4]))
    return rows


def _text(cell: str) -> str:
    if cell == "—":
        return ""
    return cell.strip("`").replace("\\|", "|").replace("⏎", "\n")


def _known(text: str) -> dict:
    pairs = (pair.partition(": ") for pair in text.split("; ") if pair)
    return {name: _value(name, value) for name, _, value in pairs}


def _value(name: str, value: str):
    if value.startswith("["):
        return [part for part in value[1:-1].split(", ") if part]
    if name == "published_at":
        return dt.datetime.fromisoformat(value).replace(tzinfo=dt.UTC)
    if value in ("true", "false"):
        return value == "true"
    if re.fullmatch(r"\d+", value) and name not in ("author_id", "thread"):
        return int(value)
    return float(value) if re.fullmatch(r"\d+\.\d+", value) else value
