from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.acts import Act
from parvis.hub.web.shell import Place, place


class Work(AppConfig):
    name = "parvis.hub.work"
    label = "work"
    verbose_name = _("Work")

    @override
    def ready(self) -> None:
        place(Place(at=90, view="work", words=_("Background work"), act=Act.OWN, icon="work"))
