"""What was found, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parvis.hub.serving.doctor.finding import Finding

LANGUAGES: Final = ("en", "fr")
_STATES: Final = {
    "well": ("✓", gettext_lazy("well")),
    "doubtful": ("?", gettext_lazy("look at it")),
    "broken": ("✗", gettext_lazy("mend it")),
}


def usual_language(told: Mapping[str, str]) -> str:
    """Return the language of whoever asks, as the environment says it.

    >>> usual_language({"LANG": "fr_CA.UTF-8"}), usual_language({"LC_ALL": "C", "LANG": "fr_FR"})
    ('fr', 'en')
    """
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    said = next((told[name] for name in names if told.get(name)), "")
    return said[:2] if said[:2] in LANGUAGES else "en"


def lines(found: Sequence[Finding]) -> Iterator[str]:
    """Yield what was found, then how much of it must be mended."""
    width = max(len(str(words)) for _sign, words in _STATES.values())
    for one in found:
        sign, words = _STATES[one.state]
        yield f"{sign} {words!s:<{width}}  {one.fact}"
        if one.mend:
            yield f"  {'':<{width}}  → {one.mend}"
    yield ""
    yield _verdict(found)


def _verdict(found: Sequence[Finding]) -> str:
    n = sum(one.state == "broken" for one in found)
    if n:
        text = ngettext("%(n)d thing must be mended.", "%(n)d things must be mended.", n)
        return text % {"n": n}
    return _("Nothing must be mended.")
