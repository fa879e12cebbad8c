from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override


class Editor(AppConfig):
    name = "parvis.hub.editor"
    label = "editor"
    verbose_name = _("Editor of perimeters")

    @override
    def ready(self) -> None:
        from parvis.hub.audit.words import SENTENCES

        SENTENCES["listening.perimeter.judged"] = _("read what the perimeter %(name)s finds")
