from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.acts import Act
from parvis.hub.web.shell import Place, place


class Alerts(AppConfig):
    name = "parvis.hub.alerts"
    label = "alerts"
    verbose_name = _("Alerts")

    @override
    def ready(self) -> None:
        from parvis.hub.alerts import jobs  # noqa: F401
        from parvis.hub.alerts.selectors import unread
        from parvis.hub.alerts.words import ACTS
        from parvis.hub.audit.words import SENTENCES
        from parvis.hub.explore.public import Lead, lead
        from parvis.hub.organisation.public import Door, door

        SENTENCES.update(ACTS)
        lead(Lead(view="add_alert", words=_("Set an alert"), act=Act.LISTEN))
        lead(Lead(view="add_report", words=_("Send it by mail"), act=Act.LISTEN))
        door(Door(view="unit_hooks", words=_("Webhooks"), act=Act.MANAGE))
        place(
            Place(
                at=27, view="alerts", words=_("Alerts"), act=Act.SEE, icon="bell", count=unread
            )
        )  # fmt: skip
