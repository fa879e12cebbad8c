from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.acts import Act
from parvis.hub.web.shell import Place, place


class Coding(AppConfig):
    name = "parvis.hub.coding"
    label = "coding"
    verbose_name = _("Coding")

    @override
    def ready(self) -> None:
        from parvis.hub.audit.words import SENTENCES
        from parvis.hub.coding import putting
        from parvis.hub.coding.words import ACTS
        from parvis.hub.explore.leads import Lead, lead
        from parvis.hub.explore.reweighing import Reweighing, reweigh
        from parvis.hub.organisation.public import Door, door

        SENTENCES.update(ACTS)
        reweigh(Reweighing(stamp=putting.stamp, put=putting.put))
        lead(Lead(view="draw_sample", words=_("Have people code a sample"), act=Act.LISTEN))
        door(Door(view="unit_coding", words=_("Coding"), act=Act.SEE))
        place(Place(at=27, view="coding", words=_("Coding"), act=Act.SEE, icon="coding"))
