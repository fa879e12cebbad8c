from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.alerts import selectors, services
from parvis.hub.alerts.forms import HookForm
from parvis.hub.common.acts import Act
from parvis.hub.web.forms import done
from parvis.hub.web.onward import attempt, onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.alerts.models import Hook
    from parvis.hub.common.asking import Asked
    from parvis.hub.organisation.public import Unit


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def of_unit(request: Asked, unit: Unit) -> HttpResponse:
    """The webhooks of a unit; the secret of a new one is shown once."""
    form = HookForm(request.POST or None, rights=request.rights)
    told = {"title": _("Webhooks"), "unit": unit, "form": form}
    if made := done(form, services.add_hook, request.actor, unit):
        told["secret"] = made[1]
        told["form"] = HookForm(rights=request.rights)
    return render(request, "alerts/hooks.html", told | {"hooks": selectors.hooks(unit)})


@require_GET
@page(Act.MANAGE)
def hook_page(request: Asked, hook: Hook) -> HttpResponse:
    """A webhook: what it is told, how its last deliveries went."""
    return _shown(request, hook)


@require_POST
@page(Act.MANAGE)
def test(request: Asked, hook: Hook) -> HttpResponse:
    """Send a test."""
    act = partial(services.test_send, request.actor, hook)
    said = _("A test is on its way: the log tells what comes of it.")
    return attempt(request, act, said, "hook", hook.pk)


@require_POST
@page(Act.MANAGE)
def renew(request: Asked, hook: Hook) -> HttpResponse:
    """Draw another secret; it is shown once."""
    return _shown(request, hook, services.renew(request.actor, hook))


@require_POST
@page(Act.MANAGE)
def resume(request: Asked, hook: Hook) -> HttpResponse:
    """Take it up again."""
    services.resume(request.actor, hook)
    return onward(request, _("What waits is sent again."), "hook", hook.pk)


@require_POST
@page(Act.MANAGE)
def remove(request: Asked, hook: Hook) -> HttpResponse:
    """Remove a webhook."""
    services.remove_hook(request.actor, hook)
    return onward(request, _("The webhook is removed."), "unit_hooks", hook.unit_id)


def _shown(request: Asked, hook: Hook, secret: str = "") -> HttpResponse:
    told = {
        "title": hook.name,
        "hook": hook,
        "unit": hook.unit,
        "secret": secret,
        "deliveries": selectors.deliveries(hook),
    }
    return render(request, "alerts/hook.html", told)
