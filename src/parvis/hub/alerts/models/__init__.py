"""The tables of alerts: what is watched, who is told, where it is sent."""

from parvis.hub.alerts.models.alerts import Alert, Firing, Notice, Recipient
from parvis.hub.alerts.models.feeds import Feed
from parvis.hub.alerts.models.hooks import Delivery, Hook
from parvis.hub.alerts.models.reports import Report
from parvis.hub.alerts.models.viewed import Viewed

__all__ = [
    "Alert", "Delivery", "Feed", "Firing", "Hook", "Notice", "Recipient", "Report", "Viewed",
]  # fmt: skip
