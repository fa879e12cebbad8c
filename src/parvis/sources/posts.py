"""Posts beside the columns they came with: for what adds to a file and takes nothing away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import SourceError
from parvis.sources import PLATFORMS
from parvis.sources.files.opening import load
from parvis.sources.reading import harvest, parse
from parvis.sources.rows import Wish

if TYPE_CHECKING:
    from parvis.collect.dead_letters import Rejected
    from parvis.sources.files.opening import Content
    from parvis.sources.harvest import Recognition

_LINE: Final = "line"
_HEARD: Final = (
    "id", "text", "published_at", "author", "declared_language", "mentions", "reply_to",
    "repost_of", "time_confidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Posts:
    """A file of posts.

    Arguments:
        given: its rows as they stand in it, in their order.
        heard: the same rows as Parvis understands them; null where a row says nothing of a column.
        rejected: rows that could not be taken apart.
        recognition: what the file was taken for.
    """

    given: pl.DataFrame
    heard: pl.DataFrame
    rejected: list[Rejected]
    recognition: Recognition


def read_posts(path: Path | str, *, text: str | None = None) -> Posts:
    r"""Read a file of posts and keep the columns it has.

    Arguments:
        path: a file that `sources.read` reads.
        text: its column of texts, where the name does not show it.

    Raises:
        SourceError: no posts can be read from it.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "posts.csv")
    >>> _ = file.write_text("ref,Full Text\na7,Merci\nb1,\n")
    >>> posts = read_posts(file)
    >>> posts.given.columns, posts.heard["text"].to_list()
    (['ref', 'Full Text'], ['Merci', None])
    """
    content = load(Path(path))
    wish = Wish(columns={"text": text} if text else {})
    harvested = harvest(content, wish, PLATFORMS)
    given, lines, torn = _given(content, wish, harvested.frame)
    known = harvested.frame.select(_LINE, *_HEARD).unique(_LINE, keep="first")
    heard = pl.DataFrame({_LINE: lines}, schema={_LINE: pl.Int64}).join(
        known, on=_LINE, how="left", maintain_order="left"
    )
    named = [name for name in ("id", "language") if name in given.columns]
    heard = heard.with_columns(given.select(pl.col(named).cast(pl.String)))
    return Posts(given, heard.drop(_LINE), torn, harvested.recognition)


def _given(
    content: Content, wish: Wish, harvested: pl.DataFrame
) -> tuple[pl.DataFrame, list[int], list[Rejected]]:
    """The rows of a table as they stand; what an API said becomes rows of the schema."""
    parsed = parse(content, wish, PLATFORMS)
    if parsed.table is None:
        return harvested, harvested[_LINE].to_list(), parsed.rejected
    table, lines = parsed.table.frame, parsed.table.lines
    typed = _typed(content, parsed.format)
    is_whole = typed is not None and typed.height == table.height
    return (typed if typed is not None and is_whole else table), lines, parsed.rejected


def _typed(content: Content, form: str) -> pl.DataFrame | None:
    """Numbers, lists and times stay what they are where the form of the file says so."""
    try:
        if form == "parquet":
            return pl.read_parquet(content.data)
        if content.data.lstrip()[:1] == b"{":
            return pl.read_ndjson(content.data, infer_schema_length=None)
    except pl.exceptions.PolarsError as fault:
        if form == "parquet":
            raise SourceError.at(content.path, str(fault), "write it again as Parquet") from fault
    return None
