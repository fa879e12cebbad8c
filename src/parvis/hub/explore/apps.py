from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.acts import Act
from parvis.hub.web.shell import Place, place


class Explore(AppConfig):
    name = "parvis.hub.explore"
    label = "explore"
    verbose_name = _("Explore")

    @override
    def ready(self) -> None:
        from parvis.hub.audit.words import SENTENCES
        from parvis.hub.explore import jobs  # noqa: F401
        from parvis.hub.explore.words import ACTS

        SENTENCES.update(ACTS)
        place(Place(at=25, view="explore", words=_("Explore"), act=Act.SEE, icon="explore"))
