"""Kinds and states of sources in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from parvis.hub.listening.words import KINDS, STANDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.hub.listening.keeping import Kept
    from parvis.hub.listening.models import Source

register = template.Library()


@register.filter
def source_kind(kind: str) -> str:
    """A kind of source in words."""
    return str(KINDS.get(kind, kind))


@register.filter
def standing(said: str) -> str:
    """What a source does now, in words."""
    return str(STANDINGS.get(said, said))


@register.filter
def keyed(source: Source, kept: Mapping[str, Kept]) -> Kept | None:
    """The key of a source, out of some: `{% with key=source|keyed:ending %}`."""
    return kept.get(str(source.settings.get("key") or ""))


@register.filter
def ends(key: Kept) -> str:
    """How long a key still lasts, in words."""
    if key.days is None:
        return _("no end is known")
    if key.days < 0:
        return _("it is over")
    if key.days == 0:
        return _("ends today")
    return ngettext("ends in %(n)d day", "ends in %(n)d days", key.days) % {"n": key.days}


@register.filter
def span(seconds: float) -> str:
    """A time in words, in the unit that fits.

    >>> span(90.0), span(7_200.0)
    ('2 minutes', '2 hours')
    """
    said: tuple[int, Any] = (round(seconds), "s")
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "m")):
        if seconds >= size:
            said = round(seconds / size), unit
            break
    count, unit = said
    words = {
        "d": ngettext("%(n)d day", "%(n)d days", count),
        "h": ngettext("%(n)d hour", "%(n)d hours", count),
        "m": ngettext("%(n)d minute", "%(n)d minutes", count),
        "s": ngettext("%(n)d second", "%(n)d seconds", count),
    }
    return words[unit] % {"n": count}


@register.filter
def export(platform: str) -> str:
    """Whose export a file is, in words."""
    return _("a table of no known tool") if platform == "file" else platform.replace("_", " ")


@register.filter
def delimited(sign: str) -> str:
    """What separates the columns of a file, in words."""
    return {"\t": _("tabs"), " ": _("spaces")}.get(sign, _("“%(sign)s”") % {"sign": sign})


@register.filter
def unlocal(number: float) -> str:
    """A number as a drawing wants it, whatever the language."""
    return f"{number:g}"


@register.filter
def medium(name: str | None) -> str:
    """A medium in words, as the reports have it; nothing where none is known."""
    if not name:
        return ""
    from parvis.present.tongue import Tongue
    from parvis.present.wording import Words

    said = get_language() or "en"
    return Words(Tongue("fr" if said.startswith("fr") else "en")).name("medium", name)
