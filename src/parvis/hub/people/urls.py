from django.urls import path

from parvis.hub.people import views

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/sessions/<slug:session>/end/", views.end_session, name="end_session"),
]
