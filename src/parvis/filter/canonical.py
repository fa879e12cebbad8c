"""The words of a text as near-duplicates share them: folded, without what copying changes."""

from __future__ import annotations

from typing import Final

import polars as pl

_CLIP: Final = 2_000  # characters compared of a text
_CHANGED_BY_COPYING: Final = (
    r"(?:\brt\s+)?@[\w.]*\w"
    r"|(?:https?://|www\.)\S*"
    r"|\bhttps?\b"  # what collections put in place of a link
)
_UNSPACED: Final = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_LETTERS_OF_A_WORD: Final = 8


def canonical(texts: pl.Series) -> pl.Series:
    """Return the words of each text between single spaces, alike for copies of one another.

    `RT @name:`, handles and links go; case, accents and punctuation are folded; hashtags lose their
    sign and stay as words. Scripts that put no space between words are cut into characters. The
    first 2 000 characters are compared.

    Arguments:
        texts: any texts; a null counts as empty.

    >>> canonical(pl.Series(["RT @free: Réseau COUPÉ à Lyon… https://t.co/x1 #panne"])).item()
    'reseau coupe a lyon panne'
    """
    return (
        texts.fill_null("")
        .str.slice(0, _CLIP)
        .str.to_lowercase()
        .str.replace_all(_CHANGED_BY_COPYING, " ")
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}+", "")
        .str.replace_all(f"({_UNSPACED})", " $1 ")
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars(" ")
    )


def distinct_words(canon: pl.Expr) -> pl.Expr:
    """Count the distinct words of canonical texts; eight letters run together count as a word.

    Campaigns speak in hashtags that run several words together.

    >>> said = pl.DataFrame({"said": ["merci", "justicepourtous liberteegalite"]})
    >>> said.select(distinct_words(pl.col("said"))).to_series().to_list()
    [1, 3]
    """
    run_together = canon.str.len_chars() // _LETTERS_OF_A_WORD
    return pl.max_horizontal(canon.str.split(" ").list.n_unique(), run_together)


def content_words(canon: pl.Expr) -> pl.Expr:
    """Count the distinct words of canonical texts that carry content: of four letters or more.

    In scripts without spaces two characters count as a word.

    >>> said = pl.DataFrame({"said": ["merci pour le retour du reseau", "i do as i say"]})
    >>> said.select(content_words(pl.col("said"))).to_series().to_list()
    [4, 0]
    """
    return canon.str.extract_all(rf"\S{{4,}}|{_UNSPACED} {_UNSPACED}").list.n_unique()
