from django.urls import path

from suppliers.api.changes import ChangeFeed
from suppliers.api.evidence import EvidenceList
from suppliers.api.exports import DirectoryCsv, DirectoryXlsx
from suppliers.api.register_files import (
    RegisterFileApply,
    RegisterFileDetail,
    RegisterFileList,
    RegisterFileStop,
)
from suppliers.api.rulings.answers import Answer, AnswerRead, DecisionList, Requests
from suppliers.api.rulings.exceptions import NotApplicableDecide, NotApplicableList, NotApplicableWithdraw
from suppliers.api.rulings.findings import FindingClose, FindingList
from suppliers.api.rulings.matches import RegisterMatchList
from suppliers.api.rulings.renewals import RenewalDecide, RenewalList, RenewalWithdraw
from suppliers.api.rulings.waivers import WaiverApprove, WaiverClose, WaiverList
from suppliers.api.sections.views import SECTION_VIEWS, SectionList
from suppliers.api.verification import Case, Queue, Second, SecondList
from suppliers.api.views import SupplierDetail, SupplierList

FIRM = "suppliers/<str:public_id>/"

urlpatterns = [
    path("changes/", ChangeFeed.as_view(), name="api-changes"),
    path("exports/suppliers.csv", DirectoryCsv.as_view(), name="api-suppliers-csv"),
    path("exports/suppliers.xlsx", DirectoryXlsx.as_view(), name="api-suppliers-xlsx"),
    path("suppliers/", SupplierList.as_view(), name="api-suppliers"),
    path("suppliers/<str:public_id>/", SupplierDetail.as_view(), name="api-supplier"),
    path("suppliers/<str:public_id>/evidence/", EvidenceList.as_view(), name="api-evidence"),
    path("verification/", Queue.as_view(), name="api-verification"),
    path("verification/second/", SecondList.as_view(), name="api-second-list"),
    path("verification/second/<int:pk>/", Second.as_view(), name="api-second"),
    path("verification/requests/", Requests.as_view(), name="api-requests"),
    path("verification/registers/", RegisterFileList.as_view(), name="api-register-files"),
    path("verification/registers/<int:pk>/", RegisterFileDetail.as_view(), name="api-register-file"),
    path("verification/registers/<int:pk>/apply/", RegisterFileApply.as_view(), name="api-register-apply"),
    path("verification/registers/<int:pk>/stop/", RegisterFileStop.as_view(), name="api-register-stop"),
    path("verification/<int:pk>/", Case.as_view(), name="api-case"),
    path("suppliers/<str:public_id>/sections/", SectionList.as_view(), name="api-sections"),
    path(f"{FIRM}findings/", FindingList.as_view(), name="api-findings"),
    path(f"{FIRM}findings/<int:pk>/close/", FindingClose.as_view(), name="api-finding-close"),
    path(f"{FIRM}not-applicable/", NotApplicableList.as_view(), name="api-not-applicable"),
    path(
        f"{FIRM}not-applicable/<int:pk>/decide/",
        NotApplicableDecide.as_view(),
        name="api-not-applicable-decide",
    ),
    path(
        f"{FIRM}not-applicable/<int:pk>/withdraw/",
        NotApplicableWithdraw.as_view(),
        name="api-not-applicable-withdraw",
    ),
    path(f"{FIRM}waivers/", WaiverList.as_view(), name="api-waivers"),
    path(f"{FIRM}waivers/<int:pk>/approve/", WaiverApprove.as_view(), name="api-waiver-approve"),
    path(f"{FIRM}waivers/<int:pk>/close/", WaiverClose.as_view(), name="api-waiver-close"),
    path(f"{FIRM}renewals/", RenewalList.as_view(), name="api-renewals"),
    path(f"{FIRM}renewals/<int:pk>/decide/", RenewalDecide.as_view(), name="api-renewal-decide"),
    path(f"{FIRM}renewals/<int:pk>/withdraw/", RenewalWithdraw.as_view(), name="api-renewal-withdraw"),
    path(f"{FIRM}register-matches/", RegisterMatchList.as_view(), name="api-register-matches"),
    path(f"{FIRM}decisions/", DecisionList.as_view(), name="api-decisions"),
    path(f"{FIRM}<str:kind>/<int:pk>/answer/", Answer.as_view(), name="api-answer"),
    path(f"{FIRM}<str:kind>/<int:pk>/answer-read/", AnswerRead.as_view(), name="api-answer-read"),
    *(
        path(f"suppliers/<str:public_id>/sections/{key}/", view.as_view(), name=f"api-section-{key}")
        for key, view in SECTION_VIEWS.items()
    ),
]
