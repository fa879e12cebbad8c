from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.acts import Act
from parvis.hub.web.shell import Place, place


class Objectives(AppConfig):
    name = "parvis.hub.objectives"
    label = "objectives"
    verbose_name = _("Objectives")

    @override
    def ready(self) -> None:
        from parvis.hub.audit.words import SENTENCES
        from parvis.hub.objectives import jobs  # noqa: F401
        from parvis.hub.objectives.selectors import leaderless_at
        from parvis.hub.objectives.words import ACTS
        from parvis.hub.organisation.public import Door, door

        SENTENCES.update(ACTS)
        door(
            Door(
                view="unit_objectives", words=_("Objectives"), act=Act.SEE, warns=leaderless_at
            )
        )  # fmt: skip
        door(Door(view="entries", words=_("Figures"), act=Act.DECIDE))
        place(Place(at=10, view="objectives", words=_("Objectives"), act=Act.SEE, icon="goal"))
