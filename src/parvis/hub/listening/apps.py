from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.acts import Act
from parvis.hub.web.shell import Place, place


class Listening(AppConfig):
    name = "parvis.hub.listening"
    label = "listening"
    verbose_name = _("Listening")

    @override
    def ready(self) -> None:
        from parvis.hub.audit.words import SENTENCES
        from parvis.hub.listening import jobs  # noqa: F401
        from parvis.hub.listening.models import Perimeter, Source
        from parvis.hub.listening.words import ACTS
        from parvis.hub.objectives.public import Traced, trace

        SENTENCES.update(ACTS)
        place(Place(at=20, view="listening", words=_("Listening"), act=Act.SEE, icon="ear"))
        asked = _("Why do we listen to this?")
        trace(
            Traced(
                kind="perimeter", words=_("Perimeters"), question=asked,
                active=lambda: Perimeter.objects.filter(active_since__isnull=False),
            )
        )  # fmt: skip
        trace(
            Traced(
                kind="source", words=_("Sources"), question=asked,
                active=lambda: Source.objects.filter(active_since__isnull=False),
            )
        )  # fmt: skip
