"""How people ask: the patterns of each language, as expressions over a column of sentences."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import polars as pl

LANGUAGES: Final = ("fr", "en")
LONGEST: Final = 2_000  # characters of a post
ROOM: Final = 140  # characters after the words that ask, of which the thing asked for is made
WORDS: Final = 8

_QUOTES: Final = {"\u2019": "'", "`": "'", "\u00b4": "'", "\u02bc": "'"}
_LINK: Final = r"https?://\S*|www\.\S+|@\w+"
_BREAK: Final = r"[.!?…;:()\[\]\n\r\"«»•|/]+"
_LOOSE_WORDS: Final = (
    "les|des|the|une|dans|avec|with|from|sur|this|that|lors|your|vos|for|what|where|there|then|que",
    "such|ainsi que",
)
_LOOSE: Final = rf"(?: (?:\pL{{1,2}}|\pL{{1,2}}'|{'|'.join(_LOOSE_WORDS)}))+$"
_AFTER: Final = r"[ ,]*"


@dataclass(frozen=True, slots=True)
class Way:
    """One way of asking, and the expressions that cut out what is asked for.

    Arguments:
        kind: wish, lack, why not, please or when.
        cue: a pattern of the words that ask.
        pattern: the same, with what follows them as its one group.
    """

    kind: str
    cue: str
    pattern: str

    def asked(self, sentence: pl.Expr) -> pl.Expr:
        """Return what follows the words that ask; null where they are not there."""
        return sentence.str.extract(self.pattern, 1).str.slice(0, ROOM)


@dataclass(frozen=True, slots=True)
class Tongue:
    """All the ways of asking of a language.

    Arguments:
        ways: in the order in which they are tried.
        lead: words that may stand between the words that ask and what is asked for.
        end: words with which another clause begins.
        never: what, asked for, is no demand.
    """

    ways: tuple[Way, ...]
    lead: str
    end: str
    never: str

    @property
    def any_way(self) -> str:
        """A pattern that words that ask are there."""
        return "|".join(f"(?:{way.cue})" for way in self.ways)

    def phrase(self, asked: pl.Expr) -> pl.Expr:
        """Cut what follows the words that ask to a readable phrase; null where none is left."""
        ended = asked.str.replace(rf"(?:^| )(?:{self.end})(?:[ ,']|$).*$", "")
        led = ended.str.replace(rf"^(?:(?:{self.lead})(?:[ ,]+|$)|(?:l|d|qu)')*", "")
        plain = led.str.replace_all(r"[^\pL\pN '%+&-]+", " ").str.replace_all(" +", " ")
        words = plain.str.strip_chars(" -'").str.split(" ").list.head(WORDS).list.join(" ")
        phrase = words.str.replace(_LOOSE, "")
        is_none = phrase.str.contains(rf"^(?:{self.never})(?:[ ']|$)")
        return pl.when(~is_none & phrase.str.contains(r"\pL{3}")).then(phrase)


@cache
def tongue(language: str) -> Tongue:
    """Return how people ask in a language.

    Arguments:
        language: one of LANGUAGES.

    >>> wish = pl.DataFrame({"said": ["j'aimerais bien pouvoir exporter mes données, mais bon"]})
    >>> french = tongue("fr")
    >>> wish.select(french.phrase(french.ways[0].asked(pl.col("said")))).item()
    'exporter mes données'
    """
    table = _file()[language]
    ways = tuple(Way(way["kind"], way["cue"], _pattern(way)) for way in table["ways"])
    return Tongue(ways, *(table[name] for name in ("lead", "end", "never")))


def sentences(text: pl.Expr) -> pl.Expr:
    r"""Return the sentences of a post, in small letters, links and handles left out.

    >>> posts = pl.DataFrame({"text": ["Bonjour ! J'aimerais\nun widget."]})
    >>> posts.select(sentences(pl.col("text"))).item().to_list()
    ['bonjour', "j'aimerais", 'un widget']
    """
    plain = text.str.slice(0, LONGEST).str.to_lowercase().str.replace_many(_QUOTES)
    parted = plain.str.replace_all(_LINK, " ").str.replace_all(_BREAK, "\n")
    tidy = parted.str.replace_all(r"[ \t\u00a0\u202f]+", " ").str.split("\n")
    return tidy.list.eval(pl.element().str.strip_chars()).list.eval(
        pl.element().filter(pl.element() != "")
    )


def _pattern(way: dict[str, Any]) -> str:
    cue, verb, drop = way["cue"], way.get("verb", ""), way.get("drop", "")
    dropped = f"(?:{drop})\\b" if drop else ""
    kept = f"(?:{verb})\\b" if verb else ""
    return rf"(?:^|[^\pL'])(?:{cue})\b{_AFTER}{dropped}{_AFTER}({kept}.*)"


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(
        files("parvis.analyse.demand").joinpath("patterns.toml").read_text("utf-8")
    )
