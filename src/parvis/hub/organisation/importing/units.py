"""Files of units."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from parvis.hub.common.acts import Act
from parvis.hub.organisation.importing.flow import Import
from parvis.hub.organisation.importing.plan import plan
from parvis.hub.organisation.importing.reading import rows_of
from parvis.hub.organisation.importing.services import import_units

UNITS: Final = Import(
    name="import",
    act=Act.MANAGE,
    title=_("Import units"),
    plan=lambda by, unit, text: plan(rows_of(text), unit, by.rights),
    does=import_units,
    back="unit",
    example=(
        ("code", "name", "kind", "parent", "country"),
        ("ibis", "Ibis", "brand", "", ""),
        ("ibis-fr", "Ibis France", "country", "ibis", "FR"),
        ("H0143", "Ibis Lyon Gerland", "hotel", "ibis-fr", "FR"),
    ),
)
