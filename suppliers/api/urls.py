from django.urls import path

from suppliers.api.sections.views import SECTION_VIEWS, SectionList
from suppliers.api.views import SupplierDetail, SupplierList

urlpatterns = [
    path("suppliers/", SupplierList.as_view(), name="api-suppliers"),
    path("suppliers/<str:public_id>/", SupplierDetail.as_view(), name="api-supplier"),
    path("suppliers/<str:public_id>/sections/", SectionList.as_view(), name="api-sections"),
    *(
        path(f"suppliers/<str:public_id>/sections/{key}/", view.as_view(), name=f"api-section-{key}")
        for key, view in SECTION_VIEWS.items()
    ),
]
