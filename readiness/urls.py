from django.urls import path

from readiness.views import ministry, supplier

app_name = "readiness"
urlpatterns = [
    path("readiness/", supplier.mine, name="mine"),
    path("readiness/<str:public_id>/", supplier.firm, name="firm"),
    path("readiness/<str:public_id>/panel/", supplier.panel, name="panel"),
    path("targets/", ministry.target, name="target"),
    path("targets/firms/", ministry.ready_firms, name="ready_firms"),
    path("targets/measured/", ministry.measured, name="measured"),
    path("verification/<int:pk>/effect/", ministry.effect, name="effect"),
]
