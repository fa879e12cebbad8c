from django.urls import path

from parvis.hub.people import views

NOT_OURS = ("signup", "email", "sessions", "3rdparty", "3rdparty/signup", "confirm-email")
"""Pages of allauth that nothing here leads to: nobody signs up or changes who they are."""

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/sessions/<slug:session>/end/", views.end_session, name="end_session"),
    path("sign-in/oidc/<slug:provider>/login/", views.sign_on, name="sign_on"),
    *(path(f"sign-in/{address}/", views.my_own) for address in NOT_OURS),
]
