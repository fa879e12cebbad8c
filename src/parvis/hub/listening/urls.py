from django.urls import path

from parvis.hub.listening import asking_views, views
from parvis.hub.listening.importing import views as importing

urlpatterns = [
    path("listening/", views.overview, name="listening"),
    path("listening/now/", views.now, name="listening_now"),
    path("listening/units/<int:unit>/sources/add/", views.choose_kind, name="choose_kind"),
    path(
        "listening/units/<int:unit>/sources/add/<slug:kind>/", views.add_source, name="add_source"
    ),
    path(
        "listening/units/<int:unit>/sources/try/<slug:kind>/",
        asking_views.try_settings,
        name="try_settings",
    ),
    path("listening/units/<int:unit>/import/", importing.offer, name="import_file"),
    path("listening/files/<int:file>/", importing.shown, name="file"),
    path("listening/files/<int:file>/columns/", importing.columns, name="file_columns"),
    path("listening/files/<int:file>/take/", importing.take, name="take_file"),
    path("listening/files/<int:file>/discard/", importing.drop, name="drop_file"),
    path("listening/files/<int:file>/rejected.csv", importing.rejected, name="file_rejected"),
    path("listening/trials/<int:trial>/", asking_views.trial_page, name="trial"),
    path("listening/perimeters/<int:perimeter>/", views.perimeter_page, name="perimeter"),
    path(
        "listening/perimeters/<int:perimeter>/activate/", views.activate, name="activate_perimeter"
    ),
    path("listening/perimeters/<int:perimeter>/retire/", views.retire, name="retire_perimeter"),
    path("listening/sources/<int:source>/", views.source_page, name="source"),
    path("listening/sources/<int:source>/try/", asking_views.try_source, name="try_source"),
    path("listening/sources/<int:source>/key/", asking_views.source_key, name="source_key"),
    path("listening/sources/<int:source>/days/", views.source_days, name="source_days"),
    path("listening/sources/<int:source>/edit/", views.change_source, name="change_source"),
    path("listening/sources/<int:source>/activate/", views.activate, name="activate_source"),
    path("listening/sources/<int:source>/retire/", views.retire, name="retire_source"),
]
