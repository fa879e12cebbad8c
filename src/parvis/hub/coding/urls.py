from django.urls import path

from parvis.hub.coding.views import books, coding, samples

urlpatterns = [
    path("coding/", books.overview, name="coding"),
    path("units/<int:unit>/coding/", books.of_unit, name="unit_coding"),
    path("units/<int:unit>/codebooks/add/", books.add, name="add_codebook"),
    path("coding/codebooks/<int:codebook>/", books.codebook, name="codebook"),
    path("coding/codebooks/<int:codebook>/add/", books.criterion, name="add_criterion"),
    path(
        "coding/codebooks/<int:codebook>/criteria/<slug:criterion>/",
        books.criterion,
        name="change_criterion",
    ),
    path(
        "coding/codebooks/<int:codebook>/criteria/<slug:criterion>/drop/",
        books.drop,
        name="drop_criterion",
    ),
    path("coding/perimeters/<int:perimeter>/draw/", samples.draw, name="draw_sample_perimeter"),
    path("coding/objectives/<int:objective>/draw/", samples.draw, name="draw_sample_objective"),
    path("coding/samples/<int:sample>/", samples.sample, name="sample"),
    path("coding/samples/<int:sample>/stop/", samples.stop, name="stop_coding"),
    path("coding/samples/<int:sample>/settle/", samples.settle, name="settle_sample"),
    path("coding/samples/<int:sample>/codes.csv", samples.codes_file, name="codes_file"),
    path(
        "coding/samples/<int:sample>/figures.csv", samples.figures_file, name="coded_figures_file"
    ),
    path("coding/samples/<int:sample>/code/", coding.begin, name="code"),
    path("coding/samples/<int:sample>/code/<slug:place>/", coding.mention, name="code_mention"),
    path("coding/samples/<int:sample>/compare/", coding.compare, name="compare_codes"),
    path(
        "coding/samples/<int:sample>/compare/<slug:place>/<slug:criterion>/",
        coding.decide,
        name="decide_code",
    ),
]
