from django.urls import path

from parvis.hub.editor import views

urlpatterns = [
    path("listening/units/<int:unit>/perimeters/add/", views.add_perimeter, name="add_perimeter"),
    path("listening/units/<int:unit>/perimeters/try/", views.try_query, name="try_query"),
    path(
        "listening/perimeters/<int:perimeter>/edit/",
        views.change_perimeter,
        name="change_perimeter",
    ),
    path("listening/perimeters/<int:perimeter>/try/", views.try_query, name="try_change"),
    path("listening/perimeters/<int:perimeter>/changes/", views.changes, name="perimeter_changes"),
    path("listening/perimeters/<int:perimeter>/read/", views.judge, name="judge_perimeter"),
]
