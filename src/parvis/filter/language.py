"""Which language a mention is written in, and how sure that is."""

from __future__ import annotations

from string import ascii_letters
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
import polars_whichlang

from parvis.filter.second_opinion import languages, log_probabilities
from parvis.filter.words import LANGUAGES as BETRAYED
from parvis.filter.words import betraying_words
from parvis.frames import enter

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNKNOWN: Final = "und"

_CLIP = 2_000  # characters read of a text, signs included
_JUDGED = 280  # characters of words that a judgement rests on
_SURE_WORDS = 2  # betraying words that confirm the bulk engine
_LEAST_LETTERS = 2
_LEAST_P = 0.15  # below, the likeliest language is more often wrong than right

_NOT_WORDS = "|".join(
    (
        r"(?i:https?://|www\.)\S*",
        r"@[\w.]*\w",
        r"\bRT\b:?",
        r"[:;=]['-]?[DPpOoSsxX]\b|\b[xX]+D+\b",  # :D xD
        r"\bhttps?\b",  # what collections put in place of a link
    )
)
_BETWEEN_WORDS = r"[^\p{L}\p{M}'\x{2019}-]+"
_DRAWN_OUT = [letter * 3 for letter in ascii_letters]
# Marks left over once composed are heaped up for show; those of other scripts are letters.
_MARKS = r"[\u{300}-\u{36f}\u{483}-\u{489}\u{1ab0}-\u{1aff}\u{1dc0}-\u{1dff}\u{20d0}-\u{20ff}]"

_ISO_639_1: Final = {
    "ara": "ar", "cmn": "zh", "deu": "de", "eng": "en", "fra": "fr", "hin": "hi", "ita": "it",
    "jpn": "ja", "kor": "ko", "nld": "nl", "por": "pt", "rus": "ru", "spa": "es", "swe": "sv",
    "tur": "tr", "vie": "vi",
}  # fmt: skip

