"""Who wrote what is shown to those who answer people or listen for them, and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.hub.common.acts import Act
from parvis.present.hygiene import hide_handles

if TYPE_CHECKING:
    from parvis.hub.common.rights import Rights
    from parvis.hub.explore.scopes import Scope

_TELLING: Final = ("author", "author_followers", "url")
_WORDS: Final = ("title", "text")


def may_name(rights: Rights, scope: Scope) -> bool:
    """Tell whether somebody may read names in all that a scope is made of."""
    return all(
        rights.may(Act.LISTEN, path) or rights.may(Act.ANSWER, path)
        for path in scope.paths or {scope.path}
    )


def unnamed(found: pl.DataFrame) -> pl.DataFrame:
    """Return mentions without what tells who wrote them: author, address, handles in the text.

    >>> unnamed(pl.DataFrame({"author": ["lou"], "text": ["@max hi"]})).row(0)
    (None, '@… hi')
    """
    told = {name: found.schema[name] for name in _TELLING if name in found.columns}
    gone = [pl.lit(None, dtype).alias(name) for name, dtype in told.items()]
    hidden = [
        pl.col(name).map_elements(lambda text: hide_handles(text, ()), pl.String)
        for name in _WORDS
        if name in found.columns
    ]
    return found.with_columns(*gone, *hidden)
