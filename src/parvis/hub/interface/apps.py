from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Interface(AppConfig):
    name = "parvis.hub.interface"
    label = "interface"
    verbose_name = _("API")
