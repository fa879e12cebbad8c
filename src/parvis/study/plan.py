"""The study file: an objective first, then the sources and the brands that serve it."""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args
from zoneinfo import ZoneInfo

import msgspec

from parvis.declared import BrandEntry, Family, Objective, ThemeEntry, brand_of, theme_of
from parvis.errors import StudyError
from parvis.perimeter import Brand, Shelf, Theme
from parvis.present.formats import Format
from parvis.schema import MEDIA
from parvis.study.definitions import declared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EXAMPLE = """\
[objective]
statement = "Customers who ask us for help get an answer the same day"
family = "care"

[[objective.kpi]]
name = "Posts answered within 24 hours"
unit = "%"
baseline = 60
target = 85
date = 2027-06-30

[[source]]
file = "export.csv"

[[brand]]
name = "Our brand"
own = true
accounts = ["ourbrand"]
query = 'ourbrand OR "our brand"'
"""


class SourceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of posts, and what it does not say of itself; or a table of a cluster.

    Arguments:
        file: path of a file or a lake, from the study file's folder.
        table: in its place, a table of the cluster that the study runs on, as its catalogue calls
            it; it says everything of itself.
        columns: schema column to the file's column, where the names do not tell.
        platform, medium: where the export does not say.
        timezone: of times without a zone.
        day_first: whether 03/04 is the third of April.
        version: of a lake, as which it is read; all it holds, if None.
    """

    file: str = ""
    table: str = ""
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    platform: str | None = None
    medium: str | None = None
    timezone: str | None = None
    day_first: bool | None = None
    version: int | None = None

    @property
    def named(self) -> str:
        """What the study file calls it."""
        return self.file or self.table

    def options(self) -> dict[str, Any]:
        """Return what `parvis.sources.read` takes beside the path."""
        own = ("file", "table", "version")
        return {name: getattr(self, name) for name in self.__struct_fields__ if name not in own}


class PresenceWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What each part of a place counts for in the presence plan, none of them negative.

    Arguments:
        audience: how many people speak there.
        hubs: how strong those are through whom the talk passes.
        absence: how many of them the own accounts neither answered nor named.
        rivals: how many of them the accounts of other brands did.
        tonality: how negative they are of the own brands.
    """

    audience: float = 3.0
    hubs: float = 2.0
    absence: float = 2.0
    rivals: float = 1.0
    tonality: float = 2.0


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole study file, checked.

    Arguments:
        objective, source, brand: the three tables every study has.
        presence: the weights of the presence plan.
        theme: what the map of positions sets the brands against; their own words when empty.
        lists, queries: what `@list:name` and `@query:name` stand for in the queries of brands.
        title: of the report; the objective's statement by default.
        language: of the report, "en" or "fr".
        timezone: in which a day begins and ends.
        languages: of the mentions to keep, ISO 639-1; all when empty.
        tier: which reader reads tonality and interaction.
        words: file of what words mean in the brands' world; none where empty.
        labels: file of mentions of which people said what brands they speak of; none where empty.
        measure: a measure file, whose figures become the last chapter; none where empty.
        since, until: first and last day to keep, in `timezone`.
        formats: what the report is written to beside its page.
        folder: where the study file lies; sources are found from there.
        text: the study file as it was written.
    """

    objective: Objective
    source: list[SourceFile]
    brand: list[BrandEntry]
    theme: list[ThemeEntry] = []
    presence: PresenceWeights = PresenceWeights()
    lists: dict[str, list[str]] = msgspec.field(default_factory=dict)
    queries: dict[str, str] = msgspec.field(default_factory=dict)
    title: str = ""
    language: Literal["en", "fr"] = "en"
    timezone: str = "UTC"
    languages: list[str] = msgspec.field(default_factory=list)
    tier: Literal["fast", "fine"] = "fast"
    words: str = ""
    labels: str = ""
    measure: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    formats: list[Format] = []
    folder: str = "."
    text: str = ""

    def brands(self) -> list[Brand]:
        """Return the brands of the perimeter, their queries understood.

        Raises:
            QueryError: a query cannot be understood; the brand is named in a note.
        """
        shelf = Shelf(self.lists, self.queries)
        return [brand_of(entry, shelf) for entry in self.brand]

    def themes(self) -> list[Theme]:
        """Return the themes of the perimeter, their queries understood.

        Raises:
            QueryError: a query cannot be understood; the theme is named in a note.
        """
        shelf = Shelf(self.lists, self.queries)
        return [theme_of(entry, shelf) for entry in self.theme]

    def paths(self) -> dict[str, Path]:
        """Return each source's name and where it is; two files of one name keep their folders."""
        paths = [Path(self.folder, source.named) for source in self.source]
        names = [path.name for path in paths]
        return {
            path.name if names.count(path.name) == 1 else source.named: path
            for path, source in zip(paths, self.source, strict=True)
        }

    def names(self) -> frozenset[str]:
        """Return the words, lower case, that only say which brand is meant."""
        said = " ".join(
            " ".join([entry.name, entry.query, *entry.accounts]) for entry in self.brand
        )
        return frozenset(re.findall(r"\w+", said.lower()))

    def accounts(self) -> dict[str, str]:
        """Return each brand account, lower case and without @, with its brand."""
        return {
            account.removeprefix("@").lower(): entry.name
            for entry in self.brand
            for account in entry.accounts
        }

    def bounds(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """Return the first instant to keep and the last, aware; None where open."""
        zone = ZoneInfo(self.timezone)
        since = dt.datetime.combine(self.since, dt.time.min, zone) if self.since else None
        until = dt.datetime.combine(self.until, dt.time.max, zone) if self.until else None
        return since, until


def load(path: Path | str) -> Plan:
    """Read a study file.

    Raises:
        StudyError: it is missing, not TOML, has no objective with a KPI, or lacks something.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "study.toml")
    >>> _ = file.write_text(EXAMPLE)
    >>> load(file).objective.family
    'care'
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        fault = f"{path}: the study file cannot be read ({error.strerror})."
        raise StudyError(f"{fault} What to do: check the path.") from error
    except UnicodeDecodeError as error:
        raise StudyError(f"{path}: not UTF-8. What to do: save the study as UTF-8.") from error
    return parse(text, folder=path.parent, name=str(path))


def parse(text: str, *, folder: Path | str = ".", name: str = "the study") -> Plan:
    """Read the text of a study file; `load` says what it raises.

    >>> [brand.name for brand in parse(EXAMPLE).brand]
    ['Our brand']
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise StudyError(f"{name}: not TOML: {error}.\n{_copy_this()}") from error
    _demand_objective(table, name)
    try:
        plan = msgspec.convert({**table, "folder": str(folder), "text": text}, Plan)
    except msgspec.ValidationError as error:
        raise StudyError(f"{name}: {_in_words(str(error))}.\n{_copy_this()}") from error
    _check(plan, name)
    return plan


def _demand_objective(table: dict[str, Any], name: str) -> None:
    objective = table.get("objective")
    lacking = None
    if not isinstance(objective, dict):
        lacking = "no objective is stated"
    elif not str(objective.get("statement", "")).strip():
        lacking = "the objective has no statement"
    elif not objective.get("kpi"):
        lacking = "the objective has no KPI with a baseline, a target and a date"
    if lacking:
        raise StudyError(
            f"{name}: {lacking}, so nothing is listened to. "
            "A figure without an objective cannot be good or bad news.\n" + _copy_this()
        )


def _check(plan: Plan, name: str) -> None:
    for fault in (
        *_contradictions(plan),
        *_weightless(plan),
        *_unknown_names(plan),
        *_kpi_faults(plan),
    ):
        raise StudyError(f"{name}: {fault}.")
    plan.brands()
    plan.themes()


def _contradictions(plan: Plan) -> Iterator[str]:
    """Say what is not there, twice or cannot be so, each with the way out."""
    if not plan.source:
        yield "no [[source]] is named. What to do: name a file of posts"
    if not plan.brand:
        yield "no [[brand]] is named. What to do: give one a name and a query"
    if plan.since and plan.until and plan.since > plan.until:
        yield f"since ({plan.since}) comes after until ({plan.until}). What to do: exchange them"
    for source in plan.source:
        yield from _unclear(source)
    yield from _twice(plan)


def _unclear(source: SourceFile) -> Iterator[str]:
    """Say what keeps a source from being one file or one table, with the way out."""
    if not source.named:
        yield "a [[source]] names no file. What to do: write file = and its path"
    if source.file and source.table:
        yield f"{source.file} and {source.table} are one [[source]]. What to do: make them two"
    if source.table and source != SourceFile(table=source.table):
        fault = f"{source.table} is a table, which says everything of itself"
        yield f"{fault}. What to do: leave nothing but table ="


def _twice(plan: Plan) -> Iterator[str]:
    """Say which source, brand or theme is there twice, with the way out."""
    if len({source.named for source in plan.source}) < len(plan.source):
        yield "one source is named twice. What to do: take one away"
    for what, entries in (("brands", plan.brand), ("themes", plan.theme)):
        if len({entry.name for entry in entries}) < len(entries):
            yield f"two {what} have one name. What to do: give each its own"


def _weightless(plan: Plan) -> Iterator[str]:
    """Say where the weights of the presence plan weigh nothing, with the way out."""
    weights = list(msgspec.structs.asdict(plan.presence).values())
    if min(weights) < 0 or not 0 < sum(weights) < math.inf:
        yield "the weights of [presence] are negative, endless or all 0. What to do: weigh one part"


def _unknown_names(plan: Plan) -> Iterator[str]:
    """Say which language, medium or time zone does not exist, each with the way out."""
    for language in plan.languages:
        if not re.fullmatch("[a-z]{2,3}", language):
            yield f"{language!r} is no language code. What to do: write ISO 639-1, as fr or en"
    for medium in {source.medium for source in plan.source} - {None, *MEDIA}:
        yield f"{medium!r} is no medium. What to do: write one of {', '.join(MEDIA)}"
    for zone in (plan.timezone, *(source.timezone for source in plan.source)):
        if zone is not None and not _is_zone(zone):
            yield f"there is no time zone {zone!r}. What to do: write one such as Europe/Paris"


def _kpi_faults(plan: Plan) -> Iterator[str]:
    """Say which KPI is bound to a figure or a brand that this study cannot have."""
    brands = [brand.name for brand in plan.brand]
    for kpi in plan.objective.kpi:
        if kpi.figure is not None and kpi.figure not in declared():
            yield f"no figure is called {kpi.figure!r}{_nearest(kpi.figure, declared())}"
        if kpi.by.get("brand", brands[0] if brands else None) not in brands:
            named = str(kpi.by.get("brand"))
            yield f"the KPI {kpi.name!r} is of no brand of the study{_nearest(named, brands)}"


def _nearest(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(names), n=3, cutoff=0.4) or sorted(names)
    return f". What to do: write one of {', '.join(near)}"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _in_words(error: str) -> str:
    """Turn the decoder's "Object missing required field `date` - at `$.objective.kpi[0]`" round."""
    fault, _, place = error.partition(" - at `")
    place = place.rstrip("`").removeprefix("$.").removeprefix("$")
    if place == "objective.family":
        fault += f"; it is one of {', '.join(get_args(Family))}"
    return f"in {place}: {fault[0].lower()}{fault[1:]}" if place else fault


def _copy_this() -> str:
    return "What to do: start from this one.\n\n" + EXAMPLE
