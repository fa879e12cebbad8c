from django.urls import path

from parvis.hub.explore import views
from parvis.hub.explore.taking.urls import urlpatterns as taking

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
    path(
        "explore/perimeters/<int:perimeter>/arriving/",
        views.arriving,
        name="explore_perimeter_arriving",
    ),
    path("explore/perimeters/<int:perimeter>/correct/", views.correct, name="correct_mention"),
    path("explore/perimeters/<int:perimeter>/tag/", views.tag, name="tag_mention"),
    path(
        "explore/perimeters/<int:perimeter>/views/add/", views.save, name="explore_perimeter_save"
    ),
    path(
        "explore/objectives/<int:objective>/views/add/", views.save, name="explore_objective_save"
    ),
    path(
        "explore/perimeters/<int:perimeter>/notes/add/", views.note, name="explore_perimeter_note"
    ),
    path(
        "explore/objectives/<int:objective>/notes/add/", views.note, name="explore_objective_note"
    ),
    path("explore/views/<int:view>/drop/", views.drop_view, name="drop_view"),
    path("explore/notes/<int:note>/drop/", views.drop_note, name="drop_note"),
    *taking,
]