# Log-odds against each language before a word is read, chosen on labelled posts: without them
# every "haha" is Indonesian. See docs/decisions/0004.
_RARITY: Final = {
    **dict.fromkeys(("en", "fr"), 0.0),
    **dict.fromkeys(("ar", "de", "es", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru"), -0.5),
    **dict.fromkeys(("sv", "tr", "vi", "zh"), -0.5),
    **dict.fromkeys(("cs", "da", "el", "fa", "fi", "he", "hu", "id", "no", "ro"), -2.0),
    **dict.fromkeys(("th", "uk"), -2.0),
}
_RAREST = -4.0
_FOR_BULK, _FOR_A_WORD, _FOR_DECLARED = 0.4, 1.0, 1.5  # log-odds that each witness is worth


def _words_alone(texts: pl.Series) -> pl.Series:
    """The words of each text, between single spaces, without links, handles, signs and digits."""
    clipped = texts.fill_null("").str.slice(0, _CLIP)
    marked = clipped.str.contains(_MARKS)
    composed = clipped.filter(marked).str.normalize("NFC").str.replace_all(_MARKS, "")
    clipped = clipped.scatter(marked.arg_true(), composed)
    clipped = clipped.str.replace_all(_NOT_WORDS, " ").str.replace_all(_BETWEEN_WORDS, " ")
    drawn_out = clipped.str.contains_any(_DRAWN_OUT)
    shorter = clipped.filter(drawn_out)
    for _ in range(3):  # each pass leaves a third of a drawn-out letter
        shorter = shorter.str.replace_many(_DRAWN_OUT, list(ascii_letters))
    clipped = clipped.scatter(drawn_out.arg_true(), shorter)
    return clipped.str.strip_chars(" -'\N{RIGHT SINGLE QUOTATION MARK}").str.slice(0, _JUDGED)


def _declared(mentions: pl.DataFrame) -> pl.Series:
    """The declared language as a two-letter code, empty where there is none."""
    if "declared_language" not in mentions.columns:
        return pl.repeat("", mentions.height, eager=True)
    codes = mentions["declared_language"].cast(pl.String).str.to_lowercase()
    return codes.str.extract(r"^([a-z]{2})(?:[-_]|$)").fill_null("")


def _bulk(words: pl.Series) -> pl.Series:
    """What the bulk engine makes of each text; it always answers, right or wrong."""
    frame = words.to_frame("words")
    said = frame.select(polars_whichlang.detect_lang(pl.col("words"))).to_series()
    return said.cast(pl.String).replace(_ISO_639_1)


def _confirmed(bulk: pl.Series, counts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether betraying words of its language, and of no other as many, bear the engine out."""
    own = np.array([bulk == language for language in BETRAYED]).T
    mine = (counts * own).sum(axis=1)
    others = (counts * ~own).max(axis=1, initial=0)
    return (mine >= _SURE_WORDS) & (mine > others)


def _add(table: NDArray[np.float32], named: pl.Series, weight: float) -> None:
    """Add a weight, in each row, to the language that the row names."""
    names = languages()
    column = named.replace_strict(
        names, np.arange(len(names)), default=-1, return_dtype=pl.Int64
    ).to_numpy()
    rows = np.flatnonzero(column >= 0)
    table[rows, column[rows]] += weight


def _weighed(doubtful: pl.DataFrame, counts: NDArray[np.int64]) -> pl.DataFrame:
    """Language and probability where every witness is heard: model, bulk, words, declaration."""
    words = doubtful["words"]
    shouted = words == words.str.to_uppercase()
    heard = words.zip_with(~shouted, words.str.to_lowercase())
    table = log_probabilities(heard)
    names = np.array(languages())
    table += np.array([_RARITY.get(name, _RAREST) for name in names], dtype=np.float32)
    _add(table, doubtful["bulk"], _FOR_BULK)
    _add(table, doubtful["declared"], _FOR_DECLARED)
    betrayed = np.searchsorted(names, BETRAYED)
    table[:, betrayed] += _FOR_A_WORD * np.minimum(counts, _SURE_WORDS)
    odds = np.exp(table - table.max(axis=1, keepdims=True))
    best = odds.argmax(axis=1)
    p = (odds[np.arange(len(best)), best] / odds.sum(axis=1)).astype(np.float64)
    told = p >= _LEAST_P
    named = pl.Series(np.where(told, names[best], UNKNOWN), dtype=pl.String)
    return pl.DataFrame({"language": named, "language_p": np.where(told, p, np.nan)})


def detect_language(mentions: pl.DataFrame) -> pl.DataFrame:
    """Add the language each mention is written in and, where it was weighed, its probability.

    The bulk engine (whichlang) reads every text. Its word is enough where the source declares the
    same language or two small words that betray that language bear it out: `language_p` is then
    null. Everywhere else py3langid gives a second opinion, and model, bulk engine, small words and
    declaration are weighed together. Links, handles, hashtag signs, emoji and digits are taken off
    first and the first 280 characters of words are judged. `und` where under two letters are left
    or no language is likely. A mention is read alike whatever stands around it.

    Arguments:
        mentions: needs `text`; `declared_language` is heard where it is there.

    Raises:
        MissingColumnsError: there is no `text`.

    Source: row 21 of the capabilities; Carter, Weerkamp and Tsagkias (2013) for priors.

    >>> import polars as pl
    >>> posts = pl.DataFrame(
    ...     {"text": ["Merci pour votre réponse !", "Dziękuję bardzo", "😂 @free"]}
    ... )
    >>> detect_language(posts)["language"].to_list()
    ['fr', 'pl', 'und']
    """
    enter(mentions, "text")
    words = _words_alone(mentions["text"])
    read = pl.DataFrame({"words": words, "bulk": _bulk(words), "declared": _declared(mentions)})
    legible = (words.str.len_chars() >= _LEAST_LETTERS).to_numpy()
    counts = betraying_words(words)
    confirmed = (read["bulk"] == read["declared"]).to_numpy() | _confirmed(read["bulk"], counts)
    language = read["bulk"].set(pl.Series(~legible), UNKNOWN)
    p = pl.repeat(np.nan, mentions.height, dtype=pl.Float64, eager=True)
    doubtful = np.flatnonzero(legible & ~confirmed)
    if len(doubtful):
        weighed = _weighed(read[doubtful], counts[doubtful])
        language = language.scatter(doubtful, weighed["language"])
        p = p.scatter(doubtful, weighed["language_p"])
    return mentions.with_columns(language=language, language_p=p.fill_nan(None))
