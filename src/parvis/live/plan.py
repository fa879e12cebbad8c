"""The listen file: an objective first, then the brands that serve it and the sources heard."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from parvis.declared import BrandEntry, Objective, ThemeEntry, brand_of
from parvis.errors import ListenError
from parvis.live.departing import Policy
from parvis.perimeter import Brand, Shelf
from parvis.perimeter.versions import Perimeter
from parvis.sources.connector import Days
from parvis.sources.connectors import CONNECTORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parvis.sources.connector import Connector, Settings

EXAMPLE: Final = """\
# A listen file: why we listen, to what, and where. Run it with: parvis listen listen.toml
lake = "lake"                 # the folder in which everything is kept
tier = "fast"                 # how posts are read: fast, cascade or fine

[objective]
statement = "Customers who ask us for help get an answer the same day"
family = "care"

[[objective.kpi]]
name = "Posts answered within 24 hours"
unit = "%"
baseline = 60
target = 85
date = 2027-06-30

[[brand]]
name = "Our brand"
own = true
accounts = ["ourbrand"]
query = 'ourbrand OR "our brand"'

[[source]]
kind = "feed"
name = "The local paper"
url = "https://example.org/rss"
every = 300                   # seconds between two visits
"""


@dataclass(frozen=True, slots=True)
class Heard:
    """A source of the listen file: what it is, and what the file says of it."""

    connector: Connector
    settings: Settings

    @property
    def name(self) -> str:
        """The name by which it is known."""
        return self.settings.name

    @property
    def keeps_all(self) -> bool:
        """Whether it keeps what no query matches as well."""
        return (self.settings.keep or self.connector.keep) == "all"


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """A whole listen file, checked.

    Arguments:
        objective: why anyone listens.
        source: tables, each of a kind in `parvis.sources.connectors`; `heard` are they, understood.
        brand, theme: as in a study file.
        lists, queries: what `@list:name` and `@query:name` stand for.
        id: of the perimeter that its brands are, as the marks in the lake name it.
        lake: the folder of the lake, from that of the file.
        tier: which reader reads.
        retention: days that mentions of a platform are kept, as { x = 30 }; the others for ever.
            A source that says `days` goes by that.
        departed: whether the posts of an account that its network deleted are marked as taken
            down, or erased from the lake for good.
        language: of the screen, "en" or "fr".
        words: file of what words mean in the brands' world; none where empty.
        allow_private: hosts of one's own network that may be fetched, as forum.intern or 10.0.0.7.
        folder, text: where the file lies, and as it was written.
    """

    objective: Objective
    source: list[dict[str, Any]]
    brand: list[BrandEntry]
    theme: list[ThemeEntry] = []
    lists: dict[str, list[str]] = msgspec.field(default_factory=dict)
    queries: dict[str, str] = msgspec.field(default_factory=dict)
    id: str = "listening"
    lake: str = "lake"
    tier: Literal["fast", "cascade", "fine"] = "fast"
    retention: dict[str, Days] = msgspec.field(default_factory=dict)
    departed: Policy = "mark"
    language: Literal["en", "fr"] = "en"
    words: str = ""
    allow_private: list[str] = msgspec.field(default_factory=list)
    folder: str = "."
    text: str = ""

    @property
    def lake_folder(self) -> Path:
        """Where the lake is."""
        return Path(self.folder, self.lake)

    @property
    def state_folder(self) -> Path:
        """Where cursors, dead letters and the history of the perimeter are."""
        return self.lake_folder / "listening"

    @cached_property
    def heard(self) -> tuple[Heard, ...]:
        """The sources, understood."""
        return tuple(heard_of(table) for table in self.source)

    @cached_property
    def brands(self) -> tuple[Brand, ...]:
        """The brands, their queries understood."""
        shelf = Shelf(self.lists, self.queries)
        return tuple(brand_of(entry, shelf) for entry in self.brand)

    @cached_property
    def perimeters(self) -> tuple[Perimeter, ...]:
        """What is marked in the lake: the brands, and the themes where there are any."""
        declared: dict[str, Sequence[BrandEntry | ThemeEntry]] = {
            self.id: self.brand,
            f"{self.id}-themes": self.theme,
        }
        return tuple(
            Perimeter(_perimeter(self, name, {entry.name: entry.query for entry in entries}))
            for name, entries in declared.items()
            if entries
        )


def load(path: Path | str) -> Plan:
    """Read a listen file.

    Raises:
        ListenError: it is missing, not TOML, has no objective, or names what there is not.
        QueryError: a query cannot be understood.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise ListenError.of(path, f"it cannot be read ({fault})", "check the path") from fault
    return parse(text, folder=path.parent, name=str(path))


