from django.urls import path

from parvis.hub.accounts import views
from parvis.hub.accounts.importing import ACCOUNTS
from parvis.hub.organisation.public import addresses

urlpatterns = [
    path("accounts/", views.overview, name="accounts"),
    path("accounts/<int:account>/", views.account_page, name="account"),
    path("accounts/<int:account>/edit/", views.change, name="change_account"),
    path("accounts/<int:account>/activate/", views.activate, name="activate_account"),
    path("accounts/<int:account>/retire/", views.retire, name="retire_account"),
    path("accounts/<int:account>/why/", views.why, name="answer_why"),
    path("units/<int:unit>/accounts/", views.of_unit, name="unit_accounts"),
    path("units/<int:unit>/accounts/add/", views.add, name="add_account"),
    *addresses(ACCOUNTS, of_unit="units/<int:unit>/accounts/import/", of_file="accounts/import/"),
    path("me/absences/", views.absences, name="absences"),
    path("me/absences/<slug:absence>/back/", views.back, name="back"),
]
