"""Every address of the hub: assembly only."""

from __future__ import annotations

from django.urls import include, path

from parvis.hub.api import api
from parvis.hub.web import faults

urlpatterns = [
    path("", include("parvis.hub.front.urls")),
    path("", include("parvis.hub.people.urls")),
    path("", include("parvis.hub.organisation.urls")),
    path("", include("parvis.hub.objectives.urls")),
    path("", include("parvis.hub.editor.urls")),
    path("", include("parvis.hub.listening.urls")),
    path("", include("parvis.hub.accounts.urls")),
    path("", include("parvis.hub.explore.urls")),
    path("", include("parvis.hub.alerts.urls")),
    path("", include("parvis.hub.coding.urls")),
    path("", include("parvis.hub.audit.urls")),
    path("", include("parvis.hub.work.urls")),
    path("api/v1/", api.urls),
    path("sign-in/", include("allauth.urls")),
]
handler403 = faults.forbidden
handler404 = faults.not_found
handler500 = faults.broken
