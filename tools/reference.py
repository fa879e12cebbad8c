"""Write the generated pages of docs/reference; with --check, only say whether they are current."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parvis.cli import main
from parvis.definitions import declared
from parvis.measuring.plan import example
from parvis.perimeter.language.fields import FIELDS, IS
from parvis.schema import COLUMNS
from parvis.store.tables import MEANINGS, TRUTH

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
NOTICE = "<!-- Written by tools/reference.py (make docs); edit the source it names. -->\n\n"


def schema_page() -> str:
    """Return the columns of a mention as a page."""
    lines = [
        NOTICE + "# The columns of a mention\n",
        "One row is one mention. From `src/parvis/schema.py`. Null means unknown, never zero;",
        "times are aware, in UTC. Each stage adds columns and removes none.\n",
        "| column | type | added by | meaning | unit | null means |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| `{c.name}` | {str(c.dtype).replace('|', '')} | {c.stage} | {c.meaning} "
        f"| {c.unit or '—'} | {c.null} |"
        for c in COLUMNS.values()
    ]
    return "\n".join(lines) + "\n"


SHAPES = {
    "name": "a name: capitals do not count, accents as in a word, `*` and `?` are open",
    "choice": "one of its values",
    "site": "a host, with those under it; `*` is open",
    "address": "an address from its host on, with what follows; `*` is open",
    "number": "a number, a comparison or a range; `10k` is 10 000",
    "day": "a year, a month, a day or a minute of UTC; compared or in a range",
    "clock": "a range of times of day, round midnight if need be, with a zone behind it",
    "flag": "true or false",
    "text": "a query",
}


def fields_page() -> str:
    """Return the fields of the query language as a page."""
    lines = [
        NOTICE + "# The fields of the query language\n",
        "From `src/parvis/perimeter/language/fields.py`. Names: capitals and accents do not count.",
        "*Later*: unknown when a mention arrives, and settled once it was read.\n",
        "| field | also | column | value | means | later | for example |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| `{f.name}:` | {', '.join(f'`{name}:`' for name in f.also) or '—'} | `{f.column}` "
        f"| {SHAPES[f.shape]} | {f.meaning} | {'yes' if f.is_later else '—'} | `{f.example}` |"
        for f in FIELDS.values()
    ]
    lines += ["\n## Values of choices\n", "| field | value | also |", "|---|---|---|"]
    lines += [
        f"| `{f.name}:` | {value} | {', '.join(name for name in also if name != value) or '—'} |"
        for f in FIELDS.values()
        for value, also in f.values.items()
    ]
    lines += [
        "\n## is: and has:\n",
        "`has:` and the name of a field: it is known. `is:` says more shortly:\n",
        "| write | for |",
        "|---|---|",
    ]
    lines += [
        f"| `is:{name}` | `{f'{field}:{value}' if value else f'has:{field}'}` |"
        for name, (field, value) in IS.items()
    ]
    return "\n".join(lines) + "\n"


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its whole name."""
    yield "parvis", main
    yield from _commands_of(main, "parvis")


