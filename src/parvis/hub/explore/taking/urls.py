"""Where files are taken from: beside the pages that show the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from parvis.hub.explore.taking import views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.urls import URLPattern


def _patterns() -> Iterator[URLPattern]:
    for kind in ("perimeter", "objective"):
        begin, name = f"explore/{kind}s/<int:{kind}>", f"explore_{kind}"
        figure = f"{begin}/figures/<slug:name>/download/"
        yield path(f"{begin}/open-data/download/", views.take_open_data, name=f"{name}_open_data")
        yield path(f"{begin}/download/", views.take_dashboard, name=f"{name}_taken")
        yield path(figure, views.take_figure, name=f"{name}_figure_taken")
        yield path(
            f"{begin}/mentions/download/", views.take_mentions, name=f"{name}_mentions_taken"
        )


urlpatterns = list(_patterns())
