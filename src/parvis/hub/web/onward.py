"""How a page that changed something says so and leads on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect

from parvis.hub.common.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked


def onward(
    request: Asked, words: str, view: str, *ids: Any, doubts: Iterable[str] = ()
) -> HttpResponse:
    """Say that something is done and what is doubtful about it, and lead to a page.

    Arguments:
        request: that asked for it.
        words: what is done.
        view: name of the address of the page.
        ids: that the address takes.
        doubts: in words.
    """
    messages.success(request, words)
    for doubt in doubts:
        messages.warning(request, doubt)
    return redirect(view, *ids)


def attempt(
    request: Asked, act: Callable[[], object], words: str, view: str, *ids: Any
) -> HttpResponse:
    """Do something, say that it is done or why it was refused, and lead to a page either way.

    Arguments:
        request: that asks for it.
        act: may give a list of what is doubtful about it, in words.
        words: what is done then.
        view: name of the address of the page.
        ids: that the address takes.
    """
    try:
        came = act()
    except RefusedError as fault:
        messages.error(request, str(fault.text))
        return redirect(view, *ids)
    return onward(request, words, view, *ids, doubts=came if isinstance(came, list) else ())
