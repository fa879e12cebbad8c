from django.urls import path

from parvis.hub.explore import views

urlpatterns = [
    path("explore/", views.choose, name="explore"),
    path("explore/perimeters/<int:perimeter>/", views.dashboard, name="explore_perimeter"),
    path("explore/objectives/<int:objective>/", views.dashboard, name="explore_objective"),
    path(
        "explore/perimeters/<int:perimeter>/figures/<slug:name>/",
        views.figure,
        name="explore_perimeter_figure",
    ),
    path(
        "explore/objectives/<int:objective>/figures/<slug:name>/",
        views.figure,
        name="explore_objective_figure",
    ),
    path(
        "explore/perimeters/<int:perimeter>/mentions/",
        views.mentions,
        name="explore_perimeter_mentions",
    ),
    path(
        "explore/objectives/<int:objective>/mentions/",
        views.mentions,
        name="explore_objective_mentions",
    ),
]
