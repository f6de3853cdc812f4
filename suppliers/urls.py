from django.urls import path

from suppliers.views import (
    directory,
    evidence,
    home,
    own_rulings,
    profile,
    rulings,
    second_person,
    supplier,
    verification,
)

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
    path("evidence/<str:public_id>/rulings/", own_rulings.own_rulings, name="own_rulings"),
    path(
        "evidence/<str:public_id>/rulings/not-applicable/",
        own_rulings.ask_not_applicable,
        name="ask_not_applicable",
    ),
    path("evidence/<str:public_id>/rulings/renewal/", own_rulings.book_renewal, name="book_renewal"),
    path("evidence/<str:public_id>/rulings/<slug:kind>/<int:pk>/answer/", own_rulings.answer, name="answer"),
    path(
        "evidence/<str:public_id>/rulings/<slug:kind>/<int:pk>/withdraw/",
        own_rulings.withdraw,
        name="withdraw_ruling",
    ),
    path("verification/requests/", rulings.requests, name="requests"),
    path("verification/firms/<str:public_id>/", rulings.firm_rulings, name="firm_rulings"),
    path("verification/firms/<str:public_id>/finding/", rulings.new_finding, name="new_finding"),
    path("verification/firms/<str:public_id>/finding/<int:pk>/", rulings.close_finding, name="close_finding"),
    path(
        "verification/firms/<str:public_id>/not-applicable/<int:pk>/",
        rulings.decide_request,
        name="decide_request",
    ),
    path("verification/firms/<str:public_id>/waiver/", rulings.new_waiver, name="new_waiver"),
    path("verification/firms/<str:public_id>/waiver/<int:pk>/", rulings.close_waiver, name="close_waiver"),
    path(
        "verification/firms/<str:public_id>/waiver/<int:pk>/approve/",
        rulings.second_waiver,
        name="second_waiver",
    ),
    path(
        "verification/firms/<str:public_id>/renewal/<int:pk>/", rulings.decide_renewal, name="decide_renewal"
    ),
    path(
        "verification/firms/<str:public_id>/<slug:kind>/<int:pk>/answer-read/",
        rulings.answer_read,
        name="answer_read",
    ),
    path("verification/", verification.queue, name="verification"),
    path("verification/<int:pk>/", verification.case, name="case"),
    path("verification/second/<int:pk>/", second_person.second, name="second"),
    path("verification/second/<int:pk>/answer/", second_person.second_answer, name="second_answer"),
]
