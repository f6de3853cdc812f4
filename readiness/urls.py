from django.urls import path

from readiness.views import bottlenecks, buyer, confirmed, demand, kept, ministry, reported, supplier, way_up

app_name = "readiness"
urlpatterns = [
    path("readiness/", supplier.mine, name="mine"),
    path("readiness/<str:public_id>/", supplier.firm, name="firm"),
    path("readiness/<str:public_id>/way-up/", way_up.way_up, name="way_up"),
    path("readiness/<str:public_id>/panel/", supplier.panel, name="panel"),
    path("targets/", ministry.target, name="target"),
    path("targets/firms/", ministry.ready_firms, name="ready_firms"),
    path("targets/measured/", ministry.measured, name="measured"),
    path("targets/reported/", reported.reported, name="reported"),
    path("targets/reported/cells/", reported.reported_cells, name="reported_cells"),
    path("targets/confirmed/", confirmed.confirmed, name="confirmed"),
    path("targets/kept/", kept.kept_pages, name="kept_pages"),
    path("targets/kept/changes/", kept.kept_changes, name="kept_changes"),
    path("targets/kept/<int:pk>/", kept.kept_page, name="kept_page"),
    path("targets/kept/<int:pk>/firms/", kept.kept_firms, name="kept_firms"),
    path("targets/kept/<int:pk>.pdf", kept.kept_pdf, name="kept_pdf"),
    path("targets/bottlenecks/", bottlenecks.bottlenecks, name="bottlenecks"),
    path("targets/bottlenecks/compute/", bottlenecks.compute, name="compute_supply"),
    path("targets/bottlenecks/firms/", bottlenecks.near, name="near_firms"),
    path("targets/demand/", demand.scenarios, name="demand"),
    path("targets/demand/new/", demand.new, name="new_demand"),
    path("targets/demand/import/", demand.bring, name="import_demand"),
    path("targets/demand/<int:pk>/", demand.scenario, name="demand_scenario"),
    path("targets/demand/<int:pk>/edit/", demand.edit, name="edit_demand"),
    path("targets/demand/<int:pk>/lines/new/", demand.line, name="new_demand_line"),
    path("targets/demand/<int:pk>/lines/<int:line_pk>/", demand.line, name="edit_demand_line"),
    path("targets/demand/<int:pk>/status/", demand.status, name="demand_status"),
    path("matches/count/", buyer.count, name="count"),
    path("requirements/<str:public_id>/matches/", buyer.matches, name="matches"),
    path("verification/<int:pk>/effect/", ministry.effect, name="effect"),
]
