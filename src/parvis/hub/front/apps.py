from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.web.shell import Place, place


class Front(AppConfig):
    name = "parvis.hub.front"
    label = "front"
    verbose_name = _("Home")

    @override
    def ready(self) -> None:
        place(Place(at=0, view="home", words=_("Home"), act=None, icon="home"))
