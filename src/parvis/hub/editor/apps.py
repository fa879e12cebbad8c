from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Editor(AppConfig):
    name = "parvis.hub.editor"
    label = "editor"
    verbose_name = _("Editor of perimeters")
