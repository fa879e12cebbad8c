from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.acts import Act
from parvis.hub.web.shell import Place, place


class Accounts(AppConfig):
    name = "parvis.hub.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    @override
    def ready(self) -> None:
        from parvis.hub.accounts import jobs  # noqa: F401
        from parvis.hub.accounts.models import Account
        from parvis.hub.accounts.words import ACTS
        from parvis.hub.audit.words import SENTENCES
        from parvis.hub.objectives.public import Traced, trace
        from parvis.hub.organisation.public import Door, door

        SENTENCES.update(ACTS)
        trace(
            Traced(
                kind="account",
                words=_("Accounts"),
                active=lambda: Account.objects.filter(state="active"),
                question=_("Why do we have this account?"),
            )
        )
        door(Door(view="unit_accounts", words=_("Accounts"), act=Act.SEE))
        place(Place(at=20, view="accounts", words=_("Accounts"), act=Act.SEE, icon="account"))
