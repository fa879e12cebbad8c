from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.acts import Act
from parvis.hub.web.shell import Place, place


class Organisation(AppConfig):
    name = "parvis.hub.organisation"
    label = "organisation"
    verbose_name = _("Organisation")

    @override
    def ready(self) -> None:
        from parvis.hub.organisation import hearing  # noqa: F401

        place(Place(at=60, view="organisation", words=_("Organisation"), act=Act.SEE, icon="tree"))
