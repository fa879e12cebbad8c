from django.urls import path

from parvis.hub.listening import views

urlpatterns = [
    path("listening/", views.overview, name="listening"),
    path("listening/now/", views.now, name="listening_now"),
    path("units/<int:unit>/perimeters/add/", views.add_perimeter, name="add_perimeter"),
    path("units/<int:unit>/sources/add/", views.choose_kind, name="choose_kind"),
    path("units/<int:unit>/sources/add/<slug:kind>/", views.add_source, name="add_source"),
    path("perimeters/<int:perimeter>/", views.perimeter_page, name="perimeter"),
    path("perimeters/<int:perimeter>/edit/", views.change_perimeter, name="change_perimeter"),
    path("perimeters/<int:perimeter>/activate/", views.activate, name="activate_perimeter"),
    path("perimeters/<int:perimeter>/retire/", views.retire, name="retire_perimeter"),
    path("sources/<int:source>/", views.source_page, name="source"),
    path("sources/<int:source>/edit/", views.change_source, name="change_source"),
    path("sources/<int:source>/activate/", views.activate, name="activate_source"),
    path("sources/<int:source>/retire/", views.retire, name="retire_source"),
]
