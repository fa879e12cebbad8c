"""What mentions are, in the words of the reports."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from typing import Literal

    from django.utils.functional import _StrPromise

    from parvis.present.wording import Words


ACTS: Final[dict[str, _StrPromise]] = {
    "explore.mention.corrected": _("corrected a mention of %(name)s"),
    "explore.mention.tagged": _("tagged a mention of %(name)s"),
    "explore.taken": _("took away %(what)s as %(format)s, filtered by %(filters)s"),
}


def language() -> Literal["en", "fr"]:
    """Return the language of whoever reads."""
    return "fr" if (get_language() or "en").startswith("fr") else "en"


def named(group: str, value: str) -> str:
    """Return a value of a mention in words, as "Micro-blog" for the medium of that name."""
    return capital(words().name(group, value))


def words() -> Words:
    """Return the sentences of the reports, in the language of whoever reads."""
    return _words(language())


def capital(text: str) -> str:
    """Return a text as it begins a line."""
    return text[:1].upper() + text[1:]


@cache
def _words(spoken: Literal["en", "fr"]) -> Words:
    from parvis.present.tongue import Tongue
    from parvis.present.wording import Words

    return Words(Tongue(spoken))
