from django.urls import include, path

urlpatterns = [
    path("", include("suppliers.urls")),
    path("", include("readiness.urls")),
]