def _commands_of(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in sorted(group.commands.items()):
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from _commands_of(command, f"{path} {name}")


def cli_page() -> str:
    """Return the help of every command as a page."""
    parts = [NOTICE + "# The command line\n"]
    for name, command in commands():
        context = click.Context(command, info_name=name, max_content_width=100)
        parts.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def lake_page() -> str:
    """Return the tables of the lake as a page."""
    lines = [
        NOTICE + "# The tables of a lake\n",
        "From `src/parvis/store/tables.py`. Delta tables, a folder each, their files in a folder",
        "for each `day`: that on which the mention was published, in UTC, as its first version",
        "said. Rows are only added. `arrival` numbers them in the order of writing, over all four",
        "tables; a version of the lake is such a number, and holds the rows before it. Later rows",
        "may bring further columns; they are null in older ones.\n",
    ]
    for table in TRUTH.values():
        told = ", ".join(f"`{name}`" for name in table.key)
        lines += [
            f"## {table.name}\n",
            f"A row says {table.meaning}. Kept once for each: {told}.\n",
        ]
        lines += ["| column | type | meaning |", "|---|---|---|"]
        lines += [
            f"| `{name}` | {str(dtype).replace('|', '')} | {_meaning(name)} |"
            for name, dtype in table.types.items()
        ]
        lines.append("")
    lines += [
        "## wide\n",
        "Made of the four at compaction, for reading: a row for each mention in its last version",
        "and each `brand` (the name of a query) of the version of a `perimeter` that counts, or",
        "one row with neither; what was read in it last, and in `judged` the last judgement of",
        "each judge on each criterion. Sorted by brand and time within a day. Days that changed",
        "since are made when they are read, so it is never behind; taken away, it is made anew.",
    ]
    return "\n".join(lines) + "\n"


def _meaning(name: str) -> str:
    return COLUMNS[name].meaning if name in COLUMNS else MEANINGS[name]


def measures_page() -> str:
    """Return every figure of a measure as a page."""
    lines = [
        NOTICE + "# The figures of a measure\n",
        "`summary.json` of `parvis measure` holds every figure of its report. From",
        "`src/parvis/measuring/declared`.\n",
        "```text",
        '{"measure": {…}, "figures": [{"key", "by", "value", "unit", "class", "low", "high",',
        '"definition", "query", "reason"}, …]}',
        "```\n",
        "`by` holds the dimensions; `class` is `measured` (counted), `estimated` (by a model) or",
        "`judged` (said by a person). `low` and `high` are the bounds of the 95 % interval where",
        "the figure has one. `query` is the call that gives the number again. Where a value is not",
        "known or is refused it is `null`, never zero, and `reason` says why. Words in curly",
        "brackets are filled in by the measure. How each method stays honest:",
        "[measuring](../explanation/measuring.md).\n",
        "| key | unit | class | what it is | query |",
        "|---|---|---|---|---|",
    ]
    lines += [_figure_line(key, entry) for key, entry in declared("parvis.measuring").items()]
    return "\n".join(lines) + "\n"


def _figure_line(key: str, entry: dict[str, Any]) -> str:
    queries = dict.fromkeys(_one_line(query) for query in entry.get("query", {}).values())
    told = ", ".join(f"`{query}`" for query in queries) or "—"
    said = _one_line(entry["en"])
    return f"| `{key}` | {entry['unit']} | {entry['class']} | {said} | {told} |"


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def measure_file_page() -> str:
    """Return the measure file, every part of it explained, as a page."""
    lines = [
        NOTICE + "# The measure file\n",
        "A measure is a [TOML](https://toml.io) file; `parvis measure --example` prints this one",
        "to fill in. It must state an objective; every other part may be left out, and what is",
        "left out is not told. An unknown key is refused, so that no slip of the pen goes unseen.",
        "Tables lie beside the file, in CSV of any delimiter and encoding; the first line names",
        "the columns. [How to](../how-to/measure.md) · [the figures](measures.md).\n",
        "```toml",
        example().rstrip(),
        "```",
    ]
    return "\n".join(lines) + "\n"


PAGES = {
    "measure-file.md": measure_file_page,
    "measures.md": measures_page,
    "lake.md": lake_page,
    "schema.md": schema_page,
    "cli.md": cli_page,
    "fields.md": fields_page,
}


def run(*, check: bool) -> int:
    """Write each page, or count those that are not current."""
    stale = 0
    for name, write in PAGES.items():
        path, page = REFERENCE / name, write()
        if path.exists() and path.read_text("utf-8") == page:
            continue
        stale += 1
        if check:
            print(f"{path.name} is not current. What to do: make docs.")
        else:
            path.write_text(page, encoding="utf-8")
    return stale if check else 0


if __name__ == "__main__":
    sys.exit(run(check="--check" in sys.argv))
