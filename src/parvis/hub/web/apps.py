from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Web(AppConfig):
    name = "parvis.hub.web"
    label = "web"
    verbose_name = _("Pages")
