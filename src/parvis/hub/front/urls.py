from django.urls import path

from parvis.hub.front import views

urlpatterns = [path("", views.home, name="home")]
