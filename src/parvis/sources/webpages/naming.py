"""Who signs: names out of the lines that carry them."""

from __future__ import annotations

import re
from typing import Final

from parvis.sources.webpages import dates

LONGEST: Final = 80
_LONGEST_LINE: Final = 120
_SAYS: Final = (
    r"says|said|wrote|writes|commented|replied|a dit|dit|a écrit|écrit|a répondu|répond|commente|"
    r"sagte?|schreibt|schrieb|meinte?|antwortete?|dijo|dice|ha detto|disse"
)
_BY: Final = (
    r"posted by|written by|comment by|comment from|reviewed by|by|posté par|publié par|rédigé par|"
    r"écrit par|envoyé par|de la part de|par|kommentar von|geschrieben von|verfasst von|von"
)
_SIGNED: Final = re.compile(
    rf"^\W*(?P<first>[^\n:]{{1,60}}?)\s+(?:{_SAYS})\b"
    rf"|(?:^|[\s|,(])(?:{_BY})(?:\s*:\s*|\s+)(?P<by>[^\n|,:(]{{1,60}})",
    re.IGNORECASE,
)
_ONLY_SAYS: Final = re.compile(rf"[^\n]{{1,60}}\s(?:{_SAYS})\s?:?", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"^\s*(?:(?:#|n°|nr\.?|no\.?)\s*\d{1,5}\s*[.):]?|\d{1,5}\s*[.):])\s*", re.IGNORECASE
)
_ENDS: Final = re.compile(
    r"(?:^|\s+)(?:am|le|on|at|um|à|il y a|vor|uhr|[-\u2013\u2014•,])\s*$", re.IGNORECASE
)
_BUTTONS: Final = (
    "reply|répondre|repondre|antworten|antwort|responder|rispondi|report|signaler|melden|quote|citer|"
    "zitieren|zitat|edit|éditer|modifier|bearbeiten|permalink|permalien|link|share|partager|teilen|"
    r"likes?|j'aime|gefällt mir|empfehlen|recommander|recommend|loading\.*|wird geladen\.*|"
    "load more|lire la suite|voir plus|read more|mehr anzeigen|delete|supprimer|löschen|alerter|"
    "répondre à ce message|reply to this comment|report abuse|signaler un abus|"
    r"signaler ce commentaire|vote|voter|login|log in|hilfreich\?|utile|helpful\??|thumb|up|down|"
    "comments?|commentaires?|kommentare?|reviews?|avis|guest|invité|gast|auteur|author|autor|"
    r"in reply to|replying to|en réponse à|at|um|à|le|am|on|uhr|h|\d{1,5}"
)
_EDGE: Final = re.compile(rf"^\W*(?:(?:{_BUTTONS}|{_BY}|{_SAYS})\b\W*)*$", re.IGNORECASE)


def named(text: str | None) -> str | None:
    """Return a name without what stands around it.

    >>> named("Par Anna :"), named("3. Bob says:"), named("Georg N. am 10.4.2020")
    ('Anna', 'Bob', 'Georg N.')
    """
    bare = dates.without(text or "") if any(map(str.isdigit, text or "")) else text or ""
    bare = _NUMBER.sub("", bare) or bare
    name = signer(bare) or bare
    name = _ENDS.sub("", name.strip(" \t:,;|·\u2013\u2014-\u00a0@()•"))
    return name[:LONGEST].strip() or None


def signer(line: str) -> str | None:
    """Return who signs a line such as "Posté par Anna, le 12 mars" or "Anna says".

    >>> signer("Rédigé par : Anna | le 12 mars"), signer("Partout ailleurs")
    ('Anna', None)
    """
    found = _SIGNED.search(line[:_LONGEST_LINE])
    return (found["first"] or found["by"]).strip() if found else None


def is_edge(line: str, author: str | None = None) -> bool:
    """Tell whether a line holds only buttons, dates, numbers and the author's name.

    >>> is_edge("#3 Répondre, 12 mars 2024"), is_edge("Anna,", "Anna"), is_edge("Merci !")
    (True, True, False)
    """
    if len(line) > _LONGEST_LINE:
        return False
    bare = line.replace(author, " ") if author else line
    return bool(_EDGE.match(dates.without(bare)[:LONGEST]))


def is_signature(line: str) -> bool:
    """Tell whether a short line names somebody and says when, or that they say something.

    >>> (
    ...     is_signature("Rédigé par : Anna | 12 mars 2008 à 09:21"),
    ...     is_signature("Le 3 mai, j'irai là"),
    ... )
    (True, False)
    """
    if len(line) > _LONGEST_LINE:
        return False
    if _ONLY_SAYS.fullmatch(line):
        return True
    return bool(dates.found(line) and (signer(line) or is_edge(line)))
