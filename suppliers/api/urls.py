from django.urls import path

from suppliers.api.views import SupplierDetail, SupplierList

urlpatterns = [
    path("suppliers/", SupplierList.as_view(), name="api-suppliers"),
    path("suppliers/<str:public_id>/", SupplierDetail.as_view(), name="api-supplier"),
]
