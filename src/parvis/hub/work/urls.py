from django.urls import path

from parvis.hub.work import views

urlpatterns = [
    path("work/", views.work, name="work"),
    path("work/<slug:job>/again/", views.again, name="work_again"),
]
