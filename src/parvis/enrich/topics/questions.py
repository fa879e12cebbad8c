"""Frequent questions: what people ask, grouped across languages, each in its plainest words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.enrich.topics.finding import group_topics
from parvis.enrich.topics.said import said_in
from parvis.enrich.topics.table import central, topics
from parvis.errors import MissingColumnsError
from parvis.features.text import prepare

if TYPE_CHECKING:
    from parvis.enrich.topics.said import Said

ASKING: Final = ("question", "request", "complaint")
"""Interactions that want an answer."""

LANGUAGES: Final = ("fr", "en")
"""Languages in which a question is worded."""

SMALLEST: Final = 3
"""Posts from which a question is frequent."""

EXAMPLES: Final = 3

_MARKS: Final = r"[?\x{FF1F}\x{061F}]"  # that of Latin, of Chinese and Japanese, of Arabic
_FRENCH: Final = (
    r"comment (?:\w+-(?:je|on|vous|tu)|faire|faut|est|puis|peut|savoir|(?:ça )?se fait)",
    r"comment [a-zé]+(?:er|ir|re)",
    r"pourquoi|combien|est[- ]ce qu\w*|qu['\s]est[- ]ce|quand est[- ]ce|quel(?:le)?s? (?:est|sont)",
    r"où (?:est|sont|puis|peut|trouver|en)",
    r"(?:peut|puis|pouvez|pourriez|savez|avez|faut|est|serait|y a)-(?:on|je|vous|il|t-il)",
    r"(?:quelqu'un|qqun) (?:sait|a|peut)",
)
_ENGLISH: Final = (
    r"how (?:do|does|can|could|to|long|much|many|is|are|come|should)",
    r"why|what's|what (?:is|are|do|does|time|should|if|happens)",
    r"when (?:is|are|will|do|does|can)|where (?:is|are|can|do|does)",
    r"who (?:is|can|do)|which \w+ (?:is|are|do|can)",
    r"(?:can|could|may|should) (?:i|you|we|someone|anyone|somebody)",
    r"(?:is|are) (?:there|it possible)|do(?:es)? (?:you|anyone|it|the)",
    r"any(?:one|body) (?:know|else|has|have)",
)
_BEGINS: Final = rf"(?:^|[.!…:]\s*)(?:@\s*)*(?:{'|'.join(_FRENCH + _ENGLISH)})\b"
_AS_TYPED: Final = {"\N{RIGHT SINGLE QUOTATION MARK}": "'"}


def asks(mentions: pl.DataFrame) -> pl.Series:
    """Tell which posts ask: by their interaction, by a question mark, or by how a sentence begins.

    Arguments:
        mentions: with `text`; `interaction` is heard where it is there.

    Returns: booleans, never null.

    Raises:
        MissingColumnsError: there is no `text`.

    >>> posts = ["Comment activer ma carte", "Merci https://t.co/?a", "How do I pay", "Ça va ?"]
    >>> asks(pl.DataFrame({"text": posts})).to_list()
    [True, False, True, True]
    """
    if "text" not in mentions.columns:
        raise MissingColumnsError.among(["text"], mentions.columns)
    text = prepare(pl.col("text").cast(pl.String)).str.to_lowercase().str.replace_many(_AS_TYPED)
    signs = [text.str.contains(_MARKS), text.str.contains(_BEGINS)]
    if "interaction" in mentions.columns:
        signs.append(pl.col("interaction").is_in(ASKING).fill_null(value=False))
    return mentions.select(asks=pl.any_horizontal(signs)).to_series()


def faq(
    mentions: pl.DataFrame,
    *,
    said: Said | None = None,
    smallest: int = SMALLEST,
    known: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return the questions that come again and again, the most frequent first.

    Only posts that ask are looked at (`asks`). They are grouped like topics; the wording of a
    group is its most central post.

    Arguments:
        mentions: with `text`; `interaction`, `language` and `author` are heard where they are
            there.
        said: what they say, as for `parvis.enrich.topics.group_topics`.
        smallest: posts from which a group is listed.
        known: an earlier table of this function, or of `topics`: names are kept as there.

    Returns: the columns of a table of topics (`share` is of the posts that ask), and `examples`, up
        to three different posts, then `text_fr` and `text_en`: the most central wording in each
        language, null where nobody asked in it.

    Raises:
        MissingColumnsError: there is no `text`, or `known` has no `topic` or `centre`.
        InputError: `smallest` below 1.

    Source: row 37 of the capabilities.

    >>> posts = ["Comment activer ma carte ?", "How do I activate my card?", "Merci !"]
    >>> found = faq(pl.DataFrame({"text": posts, "language": ["fr", "en", "fr"]}), smallest=2)
    >>> found.select("posts", "text_fr", "text_en").row(0)
    (2, 'Comment activer ma carte ?', 'How do I activate my card?')
    """
    asking = asks(mentions)
    posts = mentions.filter(asking)
    theirs = said_in(posts["text"]) if said is None else said.of(asking.to_numpy())
    grouped = group_topics(posts, said=theirs, smallest=smallest, known=known)
    found, rows = topics(grouped, said=theirs), central(grouped, said=theirs)
    wordings = [
        pl.col("text").filter(pl.col("language") == language).first().alias(f"text_{language}")
        for language in LANGUAGES
    ]
    examples = pl.col("text").unique(maintain_order=True).head(EXAMPLES).alias("examples")
    told = rows.group_by("topic").agg(examples, *wordings)
    return found.join(told, on="topic", how="left", maintain_order="left")
