from django.urls import path

from parvis.hub.accounts import views

urlpatterns = [
    path("accounts/", views.overview, name="accounts"),
    path("accounts/<int:account>/", views.account_page, name="account"),
    path("accounts/<int:account>/edit/", views.change, name="change_account"),
    path("accounts/<int:account>/activate/", views.activate, name="activate_account"),
    path("accounts/<int:account>/retire/", views.retire, name="retire_account"),
    path("accounts/<int:account>/why/", views.why, name="answer_why"),
    path("units/<int:unit>/accounts/", views.of_unit, name="unit_accounts"),
    path("units/<int:unit>/accounts/add/", views.add, name="add_account"),
    path("units/<int:unit>/accounts/import/", views.offer_file, name="import_accounts_here"),
    path("accounts/import/<int:upload>/", views.show_file, name="import_accounts_shown"),
    path(
        "accounts/import/<int:upload>/faults.csv", views.file_faults, name="import_accounts_faults"
    ),
    path("me/absences/", views.absences, name="absences"),
    path("me/absences/<slug:absence>/back/", views.back, name="back"),
]
