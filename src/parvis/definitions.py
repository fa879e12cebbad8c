"""Figures made from their declaration: what each is stands once, in a file of the room it is of."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from parvis.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from parvis.figures import Class, Value


@cache
def declared(room: str) -> dict[str, dict[str, Any]]:
    """Return every figure that a room declares, by key.

    Arguments:
        room: the package whose folder `declared` holds a file a chapter.

    >>> declared("parvis.study")["share_of_voice"]["unit"]
    '%'
    """
    folder = resources.files(room) / "declared"
    chapters = sorted(folder.iterdir(), key=lambda chapter: chapter.name)
    return {key: entry for chapter in chapters for key, entry in _tables(chapter).items()}


@cache
def reasons(room: str) -> dict[str, dict[str, str]]:
    """Return why a figure of a room may be unknown, in each language.

    >>> reasons("parvis.study")["no date"]["fr"]
    "aucune mention comptée n'a de date utilisable"
    """
    return _tables(resources.files(room) / "reasons.toml")


def _tables(file: Traversable) -> dict[str, dict[str, Any]]:
    return tomllib.loads(file.read_text("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Definer:
    """Makes figures from their declaration.

    Arguments:
        room: whose declarations.
        language: of the definitions.
        said: what stands for a name in curly brackets, as the time zone.
        prose: how definitions say some of these, where a query says them otherwise.
        judge: who answers for judged figures; None where nobody is named.

    >>> define = Definer(room="parvis.study", language="fr", said={"timezone": "Europe/Paris"})
    >>> define("mentions.volume", 12, by={"brand": "Free"}).definition[:18]
    'Mentions comptées '
    """

    room: str
    language: str = "en"
    said: Mapping[str, str] = field(default_factory=dict)
    prose: Mapping[str, str] = field(default_factory=dict)
    judge: str | None = None

    def __call__(
        self,
        key: str,
        value: Value,
        *,
        by: Mapping[str, str | int] | None = None,
        interval: tuple[float | None, float | None] = (None, None),
        why: str | None = None,
        kind: Class | None = None,
    ) -> Figure:
        """Return the figure of this key, declared and with its query.

        Arguments:
            key: as declared.
            value: None where it is unknown.
            by: its dimensions.
            interval: its bounds.
            why: key of the reason for which it is unknown.
            kind: where it is of another class than declared.
        """
        entry, by = declared(self.room)[key], dict(by or {})
        low, high = interval
        kind = kind or entry["class"]
        return Figure(
            key=key,
            value=value,
            unit=entry["unit"],
            kind=kind,
            by=by,
            low=low,
            high=high,
            definition=_filled(entry[self.language], {**self.said, **self.prose}),
            query=None if why else self._query(entry.get("query", {}), by),
            reason=reasons(self.room)[why][self.language] if why else None,
            judge=self.judge if kind == "judged" else None,
        )

    def _query(self, queries: Mapping[str, str], by: Mapping[str, str | int]) -> str | None:
        """Fill the query declared for these dimensions, or any; quotes are doubled."""
        template = queries.get(" ".join(sorted(by)), queries.get("*"))
        if template is None or by.get("reason") == "repeated":  # dropped: in no file to ask
            return None
        quoted = {
            name: str(value).replace("'", "''") for name, value in {**by, **self.said}.items()
        }
        return _filled(template, quoted).strip()


def _filled(text: str, fields: Mapping[str, str]) -> str:
    for name, value in fields.items():
        text = text.replace(f"{{{name}}}", value)
    return text
