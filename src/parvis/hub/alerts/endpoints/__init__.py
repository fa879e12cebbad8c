"""Alerts by their API: alerts, webhooks, reports by mail."""

from parvis.hub.alerts.endpoints.alerts import endpoints as alerts
from parvis.hub.alerts.endpoints.hooks import endpoints as hooks
from parvis.hub.alerts.endpoints.reports import endpoints as reports

ROOMS = (alerts, hooks, reports)
