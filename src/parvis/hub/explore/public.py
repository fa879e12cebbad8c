"""The door of exploring: scopes, filters, mentions, figures, and where a view leads on."""

from __future__ import annotations

from parvis.hub.explore.filters import Filters
from parvis.hub.explore.frames import OF, is_public, may_be_seen, mentions, settled, wide
from parvis.hub.explore.leads import Lead, lead
from parvis.hub.explore.naming import may_name, unnamed
from parvis.hub.explore.panels import KINDS, figures_of, figures_within, kinds_of, show
from parvis.hub.explore.reweighing import Reweighed, Reweighing, reweigh
from parvis.hub.explore.scopes import Scope, of_objective, of_perimeter
from parvis.hub.explore.selectors import beside, explorable, facts
from parvis.hub.explore.taking.paper import paper
from parvis.hub.explore.words import language, named

__all__ = [
    "KINDS",
    "OF",
    "Filters",
    "Lead",
    "Reweighed",
    "Reweighing",
    "Scope",
    "beside",
    "explorable",
    "facts",
    "figures_of",
    "figures_within",
    "is_public",
    "kinds_of",
    "language",
    "lead",
    "may_be_seen",
    "may_name",
    "mentions",
    "named",
    "of_objective",
    "of_perimeter",
    "paper",
    "reweigh",
    "settled",
    "show",
    "unnamed",
    "wide",
]
