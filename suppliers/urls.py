from django.urls import path

from suppliers.views import directory, evidence, home, profile, second_person, supplier, verification

app_name = "suppliers"
urlpatterns = [
    path("suppliers/", directory.directory, name="directory"),
    path("suppliers/<str:public_id>/", supplier.supplier, name="supplier"),
    path("home/", home.home, name="home"),
    path("home/<str:public_id>/", home.firm_home, name="firm_home"),
    path("home/<str:public_id>/publish/", home.publish_firm, name="publish"),
    path("home/<str:public_id>/unpublish/", home.unpublish_firm, name="unpublish"),
    path("profile/", profile.profile, name="profile"),
    path("profile/<str:public_id>/", profile.firm_profile, name="firm_profile"),
    path("profile/<str:public_id>/<slug:key>/", profile.section, name="section"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/documents/<int:pk>/", evidence.document, name="document"),
    path("evidence/<str:public_id>/", evidence.firm_evidence, name="firm_evidence"),
    path("evidence/<str:public_id>/new/", evidence.new, name="evidence_new"),
    path("evidence/<str:public_id>/<int:pk>/withdraw/", evidence.withdraw_evidence, name="withdraw"),
    path("evidence/<str:public_id>/decisions/<int:pk>/read/", evidence.decision_read, name="decision_read"),
    path("verification/", verification.queue, name="verification"),
    path("verification/<int:pk>/", verification.case, name="case"),
    path("verification/second/<int:pk>/", second_person.second, name="second"),
    path("verification/second/<int:pk>/answer/", second_person.second_answer, name="second_answer"),
]
