"""What each figure of a study is: declared once in declared/, used by figures and docs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from parvis.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from parvis.figures import Class, Value


@cache
def declared() -> dict[str, dict[str, Any]]:
    """Return every declared figure by key.

    >>> declared()["share_of_voice"]["unit"]
    '%'
    """
    folder = resources.files("parvis.study") / "declared"
    chapters = sorted(folder.iterdir(), key=lambda chapter: chapter.name)
    return {key: entry for chapter in chapters for key, entry in _tables(chapter).items()}


@cache
def reasons() -> dict[str, dict[str, str]]:
    """Return why a figure may be unknown, in each language.

    >>> reasons()["no date"]["fr"]
    "aucune mention comptée n'a de date utilisable"
    """
    return _tables(resources.files("parvis.study") / "reasons.toml")


def _tables(file: Traversable) -> dict[str, dict[str, Any]]:
    return tomllib.loads(file.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Definer:
    """Makes figures from their declaration, in the language and time zone of a study.

    >>> define = Definer(language="fr", timezone="Europe/Paris")
    >>> define("mentions.volume", 12, by={"brand": "Free"}).definition[:18]
    'Mentions comptées '
    """

    language: str = "en"
    timezone: str = "UTC"

    def __call__(
        self,
        key: str,
        value: Value,
        *,
        by: Mapping[str, str | int] | None = None,
        interval: tuple[float, float] | tuple[None, None] = (None, None),
        why: str | None = None,
        kind: Class | None = None,
    ) -> Figure:
        """Return the figure of this key, declared and with its query; `why` it is unknown.

        Its class is the one declared, unless `kind` says otherwise of this one.
        """
        entry, by = declared()[key], dict(by or {})
        low, high = interval
        return Figure(
            key=key,
            value=value,
            unit=entry["unit"],
            kind=kind or entry["class"],
            by=by,
            low=low,
            high=high,
            definition=entry[self.language].replace("{timezone}", self.timezone),
            query=None if why else self._query(entry.get("query", {}), by),
            reason=reasons()[why][self.language] if why else None,
        )

    def _query(self, queries: Mapping[str, str], by: Mapping[str, str | int]) -> str | None:
        """Fill the query declared for these dimensions, or any; quotes are doubled."""
        template = queries.get(" ".join(sorted(by)), queries.get("*"))
        if template is None or by.get("reason") == "repeated":  # dropped: in no file to ask
            return None
        for name, value in {**by, "timezone": self.timezone}.items():
            template = template.replace(f"{{{name}}}", str(value).replace("'", "''"))
        return template.strip()
