"""The words of a text as near-duplicates share them: folded, without what copying changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

CLIP: Final = 2_000  # characters compared of a text
LINK: Final = r"(?:https?://|www\.)\S*"
_CHANGED_BY_COPYING: Final = (
    r"(?:\brt\s+)?@[\w.]*\w"
    rf"|{LINK}"
    r"|\bhttps?\b"  # what collections put in place of a link
)
_SIGMA: Final = "\N{GREEK SMALL LETTER SIGMA}"
_FINAL_SIGMA: Final = "\N{GREEK SMALL LETTER FINAL SIGMA}"
UNSPACED: Final = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"


def canonical(texts: pl.Series) -> pl.Series:
    """Return the words of each text between single spaces, alike for copies of one another.

    `RT @name:`, handles and links go; case, accents and punctuation are folded; hashtags lose their
    sign and stay as words. Scripts that put no space between words are cut into characters. The
    first 2 000 characters are compared.

    Arguments:
        texts: any texts; a null counts as empty.

    >>> import polars as pl
    >>> canonical(pl.Series(["RT @free: Réseau COUPÉ à Lyon… https://t.co/x1 #panne"])).item()
    'reseau coupe a lyon panne'
    """
    plain = texts.fill_null("").str.slice(0, CLIP).str.to_lowercase()
    return (
        folded(plain.str.replace_all(_CHANGED_BY_COPYING, " "))
        .str.replace_all(f"({UNSPACED})", " $1 ")
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars(" ")
    )


def folded(texts: pl.Series) -> pl.Series:
    """Return texts in lower case, without accents, each sign in its plainest form.

    >>> import polars as pl
    >>> folded(pl.Series(["ÇA ﬁle"])).item()
    'ca file'
    """
    marked = texts.str.normalize("NFKD").str.to_lowercase()
    return marked.str.replace_all(r"\p{M}+", "").str.replace_all(_FINAL_SIGMA, _SIGMA, literal=True)
