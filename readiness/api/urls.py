from django.urls import path

from readiness.api.kept import KeptPageDetail, KeptPageList
from readiness.api.matches import MatchCsv, MatchList, MatchXlsx
from readiness.api.measures import ConfirmedSupply, KeptChanges, TargetProgress
from readiness.api.policy import DraftList, DraftSimulation
from readiness.api.reported import ReportedRates
from readiness.api.roadmap import RoadmapDetail
from readiness.api.supply import LocalSupply
from readiness.api.targets import StandingList, TargetList
from readiness.api.views import ReadinessDetail

urlpatterns = [
    path("requirements/<str:public_id>/matches/", MatchList.as_view(), name="api-matches"),
    path("policy/drafts/", DraftList.as_view(), name="api-policy-drafts"),
    path("policy/drafts/<int:pk>/simulation/", DraftSimulation.as_view(), name="api-simulation"),
    path("requirements/<str:public_id>/matches.csv", MatchCsv.as_view(), name="api-matches-csv"),
    path("requirements/<str:public_id>/matches.xlsx", MatchXlsx.as_view(), name="api-matches-xlsx"),
    path("targets/", TargetList.as_view(), name="api-targets"),
    path("standings/", StandingList.as_view(), name="api-standings"),
    path("targets/kept/", KeptPageList.as_view(), name="api-kept"),
    path("targets/kept/<int:pk>/", KeptPageDetail.as_view(), name="api-kept-page"),
    path("targets/kept/changes/", KeptChanges.as_view(), name="api-kept-changes"),
    path("targets/progress/", TargetProgress.as_view(), name="api-progress"),
    path("targets/confirmed/", ConfirmedSupply.as_view(), name="api-confirmed"),
    path("targets/reported/", ReportedRates.as_view(), name="api-reported"),
    path("local-supply/", LocalSupply.as_view(), name="api-local-supply"),
    path("suppliers/<str:public_id>/readiness/", ReadinessDetail.as_view(), name="api-readiness"),
    path("suppliers/<str:public_id>/roadmap/", RoadmapDetail.as_view(), name="api-roadmap"),
]
