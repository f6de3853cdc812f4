from django.urls import path

from suppliers.api.changes import ChangeFeed
from suppliers.api.evidence import EvidenceList
from suppliers.api.exports import DirectoryCsv, DirectoryXlsx
from suppliers.api.sections.views import SECTION_VIEWS, SectionList
from suppliers.api.verification import Case, Queue, Second, SecondList
from suppliers.api.views import SupplierDetail, SupplierList

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
    path("verification/<int:pk>/", Case.as_view(), name="api-case"),
    path("suppliers/<str:public_id>/sections/", SectionList.as_view(), name="api-sections"),
    *(
        path(f"suppliers/<str:public_id>/sections/{key}/", view.as_view(), name=f"api-section-{key}")
        for key, view in SECTION_VIEWS.items()
    ),
]
