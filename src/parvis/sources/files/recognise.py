"""Which export a table is, and which of its columns hold what: by names, and by asking."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import polars as pl

from parvis.errors import AmbiguousColumnsError, NoTextError, SourceError
from parvis.normalise import numbers, sites
from parvis.normalise.rows import COUNTS, RAW, Habits
from parvis.sources.exports.generic import ASKED, NAMES
from parvis.sources.platform import Platform, fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from pathlib import Path

UNKNOWN = "file"

FREE = 3
"""Words of an answer, on average, from which on a question counts as open."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a table is.

    Arguments:
        platform: whose export it is.
        columns: schema name → its columns; the first that is not empty in a row counts.
        unused: columns that hold nothing the schema knows.
        notes: what a person should know, in sentences.

    >>> Recognised(Platform(habits=Habits(source="x")), {"text": ["Full Text"]}, []).main
    {'text': 'Full Text'}
    """

    platform: Platform
    columns: dict[str, list[str]]
    unused: list[str]
    notes: list[str] = field(default_factory=list)

    @property
    def main(self) -> dict[str, str]:
        """Schema name → the column that counts first."""
        return {name: of[0] for name, of in self.columns.items()}


def known_names(platforms: Iterable[Platform], mapping: Mapping[str, str]) -> frozenset[str]:
    """Collect every folded name that a column may have, a header being told by them.

    >>> "fulltext" in known_names([], {})
    True
    """
    of_platforms = (name for one in platforms for of in one.names.values() for name in of)
    generic = (name for groups in NAMES.values() for group in groups for name in group)
    return frozenset(fold(name) for name in (*of_platforms, *generic, *mapping.values()))


def recognise(
    frame: pl.DataFrame,
    platforms: Sequence[Platform],
    *,
    path: Path,
    mapping: Mapping[str, str],
    platform: str | None,
) -> Recognised:
    """Recognise a table by the names of its columns.

    Arguments:
        frame: strings under the file's names.
        platforms: those known, the most particular first.
        path: the file, for messages.
        mapping: schema name → column, as the user says; it always wins. What is mapped to nothing
            is read from nowhere.
        platform: the platform, as the user says; None to recognise it.

    Raises:
        NoTextError: no column is known to hold it.
        SourceError: a column of the mapping is not there.
        AmbiguousColumnsError: two columns could be the same thing and nothing decides.

    >>> from pathlib import Path
    >>> posts = pl.DataFrame({"Texte": ["oui"], "Auteur": ["free"]})
    >>> recognise(posts, [], path=Path("posts.csv"), mapping={}, platform=None).main
    {'author': 'Auteur', 'text': 'Texte'}
    """
    whose = _platform(frame, platforms, platform)
    columns = _mapped(frame, path, mapping)
    columns |= _of_platform(frame, whose, {*columns, *mapping})
    for name in [name for name in NAMES if name not in {*columns, *mapping}]:
        if found := _generic(frame, path, name, _taken(columns)):
            columns[name] = found
    notes: list[str] = []
    if "text" not in columns:
        columns["text"] = open_question(frame, path, _taken(columns))
        notes = [f'The text is taken from "{columns["text"][0]}", where people write most freely.']
    used = {column for of in columns.values() for column in of}
    unused = [column for column in frame.columns if column not in used]
    ordered = {name: columns[name] for name in RAW if name in columns}
    return Recognised(whose, ordered, unused, notes + _notes(ordered))


def raw(frame: pl.DataFrame, columns: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Bring columns under the schema's names: the first not empty of several, the largest count.

    Arguments:
        frame: strings under the file's names.
        columns: schema name → columns.

    >>> posts = pl.DataFrame({"Hit Sentence": [""], "Opening Text": ["oui"]})
    >>> raw(posts, {"text": ["Hit Sentence", "Opening Text"]})["text"].to_list()
    ['oui']
    """
    return frame.select(_merged(name, of).alias(name) for name, of in columns.items())


def _merged(name: str, columns: Sequence[str]) -> pl.Expr:
    if len(columns) == 1:
        return pl.col(columns[0])
    if name in COUNTS:
        return pl.max_horizontal(numbers.counts(column) for column in columns).cast(pl.String)
    filled = (pl.col(column).str.strip_chars() != "" for column in columns)
    return pl.coalesce(
        pl.when(has).then(column) for has, column in zip(filled, columns, strict=True)
    )


def _platform(frame: pl.DataFrame, platforms: Sequence[Platform], name: str | None) -> Platform:
    """The platform named, by its own table, else by the one the header shows, under that name."""
    header = {fold(column) for column in frame.columns}
    marked = [one for one in platforms if one.is_marked(header)]
    if not name:
        return marked[0] if marked else Platform(habits=Habits(source=UNKNOWN))
    source = sites.named(name)
    namesakes = [one for one in (*marked, *reversed(platforms)) if one.name == source]
    found = (namesakes or marked or [Platform(habits=Habits(source=source))])[0]
    return replace(found, habits=replace(found.habits, source=source))


