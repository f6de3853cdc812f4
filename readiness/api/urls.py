from django.urls import path

from readiness.api.reported import ReportedRates
from readiness.api.roadmap import RoadmapDetail
from readiness.api.supply import LocalSupply
from readiness.api.views import ReadinessDetail

urlpatterns = [
    path("targets/reported/", ReportedRates.as_view(), name="api-reported"),
    path("local-supply/", LocalSupply.as_view(), name="api-local-supply"),
    path("suppliers/<str:public_id>/readiness/", ReadinessDetail.as_view(), name="api-readiness"),
    path("suppliers/<str:public_id>/roadmap/", RoadmapDetail.as_view(), name="api-roadmap"),
]
