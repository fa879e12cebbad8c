"""The parts that pages are put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _

from parvis.hub.common.acts import ROLE_WORDS, Act

if TYPE_CHECKING:
    from django.forms import BoundField

    from parvis.hub.common.rights import Rights

register = template.Library()


@register.simple_tag
def icon(name: str) -> str:
    """A small inline shape; the words beside it say the same."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("parvis/icons.svg"),
        name,
    )


@register.filter
def role(name: str) -> str:
    """A role in words."""
    return str(ROLE_WORDS.get(name, name))


@register.filter
def act(name: str) -> str:
    """An act in words."""
    return Act(name).words


@register.filter
def lets(rights: Rights, said: str) -> bool:
    """Whether an act is allowed somewhere: `rights|lets:"manage"`."""
    return rights.anywhere(Act(said))


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], act: str, path: str) -> bool:
    """Whether whoever reads may do an act at a unit: `{% may "manage" unit.path as managing %}`."""
    return bool(context["request"].rights.may(Act(act), path))


@register.inclusion_tag("web/parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A field with its label, its help and its fault."""
    widget = bound.field.widget
    widget.attrs.pop("placeholder", None)  # it says what the label says, and goes as one writes
    is_many = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    described = [
        name
        for name, there in (
            (f"{bound.auto_id}-help", bound.help_text),
            (f"{bound.auto_id}-fault", bound.errors),
        )
        if there
    ]
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {
        "field": bound,
        "kind": "many" if is_many else getattr(widget, "input_type", "text"),
        "drawn": bound.as_widget(attrs=attrs),
        "optional": "" if bound.field.required else _("optional"),
    }
