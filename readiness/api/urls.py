from django.urls import path

from readiness.api.views import ReadinessDetail

urlpatterns = [
    path("suppliers/<str:public_id>/readiness/", ReadinessDetail.as_view(), name="api-readiness"),
]
