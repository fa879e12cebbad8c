"""Where mentions come from: every platform Parvis knows, and the one way to read a file of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from parvis.sources import bluesky, instagram, mastodon, reddit, tiktok, x, youtube
from parvis.sources.exports import (
    app_reviews,
    brandwatch,
    facebook,
    forms,
    fourcat,
    meltwater,
    talkwalker,
)
from parvis.sources.files.opening import load
from parvis.sources.harvest import Harvest, Recognition
from parvis.sources.reading import harvest
from parvis.sources.rows import Wish

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PLATFORMS", "Harvest", "Recognition", "read"]

# In the order in which a header is held against them: gatherers of many platforms first, for they
# repeat the names of those they gather.
PLATFORMS = (
    brandwatch.PLATFORM,
    talkwalker.PLATFORM,
    meltwater.PLATFORM,
    fourcat.PLATFORM,
    app_reviews.GOOGLE_PLAY,
    app_reviews.APP_STORE,
    instagram.PLATFORM,
    facebook.COMMENTS,
    facebook.POSTS,
    youtube.PLATFORM,
    tiktok.PLATFORM,
    reddit.PLATFORM,
    mastodon.PLATFORM,
    bluesky.PLATFORM,
    x.PLATFORM,
    *forms.FORMS,
)


def read(
    path: Path | str,
    *,
    columns: Mapping[str, str] | None = None,
    platform: str | None = None,
    medium: str | None = None,
    timezone: str | None = None,
    day_first: bool | None = None,
) -> Harvest:
    r"""Read one file of posts: every row of it becomes a schema row, or is rejected with its line.

    CSV and other delimited text, JSON, JSON lines, XLSX, Parquet, packed by gzip or ZIP or not, in
    any common encoding; exports of the platforms above, answers of their APIs, and any other table
    whose text column is known by its name or named in `columns`. A file with a header and no rows
    gives no rows and a note. docs/reference/exports.md lists the names (rows 20 and 21 of the
    capabilities).

    Arguments:
        path: the file.
        columns: schema name → the file's column; goes before anything recognised. An empty one is
            read from nowhere.
        platform: whose export it is, where its columns do not show it; the start of every id.
        medium: one of the schema's media, where neither row nor platform tells it.
        timezone: zone of the times that name none, as Europe/Paris; UTC if None.
        day_first: whether 03/04 is in April, where the column does not settle it.

    Raises:
        SourceError: no posts can be read from it; the message says why and what to do.
        AmbiguousColumnsError: two columns could be the same thing; the message names them.
        InputError: no such time zone.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "posts.csv"
    ...     size = file.write_text("Tweet Id,Screen Name,Full Text\n7,free,Merci @Orange\n")
    ...     found = read(file)
    >>> found.frame["id"].to_list(), found.rows_read, found.recognition.platform
    (['x:7'], 1, 'x')
    """
    wish = Wish(
        columns=columns or {},
        platform=platform,
        medium=medium,
        timezone=timezone,
        day_first=day_first,
    )
    return harvest(load(Path(path)), wish, PLATFORMS)
