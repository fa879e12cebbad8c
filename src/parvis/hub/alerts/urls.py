from django.urls import path

from parvis.hub.alerts.views import alerts, feeds, hooks, reports

urlpatterns = [
    path("alerts/", alerts.inbox, name="alerts"),
    path("alerts/read/", alerts.read, name="read_alerts"),
    path("alerts/<int:alert>/", alerts.alert_page, name="alert"),
    path("alerts/<int:alert>/edit/", alerts.change, name="change_alert"),
    path("alerts/<int:alert>/mute/", alerts.mute, name="mute_alert"),
    path("alerts/<int:alert>/unmute/", alerts.unmute, name="unmute_alert"),
    path("alerts/<int:alert>/follow/", alerts.follow, name="follow_alert"),
    path("alerts/<int:alert>/leave/", alerts.leave, name="leave_alert"),
    path("alerts/<int:alert>/remove/", alerts.remove, name="remove_alert"),
    path("perimeters/<int:perimeter>/alerts/add/", alerts.add, name="add_alert_perimeter"),
    path("objectives/<int:objective>/alerts/add/", alerts.add, name="add_alert_objective"),
    path("alerts/feeds/", feeds.feeds, name="feeds"),
    path("alerts/feeds/<slug:feed>/revoke/", feeds.revoke, name="revoke_feed"),
    path("alerts/feeds/<slug:token>.rss", feeds.rss, name="feed"),
    path("units/<int:unit>/webhooks/", hooks.of_unit, name="unit_hooks"),
    path("webhooks/<int:hook>/", hooks.hook_page, name="hook"),
    path("webhooks/<int:hook>/test/", hooks.test, name="test_hook"),
    path("webhooks/<int:hook>/secret/", hooks.renew, name="renew_hook"),
    path("webhooks/<int:hook>/resume/", hooks.resume, name="resume_hook"),
    path("webhooks/<int:hook>/remove/", hooks.remove, name="remove_hook"),
    path("alerts/reports/", reports.reports, name="reports"),
    path("alerts/reports/<int:report>/", reports.report_page, name="report"),
    path("alerts/reports/<int:report>/edit/", reports.change, name="change_report"),
    path("alerts/reports/<int:report>/remove/", reports.remove, name="remove_report"),
    path("perimeters/<int:perimeter>/reports/add/", reports.add, name="add_report_perimeter"),
    path("objectives/<int:objective>/reports/add/", reports.add, name="add_report_objective"),
]