def parse(text: str, *, folder: Path | str = ".", name: str = "the listen file") -> Plan:
    """Read the text of a listen file; `load` says what it raises.

    >>> plan = parse(EXAMPLE)
    >>> [source.name for source in plan.heard], [one.id for one in plan.perimeters]
    (['The local paper'], ['listening'])
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ListenError.of(name, f"it is not TOML: {fault}", _COPY_THIS) from fault
    if not table.get("objective"):
        why = "no objective is stated, so nothing is listened to"
        raise ListenError.of(name, why, f"say what it is for; {_COPY_THIS}")
    try:
        plan = msgspec.convert({**table, "folder": str(folder), "text": text}, Plan)
    except msgspec.ValidationError as fault:
        raise ListenError.of(name, str(fault), _COPY_THIS) from fault
    for wrong, way_out in _faults(plan):
        raise ListenError.of(name, wrong, way_out)
    return plan


_COPY_THIS: Final = "`parvis listen --example` shows how"


def _faults(plan: Plan) -> Iterator[tuple[str, str]]:
    """Say what is missing, twice or unknown, each with the way out."""
    for what, entries in (("source", plan.source), ("brand", plan.brand)):
        if not entries:
            yield f"no [[{what}]] is named", _COPY_THIS
    for table in plan.source:
        if table.get("kind") not in CONNECTORS:
            yield _unknown(table)
    names = [source.name for source in plan.heard]
    for name in {name for name in names if names.count(name) > 1}:
        yield f"two sources are called {name!r}", "give each its own name"
    _ = plan.brands, plan.perimeters


CLOSED: Final = frozenset(
    {"x", "twitter", "facebook", "instagram", "tiktok", "linkedin", "threads"}
)
"""Networks that forbid listening, or charge for each post; their exports are imported."""


def _unknown(table: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong with the kind of a source, and the way out."""
    kind, named = table.get("kind"), table.get("name", "a source")
    way_out = f"write one of {', '.join(sorted(CONNECTORS))}"
    if kind is None:
        return f"{named} says no kind", way_out
    if str(kind).lower() in CLOSED:
        import_it = (
            'save an export of it in a folder, and name that: kind = "files", path = "exports"'
        )
        return f"{kind!r} forbids listening, or charges for each post", import_it
    return f"there is no kind of source {kind!r}", way_out


def heard_of(table: Mapping[str, Any]) -> Heard:
    """Understand a source of a listen file.

    Arguments:
        table: its settings, with its name and a kind that there is.

    Raises:
        ListenError: its connector does not take them.

    >>> heard_of({"kind": "feed", "name": "Paper", "url": "https://example.org/rss"}).keeps_all
    True
    """
    connector = CONNECTORS[str(table["kind"])]
    said = {name: value for name, value in table.items() if name != "kind"}
    try:
        return Heard(connector, msgspec.convert(said, connector.settings))
    except msgspec.ValidationError as fault:
        named = table.get("name", table["kind"])
        raise ListenError.of(
            f"source {named}", str(fault), f"see `{_HELP} {table['kind']}`"
        ) from fault


_HELP: Final = "parvis listen --kind"


def _perimeter(plan: Plan, name: str, queries: Mapping[str, str]) -> str:
    """The text of a perimeter, the same whatever else the listen file says."""
    lines = [f"id = {json.dumps(name)}", "", "[lists]"]
    lines += [f"{json.dumps(key)} = {_quoted(words)}" for key, words in plan.lists.items()]
    lines += ["", "[queries]"]
    lines += [
        f"{_quoted(key)} = {_quoted(text)}" for key, text in {**plan.queries, **queries}.items()
    ]
    return "\n".join(lines) + "\n"


def _quoted(value: object) -> str:
    """JSON texts and lists of texts are TOML as well."""
    return json.dumps(value, ensure_ascii=False)
