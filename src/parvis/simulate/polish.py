"""The last hand on a text: elision and contraction, register, typing mistakes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from parvis.simulate.dice import Dice
    from parvis.simulate.grammar import Language

Style = Literal["neat", "casual", "loud"]
CURLY = "\u2019"  # the apostrophe of printers and telephones
NEW_LINE = "¶"  # how a line of the word files writes one

# What begins with the sound of a vowel, and English words that only look as if they did.
_VOWEL = re.compile(
    r"[aàâeéèêëiîïoôuùûœ](?!nz|ui\b)|y\b|h(?:abit|eur|ier|ist|or(?!s)|um|és|ôp|omm)", re.I
)
_OPEN = frozenset("aàâeéèêëhiîïoôuùûœyAÀÂEÉÈÊËHIÎÏOÔUÙÛŒY")
_VOWEL_EN = re.compile(r"[aeio](?!ne\b)|u(?!s|n?i)|8|1[18]\b", re.I)
_ELIDED = {
    **{word: f"{word[:-1]}'" for word in ("je", "me", "te", "se", "le", "la", "de", "ne", "que")},
    **{word: f"{word[:-1]}'" for word in ("jusque", "lorsque", "puisque")},
    "ma": "mon ",
    "ta": "ton ",
    "sa": "son ",
    "ce": "cet ",
}
_CONTRACTED = {
    ("de", "le"): "du",
    ("de", "les"): "des",
    ("à", "le"): "au",
    ("à", "les"): "aux",
}
_SMALL = {
    "fr": {form for word in (*_ELIDED, "à", "si") for form in (word, word.title())},
    "en": {"a", "A"},
}
_NEGATION = re.compile(r"\b(?:ne |n'(?!importe))(?!\w+ que\b)")
_SENTENCE = re.compile(rf"[.!?…][ {NEW_LINE}](?!https:)[a-zà-öø-ÿœ]")
_SPACED = re.compile(r" (?=[!?])")
_SHOUTED = re.compile(r"[!?](?=\s|$)")
_PLAIN = re.compile(rf"(?<![@#\w/.'{CURLY}-])[a-zà-öø-ÿœ]{{5,}}(?![\w/'{CURLY}-]|://)")
_SHORT = {
    "fr": {
        "toujours": "tjs",
        "quelqu'un": "qqn",
        "pourquoi": "pk",
        "beaucoup": "bcp",
        "rendez-vous": "rdv",
        "message": "msg",
        "messages": "msgs",
        "aujourd'hui": "ajd",
        "c'est": "c",
        "téléphone": "tel",
        "quand": "qd",
        "comment": "cmt",
        "bonjour": "bjr",
    },
    "en": {
        "you": "u",
        "your": "ur",
        "please": "pls",
        "thanks": "thx",
        "because": "cos",
        "people": "ppl",
        "and": "&",
        "I'm": "im",
        "can't": "cant",
        "doesn't": "doesnt",
        "don't": "dont",
        "message": "msg",
    },
}


def mend(text: str, language: Language) -> str:
    """Elide, contract and agree small words with the sound of the next one.

    Arguments:
        text: as the grammar gave it.
        language: whose rules to apply.

    >>> mend("le abonnement de Orvelle, à le Mans : ma offre", "fr")
    "l'abonnement d'Orvelle, au Mans : mon offre"
    >>> mend("a outage in a user account", "en")
    'an outage in a user account'
    """
    words = text.split(" ")
    join = _joined_fr if language == "fr" else _joined_en
    small = _SMALL[language]
    # From the end: "de le abonnement" must become "de l'abonnement" before it may become "du".
    for place in range(len(words) - 2, -1, -1):
        if words[place] in small:
            words[place : place + 2] = [join(words[place], words[place + 1])]
    return " ".join(words)


def finish(
    text: str, *, language: Language, style: Style, dice: Dice, kept: Container[str] = ()
) -> str:
    """Give a text its register, its apostrophes and now and then a typing mistake.

    Arguments:
        text: as the grammar gave it.
        language: of the text.
        style: neat writes in full; casual drops capitals, French negations and letters; loud
            raises its voice.
        dice: where draws come from.
        kept: words in lower case that no mistake may touch.

    >>> import numpy as np
    >>> from parvis.simulate.dice import Dice
    >>> dice = Dice(np.random.default_rng(3))
    >>> finish("merci. je ai du réseau", language="fr", style="neat", dice=dice)
    "Merci. J'ai du réseau"
    """
    if style == "casual":
        text = mend(_casual(text, language, dice), language)
    else:
        text = mend(text, language)
        text = _SENTENCE.sub(lambda found: found[0].upper(), text[:1].upper() + text[1:])
    if style == "loud":
        text = _loud(text, dice, kept)
    if style != "neat" and dice.chance(0.12):
        text = misspell(text, dice, kept)
    text = text.replace(NEW_LINE, "\n")
    return text.replace("'", CURLY) if dice.chance(0.22) else text


def misspell(text: str, dice: Dice, kept: Container[str]) -> str:
    """Mistype one plain word of a text; a text without any comes back as it is.

    Arguments:
        text: any text.
        dice: where draws come from.
        kept: words in lower case that are left alone.

    >>> import numpy as np
    >>> from parvis.simulate.dice import Dice
    >>> len(misspell("la connexion", Dice(np.random.default_rng(1)), ()))
    12
    """
    return _at_one_word(text, dice, kept, _mistyped)


def _joined_fr(word: str, following: str) -> str:
    """A small word and the next, as they are written side by side."""
    lower = word.lower()
    if lower == "si":
        return f"{word[0]}'{following}" if following in {"il", "ils"} else f"{word} {following}"
    if following[:1] in _OPEN and lower in _ELIDED and _VOWEL.match(following):
        return word[0] + _ELIDED[lower][1:] + following
    article, _, rest = following.partition(" ")
    if short := _CONTRACTED.get((lower, article.lower())):
        short = short.title() if word[0].isupper() else short
        return f"{short} {rest}" if rest else short
    return f"{word} {following}"


def _joined_en(word: str, following: str) -> str:
    return f"{word}n {following}" if _VOWEL_EN.match(following) else f"{word} {following}"


def _casual(text: str, language: Language, dice: Dice) -> str:
    """Some words short, no ne, tight punctuation, no full stop."""
    short = _SHORT[language]
    words = text.split(" ")
    text = " ".join(
        [short[word] if word in short and dice.chance(0.45) else word for word in words]
    )
    if language == "fr":
        text = _NEGATION.sub("", text)
    if dice.chance(0.6):
        text = _SPACED.sub("", text)
    return text.rstrip(".") if dice.chance(0.7) else text


def _loud(text: str, dice: Dice, kept: Container[str]) -> str:
    text = _at_one_word(text, dice, kept, lambda word, _: word.upper())
    return _SHOUTED.sub(dice.pick((r"\g<0>\g<0>", r"\g<0>\g<0>\g<0>", r"\g<0>", "?!")), text)


def _at_one_word(
    text: str, dice: Dice, kept: Container[str], change: Callable[[str, Dice], str]
) -> str:
    words = [found for found in _PLAIN.finditer(text) if found[0] not in kept]
    if not words:
        return text
    word = dice.pick(words)
    return text[: word.start()] + change(word[0], dice) + text[word.end() :]


def _mistyped(word: str, dice: Dice) -> str:
    """Two letters change places; where they are all alike, the last is doubled."""
    places = [at for at in range(1, len(word) - 1) if word[at] != word[at + 1]]
    if not places:
        return word + word[-1]
    at = dice.pick(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
