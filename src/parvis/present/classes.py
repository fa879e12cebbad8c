"""What class a figure is of, in words; a judged one names who judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.present.hygiene import clean

if TYPE_CHECKING:
    from parvis.present.wording import Words

_NAME = 60  # letters of who judged


def class_of(words: Words, kind: str, judge: str | None) -> str:
    """Write the class of a figure.

    Arguments:
        words: of the report.
        kind: measured, estimated or judged.
        judge: who judged; None where nobody is named.

    Source: row 6 of the capabilities.

    >>> from parvis.present.tongue import Tongue
    >>> from parvis.present.wording import Words
    >>> class_of(Words(Tongue("en")), "judged", None)
    'Judged, by whom is not said'
    """
    if kind != "judged":
        return words(f"panel.{kind}")
    if judge is None:
        return words("panel.judged_by_nobody")
    return words("panel.judged_by", who=clean(judge, limit=_NAME))
