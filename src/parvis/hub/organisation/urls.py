from django.urls import path

from parvis.hub.organisation import key_views, views
from parvis.hub.organisation.importing.addresses import addresses
from parvis.hub.organisation.importing.units import UNITS

urlpatterns = [
    path("organisation/", views.tree, name="organisation"),
    path("organisation/<int:unit>/branch/", views.branch, name="branch"),
    path("organisation/<int:unit>/", views.unit_page, name="unit"),
    path("organisation/<int:unit>/add/", views.add_unit, name="add_unit"),
    path("organisation/<int:unit>/change/", views.change_unit, name="change_unit"),
    path("organisation/<int:unit>/invite/", views.invite, name="invite"),
    path("organisation/<int:unit>/groups/", views.groups, name="groups"),
    path("organisation/groups/<int:group_role>/end/", views.unmap_group, name="unmap_group"),
    path("organisation/invitations/<int:invitation>/withdraw/", views.withdraw, name="withdraw"),
    path("organisation/roles/<int:grant>/take-back/", views.take_back, name="take_back"),
    path("organisation/import/", views.start_import, name="import"),
    *addresses(UNITS, of_unit="organisation/<int:unit>/import/", of_file="organisation/import/"),
    path("me/keys/", key_views.keys, name="keys"),
    path("me/keys/<slug:key>/end/", key_views.end, name="end_key"),
    path("come-in/<slug:token>/", views.come_in, name="come_in"),
]
