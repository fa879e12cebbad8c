"""Kinds and states of sources in words."""

from __future__ import annotations

from django import template

from parvis.hub.listening.words import KINDS, STANDINGS

register = template.Library()


@register.filter
def source_kind(kind: str) -> str:
    """A kind of source in words."""
    return str(KINDS.get(kind, kind))


@register.filter
def standing(said: str) -> str:
    """What a source does now, in words."""
    return str(STANDINGS.get(said, said))