def _by_folded_name(columns: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for column in columns:
        found.setdefault(fold(column), []).append(column)
    return found


def _mapped(frame: pl.DataFrame, path: Path, mapping: Mapping[str, str]) -> dict[str, list[str]]:
    """The user's own mapping, checked."""
    by_name = _by_folded_name(frame.columns)
    columns = {}
    for name, wanted in mapping.items():
        if name not in RAW:
            fault = f'"{name}" is no column of a mention'
            raise SourceError.at(path, fault, f"choose among {', '.join(RAW)}")
        if not wanted:
            continue
        found = [wanted] if wanted in frame.columns else by_name.get(fold(wanted), [])
        if not found:
            fault = f'there is no column "{wanted}" for "{name}"'
            raise SourceError.at(path, fault, f"choose among {_listed(frame.columns)}")
        columns[name] = found[:1]
    return columns


def _of_platform(
    frame: pl.DataFrame, platform: Platform, mapped: Container[str]
) -> dict[str, list[str]]:
    """Columns under the platform's own names, the best first."""
    by_name = _by_folded_name(frame.columns)
    found = {
        name: [column for alias in aliases for column in by_name.get(fold(alias), [])]
        for name, aliases in platform.names.items()
        if name not in mapped
    }
    return {name: list(dict.fromkeys(of)) for name, of in found.items() if of}


def _taken(columns: Mapping[str, Sequence[str]]) -> set[str]:
    """Columns that mean one thing already; a medium may tell the platform as well."""
    shared = ("source", "medium")
    return {column for name, of in columns.items() if name not in shared for column in of}


def _generic(frame: pl.DataFrame, path: Path, name: str, taken: set[str]) -> list[str]:
    by_name = _by_folded_name(column for column in frame.columns if column not in taken)
    for group in NAMES[name]:
        found = [column for alias in group for column in by_name.get(fold(alias), [])]
        found = _told_apart(frame, list(dict.fromkeys(found)))
        if len(found) > 1 and name in ASKED:
            raise AmbiguousColumnsError.of(path, name, found)
        if found:
            return found[:1]
    return []


def open_question(frame: pl.DataFrame, path: Path, taken: set[str]) -> list[str]:
    """Return the column in which people wrote freely: several words, and hardly two alike.

    Arguments:
        frame: strings under the file's names.
        path: the file, for messages.
        taken: columns that are known.

    Raises:
        NoTextError: there is none.
        AmbiguousColumnsError: there are several.

    >>> from pathlib import Path
    >>> told = {"Age": ["35-44"] * 2, "Why?": ["It fails on Mondays", "Nobody answers me"]}
    >>> open_question(pl.DataFrame(told), Path("form.csv"), set())
    ['Why?']
    """
    others = [column for column in frame.columns if column not in taken]
    found = [column for column in others if _is_free(frame[column])]
    if not found:
        raise _without_text(path, frame.columns)
    if len(found) > 1:
        raise AmbiguousColumnsError.of(path, "text", found)
    return found


def _is_free(said: pl.Series) -> bool:
    said = said.str.strip_chars().replace("", None).drop_nulls()
    words = said.str.count_matches(r"\pL{2,}").mean()
    is_varied = said.n_unique() * 2 > said.len()
    return isinstance(words, float) and words >= FREE and is_varied


def _told_apart(frame: pl.DataFrame, columns: list[str]) -> list[str]:
    """Leave out empty candidates and those that say the same as the first."""
    if len(columns) < 2:
        return columns
    filled = [column for column in columns if (frame[column].fill_null("") != "").any()]
    if not filled:
        return columns[:1]
    first = frame[filled[0]]
    others = [column for column in filled[1:] if not frame[column].equals(first, check_names=False)]
    return [filled[0], *others]


def _without_text(path: Path, columns: Sequence[str]) -> NoTextError:
    example = columns[0].replace('"', '\\"')[:60] if columns else "Message"
    return NoTextError.at(
        path,
        f"no column holds the text; the columns are {_listed(columns)}",
        f'name it in the study file, for example columns = {{ text = "{example}" }}',
    )


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(f'"{column[:60]}"' for column in columns[:40])
    return shown + (f" and {len(columns) - 40} more" if len(columns) > 40 else "")


def _notes(columns: Mapping[str, Sequence[str]]) -> list[str]:
    first, *others = columns["text"]
    named = ", ".join(f'"{other}"' for other in others)
    return [f'Where "{first}" is empty, the text is taken from {named}.'] if others else []
