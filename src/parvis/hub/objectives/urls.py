from django.urls import path

from parvis.hub.objectives import traces
from parvis.hub.objectives.importing import FIGURES
from parvis.hub.objectives.views import adapting, entries, kpis, objectives, whys
from parvis.hub.organisation.public import addresses

urlpatterns = [
    path("objectives/", objectives.all_objectives, name="objectives"),
    path("objectives/active/", whys.coverage, name="coverage"),
    path("objectives/<int:objective>/", objectives.objective_page, name="objective"),
    path("objectives/<int:objective>/readings.csv", objectives.readings_file, name="readings_file"),
    path("objectives/<int:objective>/edit/", objectives.change, name="change_objective"),
    path("objectives/<int:objective>/activate/", objectives.activate, name="activate_objective"),
    path("objectives/<int:objective>/close/", objectives.close, name="close_objective"),
    path("objectives/<int:objective>/kpis/", kpis.pick, name="pick_kpis"),
    path("objectives/<int:objective>/targets/", kpis.targets, name="set_targets"),
    path("objectives/<int:objective>/kpis/add/", kpis.add, name="add_kpi"),
    path("objectives/<int:objective>/kpis/told/", kpis.told, name="kpi_told"),
    path("kpis/<int:kpi>/edit/", kpis.change, name="change_kpi"),
    path("kpis/<int:kpi>/remove/", kpis.remove, name="remove_kpi"),
    path("units/<int:unit>/objectives/", objectives.of_unit, name="unit_objectives"),
    path("units/<int:unit>/objectives/add/", objectives.add, name="add_objective"),
    path("units/<int:unit>/objectives/adapt/", adapting.adapt, name="adapt_objective"),
    path("kpis/<int:kpi>/propose/", adapting.propose, name="propose_kpi"),
    path("kpis/<int:kpi>/take/", adapting.take, name="take_kpi"),
    path("kpis/<int:kpi>/decline/", adapting.decline, name="decline_kpi"),
    path("units/<int:unit>/figures/", entries.entries, name="entries"),
    path("units/<int:unit>/measures/", entries.measures, name="measures"),
    path("figures/<int:entry>/remove/", entries.remove, name="remove_entry"),
    *addresses(FIGURES, of_unit="units/<int:unit>/figures/import/", of_file="figures/import/"),
    path("measures/<int:measure>/remove/", entries.remove_measure, name="remove_measure"),
    *(path(f"why/{kind}/<int:{kind}>/", whys.why, name=f"why_{kind}") for kind in traces.KINDS),
]
