from django.urls import path

from parvis.hub.audit import views

urlpatterns = [path("trail/", views.trail, name="trail")]
