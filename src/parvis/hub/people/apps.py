from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override


class People(AppConfig):
    name = "parvis.hub.people"
    label = "people"
    verbose_name = _("People")

    @override
    def ready(self) -> None:
        from parvis.hub.people import hearing  # noqa: F401
