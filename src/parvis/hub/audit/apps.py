from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.acts import Act
from parvis.hub.web.shell import Place, place


class Audit(AppConfig):
    name = "parvis.hub.audit"
    label = "audit"
    verbose_name = _("Audit trail")

    @override
    def ready(self) -> None:
        place(Place(at=80, view="trail", words=_("Audit trail"), act=Act.MANAGE, icon="trail"))
