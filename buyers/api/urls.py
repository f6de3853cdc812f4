from django.urls import path

from buyers.api import deliveries, enquiries, purchases, requirements

urlpatterns = [
    path("requirements/", requirements.RequirementList.as_view(), name="api-requirements"),
    path("requirements/<str:public_id>/", requirements.RequirementDetail.as_view(), name="api-requirement"),
    path(
        "requirements/<str:public_id>/publish/",
        requirements.RequirementPublish.as_view(),
        name="api-requirement-publish",
    ),
    path(
        "requirements/<str:public_id>/revise/",
        requirements.RequirementRevise.as_view(),
        name="api-requirement-revise",
    ),
    path(
        "requirements/<str:public_id>/close/",
        requirements.RequirementClose.as_view(),
        name="api-requirement-close",
    ),
    path("purchase-reports/", purchases.PurchaseReportList.as_view(), name="api-purchase-reports"),
    path("purchase-reports/<int:pk>/", purchases.PurchaseReportDetail.as_view(), name="api-purchase-report"),
    path("purchase-reports/<int:pk>/send/", purchases.PurchaseReportSend.as_view(), name="api-purchase-send"),
    path(
        "purchase-reports/<int:pk>/correct/",
        purchases.PurchaseReportCorrect.as_view(),
        name="api-purchase-correct",
    ),
    path("enquiries/", enquiries.EnquiryList.as_view(), name="api-enquiries"),
    path("enquiries/<str:public_id>/", enquiries.EnquiryDetail.as_view(), name="api-enquiry"),
    path("enquiries/<str:public_id>/close/", enquiries.EnquiryClose.as_view(), name="api-enquiry-close"),
    path("deliveries/", deliveries.DeliveryList.as_view(), name="api-deliveries"),
    path("deliveries/<int:pk>/", deliveries.DeliveryDetail.as_view(), name="api-delivery"),
]
