"""Looks at every alert of the home of the environment, up to two moments, as the worker does."""

from __future__ import annotations

from django.utils import timezone

from parvis.hub.serving.setting_up import set_up


def look() -> None:
    """Look as of now, and again as of the round after that."""
    from parvis.hub.alerts import looking
    from parvis.hub.alerts.models import Alert
    from parvis.hub.alerts.windows import pace, slot

    for alert in Alert.objects.filter(name__startswith="Volcan"):
        until = slot(alert.hours, timezone.now())
        for moment in (until, until + pace(alert.hours)):
            looking.look(alert.pk, moment)


if __name__ == "__main__":
    set_up()
    look()
