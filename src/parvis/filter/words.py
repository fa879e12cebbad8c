"""Small words that betray a language: frequent in it, rare in the languages close to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BETRAYING: Final = {
    "en": "the and you that this have my are your but just what from they not of with was it been "
    "who would will thanks thank thx hello please yes sure done sent why how great good nice love "
    "okay i i'm i've it's don't can't",
    "fr": "le les et est pas pour dans une vous je qui sur avec ce au nous il mais ne ça cette aux "
    "des du elle ont merci bonjour bonsoir salut oui ouais c'est j'ai d'un n'est qu'il très bien "
    "trop quoi rien",
    "es": "el los las y para con lo muy pero más este está cuando hay sin sus también esta del por "
    "gracias hola buenos buenas qué sí",
    "de": "der das und ist nicht ich zu mit ein eine auf für sie wir auch dem den bei noch nur "
    "oder wenn aber danke hallo bitte ja nein guten",
    "it": "il che di e non per sono è gli della mi ho ma dei alla nel anche più questo grazie ciao "
    "buongiorno perché",
    "pt": "os e não do da um uma em com ao pelo mais foi você na isso pela mas muito ou são "
    "obrigado obrigada olá bom",
    "nl": "een ik niet je voor zijn er naar deze wordt heeft het maar wat bij nog mijn bedankt "
    "dank hoi goed",
}

SMALL_WORDS: Final = frozenset(" ".join(_BETRAYING.values()).split())

LANGUAGES: Final = tuple(_BETRAYING)

_TABLE: Final = pl.DataFrame(
    [(word, column) for column, words in enumerate(_BETRAYING.values()) for word in words.split()],
    schema={"word": pl.String, "column": pl.Int64},
    orient="row",
)


def betraying_words(texts: pl.Series) -> NDArray[np.int64]:
    """Count the distinct betraying words of each language in each text.

    Arguments:
        texts: words between single spaces; without null.

    Returns:
        one row a text, one column a language of `LANGUAGES`.

    >>> import polars as pl
    >>> dict(zip(LANGUAGES, betraying_words(pl.Series(["Merci pour le café"]))[0].tolist()))
    {'en': 0, 'fr': 3, 'es': 0, 'de': 0, 'it': 0, 'pt': 0, 'nl': 0}
    """
    straight = texts.str.replace_all("\N{RIGHT SINGLE QUOTATION MARK}", "'", literal=True)
    words = straight.str.to_lowercase().str.split(" ")
    found = (
        pl.DataFrame({"word": words})
        .with_row_index("row")
        .explode("word")
        .join(_TABLE, on="word")
        .unique(["row", "word", "column"])
    )
    counts = np.zeros((len(texts), len(LANGUAGES)), dtype=np.int64)
    np.add.at(counts, (found["row"].to_numpy(), found["column"].to_numpy()), 1)
    return counts
