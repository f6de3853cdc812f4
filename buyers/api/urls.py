from django.urls import path

from buyers.api import purchases

urlpatterns = [
    path("purchase-reports/", purchases.PurchaseReportList.as_view(), name="api-purchase-reports"),
    path("purchase-reports/<int:pk>/", purchases.PurchaseReportDetail.as_view(), name="api-purchase-report"),
    path("purchase-reports/<int:pk>/send/", purchases.PurchaseReportSend.as_view(), name="api-purchase-send"),
    path(
        "purchase-reports/<int:pk>/correct/",
        purchases.PurchaseReportCorrect.as_view(),
        name="api-purchase-correct",
    ),
]
