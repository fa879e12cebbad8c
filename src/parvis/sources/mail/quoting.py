"""What a message says itself, apart from what it quotes and from its signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LONGEST_ATTRIBUTION: Final = 3
"""Lines over which "On … somebody wrote:" may be folded."""

_WROTE = re.compile(
    r"\b(?:wrote|writes|écrit|schrieb|escribió|scritto|escreveu|schreef)\s*:\s*$", re.IGNORECASE
)
_OPENING = re.compile(r"^\s*(?:On|Le|Am|El|Il|Em|Op)\b")
_DIVIDER = re.compile(
    r"^\s*-{2,}\s*(?:Original Message|Message d['\u2019]origine|Message original|Forwarded message|"
    r"Message transféré|Ursprüngliche Nachricht|Mensaje original|Messaggio originale)\s*-{2,}\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*_{20,}\s*$")
_FROM = re.compile(r"^\s*\*?(?:From|De|Von|Da)\s*:", re.IGNORECASE)
_SENT_FROM = re.compile(
    r"^\s*(?:Sent from my|Envoyé de(?:puis)? mon|Envoyé à partir de|Von meinem|Enviado desde mi|"
    r"Inviato da(?:l mio)?|Get Outlook for|Télécharger Outlook pour)\s.{1,60}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message taken apart.

    Arguments:
        text: what its author wrote now.
        quoted: what was written before and is repeated.
        signature: of its author, or of the program it was written with.
    """

    text: str
    quoted: str = ""
    signature: str = ""


def separate(text: str) -> Said:
    r"""Set aside what a message quotes and how it is signed, only where marks show it for sure.

    Those marks are: lines that begin with ">" and the line that says who wrote them; the dividers
    under which mail programs repeat a whole message; the line "-- " (RFC 3676); a last line such
    as "Sent from my telephone". A message of which nothing would be left is left whole.

    Arguments:
        text: of a message, in plain text.

    >>> separate("Merci !\n-- \nLéa\n\nLe 3 mai, Free a écrit :\n> Bonjour").text
    'Merci !'
    """
    lines = text.splitlines()
    kept, repeated = _above_divider(lines)
    kept, quotes = _without_quotes(kept)
    kept, signed = _without_signature(kept)
    said = "\n".join(kept).strip()
    if not said:
        return Said(text=text.strip())
    quoted, signature = "\n".join([*quotes, *repeated]), "\n".join(signed)
    return Said(text=said, quoted=quoted.strip(), signature=signature.strip())


def _above_divider(lines: list[str]) -> tuple[list[str], list[str]]:
    """Above and below the first divider; a rule is one where the next line names a sender."""
    for place, line in enumerate(lines):
        is_headed = any(_FROM.match(after) for after in lines[place + 1 : place + 3])
        if _DIVIDER.match(line) or (_RULE.match(line) and is_headed):
            return lines[:place], lines[place:]
    return lines, []


def _without_quotes(lines: list[str]) -> tuple[list[str], list[str]]:
    is_quote = [line.startswith(">") for line in lines]
    for place, line in enumerate(lines):
        if _WROTE.search(line) and _is_before_quote(lines, place):
            for above in range(_opened(lines, place), place + 1):
                is_quote[above] = True
    kept = [line for line, quotes in zip(lines, is_quote, strict=True) if not quotes]
    return kept, [line for line, quotes in zip(lines, is_quote, strict=True) if quotes]


def _is_before_quote(lines: list[str], place: int) -> bool:
    """Whether what follows, after empty lines, is a quote; or nothing is."""
    after = next((line for line in lines[place + 1 :] if line.strip()), ">")
    return after.startswith(">")


def _opened(lines: list[str], place: int) -> int:
    """Where the line that names who wrote begins: it may be folded."""
    for above in range(place, max(place - LONGEST_ATTRIBUTION, -1), -1):
        if _OPENING.match(lines[above]):
            return above
    return place


def _without_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    if "-- " in lines:
        place = lines.index("-- ")
        return lines[:place], lines[place + 1 :]
    written = [place for place, line in enumerate(lines) if line.strip()]
    if written and _SENT_FROM.match(lines[written[-1]]):
        return lines[: written[-1]], lines[written[-1] :]
    return lines, []
