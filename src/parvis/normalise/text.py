"""The words of a post as characters: HTML taken off, escapes undone, what cannot stand replaced."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from parvis.frames import composed

if TYPE_CHECKING:
    import polars as pl

_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_TAG = r"</?[A-Za-z!][^<>]*>"
_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u{feff}]"
_WRITTEN_BREAK = r"\\r\\n|\\n|\\r"
_entity = re.compile(_ENTITY)


def mend(text: str) -> str:
    r"""Join surrogate pairs and replace lone surrogates by U+FFFD, so that the text is Unicode.

    >>> mend("caf\ud800 \ud83d\ude00")
    'caf� 😀'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def clean(texts: pl.Series, *, is_html: bool = False) -> pl.Series:
    r"""Turn what a source delivers into plain text in Unicode's composed form (NFC).

    HTML is taken off where `is_html`, entities are resolved, line breaks become "\n", control
    characters go. Breaks written as a backslash and "n" are resolved only in a column that has no
    real ones, so that a path such as C:\\new is safe elsewhere. Directions of writing are kept.

    Arguments:
        texts: strings; a null stays null.
        is_html: the source delivers HTML.

    >>> import polars as pl
    >>> clean(pl.Series(["<p>Été &amp; hiver<br>2024</p>"]), is_html=True).to_list()
    ['Été & hiver\n2024']
    """
    if texts.null_count() == texts.len():
        return texts
    texts = _without_tags(texts) if is_html else texts
    texts = _resolved(texts).str.replace_all(r"\r\n?|\x85|\u{2028}|\u{2029}", "\n")
    if _has_written_breaks(texts):
        texts = texts.str.replace_all(_WRITTEN_BREAK, "\n")
    return composed(texts.str.replace_all(_CONTROLS, "")).str.strip_chars()


def looks_like_html(texts: pl.Series) -> bool:
    """Tell whether a third of the texts hold tags that only HTML has.

    >>> import polars as pl
    >>> looks_like_html(pl.Series(["<p>un</p>", "deux<br/>", "I <3 U"]))
    True
    """
    share = texts.str.contains(r"(?i)</(?:p|a|span|div|em|strong)>|<br\s*/?>").mean()
    return isinstance(share, float) and share > 1 / 3


def _without_tags(texts: pl.Series) -> pl.Series:
    """Breaks for blocks, nothing for the other tags; scripts go with their content."""
    return (
        texts.str.replace_all(r"(?is)<(?:script|style)\b[^>]*>.*?</(?:script|style)\s*>", "")
        .str.replace_all(r"(?i)<br\s*/?>|</(?:div|li|tr|h[1-6])>", "\n")
        .str.replace_all(r"(?i)</(?:p|blockquote)>", "\n\n")
        .str.replace_all(_TAG, "")
        .str.replace_all(r"\n{3,}", "\n\n")
    )


def _resolved(texts: pl.Series) -> pl.Series:
    """Entities resolved; only those that end in ";", for addresses hold &copy=1 and the like."""
    where = texts.str.contains(_ENTITY).fill_null(value=False)
    few = [_entity.sub(_character, text) for text in texts.filter(where).to_list()]
    return texts.scatter(where.arg_true(), few) if few else texts


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


def _has_written_breaks(texts: pl.Series) -> bool:
    return not texts.str.contains("\n", literal=True).any() and bool(
        texts.str.contains(_WRITTEN_BREAK).sum() > 1
    )
