"""What in a post speaks for spam, whatever it is about: each sign has a name a person can check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.filter.tally import tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIGNS: Final = {
    "link": r"https?://|www\.|\.(?:com|net|org|info|biz|ru|tk|ly|me)\b",
    "money": (
        r"[$£€]\s?\d|\d\s?[$£€]|\b(?:cash|money|dollars?|euros?|argent|prize|paid|payment|income|"
        r"earn(?:ed|ing)?|revenus?|gagn\w+)\b"
    ),
    "investment": (
        r"\b(?:bitcoin|btc|crypto\w*|ethereum|nft|forex|trading|traders?|invest\w*|profits?|"
        r"wallet|airdrop|binance|gate\.?\s?io|casino|betting|loans?|credit|prêts?)\b"
    ),
    "call to act": (
        r"\b(?:subscribe|sub (?:to|me)|check (?:out|my|this)|click|visit|follow me|watch my|"
        r"like my|my (?:channel|video|page|site|website|blog|music|song|cover)|join (?:us|my)|"
        r"sign up|register|download|abonne\w*|cliqu\w+|visitez|ma chaîne|mon site|"
        r"lien en bio|link in bio)\b"
    ),
    "contact": (
        r"\b(?:whats?app (?:me|us|\+?\d)|telegram|t\.me|txt|text (?:me|to|stop)|contact me|"
        r"contactez-moi|appelez le)\b|"
        r"\+?\d[\d ().-]{7,}\d|\S+@\S+\.\w+"
    ),
    "free gift": (
        r"\b(?:for free|free (?:gift|money|entry|trial|iphone|phone|call|msg|tone)\w*|winner|"
        r"you (?:have |'ve )?won|claim|bonus|gift card|promo code|guaranteed|"
        r"gratuitement|gagnez|cadeau|100 ?% (?:free|gratuit|guaranteed|garanti))\b"
    ),
    "business": (
        r"\b(?:work(?:ing)? (?:from|at) home|make money|per (?:day|week|month)|a day|traffic|seo|"
        r"backlinks?|services?|business|company|customers?)\b"
    ),
    "flattery": (
        r"\b(?:(?:great|nice|good) (?:post|article|blog|info|site)|of your (?:article|post)|"
        r"your (?:article|blog|post|website|site|content)|(?:after )?reading (?:the|this) article|"
        r"some doubts|thanks for sharing|very informative|inspir\w+)\b"
    ),
    "plea": (
        r"\b(?:please|pls|plz|help me|give me a chance|thumbs up|support|svp|"
        r"s'il vous pla[iî]t)\b"
    ),
}  # fmt: skip
"""Name and pattern; each is counted up to three times, and by the 150 characters in long texts."""

HINTS: Final[dict[str, str | list[str]]] = {
    "money": [
        "$", "£", "€", "cash", "money", "dollar", "euro", "argent", "prize", "paid", "payment",
        "income", "earn", "revenu", "gagn",
    ],
    "contact": (
        r"whats?app|telegram|t\.me|txt|text (?:me|to|stop)|contact me|contactez-moi|appelez le|"
        r"\d[\d ().-]{7}|\S@\S"
    ),
}  # fmt: skip
"""What a text must hold for a sign to stand in it: the signs of most texts need not be sought,
which costs far more. Where it is several words, one of them."""

STOCK: Final = (
    r"title of your (?:article|post|blog).{0,20}match|your article creation ideas|"
    r"(?:have|had) (?:some|a few) doubts.{0,20}(?:reading|can you|help)|"
    r"lack creative ideas|consulted a lot of information|"
    r"(?:more specific|detailed) about the content of your (?:article|post)|"
    r"this article (?:opened my eyes|makes me full of hope)"
)
"""Turns of comments that campaigns leave under any article; no labelled set holds them."""

MOST: Final = 3
_A_POST: Final = 150  # characters
_OF_ME: Final = r"\b(?:i|my|me|i'm|je|mon|ma|mes)\b"
_OF_YOU: Final = r"\b(?:you|your|u|vous|votre|vos)\b"

NAMES: Final = (
    *SIGNS,
    "length", "capitals", "digits", "exclamation", "unusual letters", "of oneself", "to the reader",
    "to an account", "several signs", "many signs", "link and call to act",
)  # fmt: skip


def signs_of(texts: pl.Series) -> NDArray[np.float32]:
    """Measure the signs of spam in posts.

    Arguments:
        texts: strings; null is read as empty.

    Returns: a row a post, a column for each of `NAMES`.

    >>> found = signs_of(pl.Series(["Check out my channel http://a.io", "Merci"]))
    >>> [name for name, size in zip(SIGNS, found[0], strict=False) if size]
    ['link', 'call to act']
    """
    text, folded, size = pl.col("text"), pl.col("folded"), pl.col("characters")
    said = texts.fill_null("").to_frame("text")
    low = said["text"].str.to_lowercase().alias("folded")
    met = [_met(low, name).alias(name) for name in SIGNS]
    found = pl.concat([said, tally(texts), pl.DataFrame([low, *met])], how="horizontal").lazy()
    found = found.select(
        *(pl.col(name).clip(0, MOST) / (size / _A_POST).clip(1) for name in SIGNS),
        length=(1 + size).log(),
        capitals=pl.col("capitals") / pl.col("letters").clip(1),
        digits=pl.col("digits") / size.clip(1),
        exclamation=text.str.count_matches("!", literal=True).clip(0, 5),
        foreign=pl.col("foreign") / size.clip(1),
        me=folded.str.count_matches(_OF_ME).clip(0, 4),
        you=folded.str.count_matches(_OF_YOU).clip(0, 4),
        account=text.str.starts_with("@"),
    ).with_columns(
        several=pl.sum_horizontal(pl.col(name) > 0 for name in SIGNS) >= 2,
        many=pl.sum_horizontal(pl.col(name) > 0 for name in SIGNS) >= 3,
        both=(pl.col("link") > 0) & (pl.col("call to act") > 0),
    )
    return found.cast(pl.Float32).collect().to_numpy()


def _met(folded: pl.Series, name: str) -> pl.Series:
    """How often a sign stands in each text; it is sought where its hint is."""
    hint = HINTS.get(name)
    if hint is None:
        return folded.str.count_matches(SIGNS[name])
    is_there = folded.str.contains(hint) if isinstance(hint, str) else folded.str.contains_any(hint)
    rows = is_there.arg_true()
    found = folded.gather(rows).str.count_matches(SIGNS[name])
    return pl.repeat(0, len(folded), dtype=pl.UInt32, eager=True).scatter(rows, found)
