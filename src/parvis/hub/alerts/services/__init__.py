"""What is done to alerts: each act one function, permission and line of the trail inside."""

from parvis.hub.alerts.services.alerts import (
    add_alert,
    change_alert,
    mute,
    read,
    remove_alert,
    unmute,
)
from parvis.hub.alerts.services.feeds import make_feed, revoke_feed
from parvis.hub.alerts.services.hooks import add_hook, remove_hook, renew, resume, test_send
from parvis.hub.alerts.services.recipients import follow, leave, set_recipients
from parvis.hub.alerts.services.reports import add_report, change_report, remove_report

__all__ = [
    "add_alert", "add_hook", "add_report", "change_alert", "change_report", "follow", "leave",
    "make_feed", "mute", "read", "remove_alert", "remove_hook", "remove_report", "renew", "resume",
    "revoke_feed", "set_recipients", "test_send", "unmute",
]  # fmt: skip
