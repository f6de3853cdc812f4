from django.urls import path

from buyers.views import history, purchase_sheet, purchases, requirements

app_name = "buyers"
urlpatterns = [
    path("requirements/", requirements.requirements, name="requirements"),
    path("requirements/new/", requirements.new, name="requirement_new"),
    path("requirements/<str:public_id>/", requirements.requirement, name="requirement"),
    path("requirements/<str:public_id>/edit/", requirements.edit, name="requirement_edit"),
    path("requirements/<str:public_id>/publish/", requirements.publish, name="requirement_publish"),
    path("requirements/<str:public_id>/revise/", requirements.revise, name="requirement_revise"),
    path("requirements/<str:public_id>/drop/", requirements.drop, name="requirement_drop"),
    path("requirements/<str:public_id>/close/", requirements.close, name="requirement_close"),
    path("requirements/<str:public_id>/history/", history.of_requirement, name="requirement_history"),
    path("purchases/<int:pk>/history/", history.of_report, name="purchase_history"),
    path("purchases/", purchases.purchases, name="purchases"),
    path("purchases/new/", purchases.new, name="purchase_new"),
    path("purchases/<int:pk>/", purchases.report, name="purchase_report"),
    path("purchases/<int:pk>/edit/", purchases.edit, name="purchase_edit"),
    path("purchases/<int:pk>/upload/", purchase_sheet.upload, name="purchase_upload"),
    path("purchases/<int:pk>/template/", purchase_sheet.sheet_template, name="purchase_template"),
    path("purchases/<int:pk>/send/", purchases.send, name="purchase_send"),
    path("purchases/<int:pk>/correct/", purchases.correct, name="purchase_correct"),
    path("purchases/<int:pk>/discard/", purchases.discard, name="purchase_discard"),
]
