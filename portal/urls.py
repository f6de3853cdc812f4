from django.conf import settings
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from portal.api.docs import docs
from portal.views import (
    account,
    components,
    errors,
    health,
    home,
    invitation,
    keys,
    personal,
    registration,
    staff,
    team,
)
from portal.views.language import set_language
from portal.views.metrics import figures

urlpatterns = [
    path("", home.home, name="home"),
    path("privacy/", home.privacy, name="privacy"),
    path("privacy/accept/", personal.accept_notice, name="privacy_accept"),
    path("language/", set_language, name="set_language"),
    path("register/", registration.choose, name="register"),
    path(
        "register/", registration.choose, name="account_signup"
    ),  # where allauth sends people without an account
    path("register/supplier/", registration.supplier, name="register_supplier"),
    path("register/buyer/", registration.buyer, name="register_buyer"),
    path("account/", account.account, name="account"),
    path("account/signed-in/<int:pk>/end/", account.end_session, name="end_session"),
    path("account/signed-in/end-others/", account.end_other_sessions, name="end_other_sessions"),
    path("account/keys/new/", keys.new_key, name="new_key"),
    path("account/keys/<int:pk>/revoke/", keys.end_key, name="end_key"),
    path("account/data/", personal.own_data, name="own_data"),
    path("account/delete/", personal.delete_account, name="delete_account"),
    path("team/", team.teams, name="teams"),
    path("team/<int:pk>/", team.team, name="team"),
    path("team/<int:pk>/company/", team.company, name="team_company"),
    path("team/<int:pk>/invite/", team.invite_somebody, name="team_invite"),
    path("team/<int:pk>/invitations/<int:invitation>/revoke/", team.revoke, name="team_revoke"),
    path("team/<int:pk>/members/<int:member>/role/", team.give_role, name="team_role"),
    path("team/<int:pk>/members/<int:member>/remove/", team.remove, name="team_remove"),
    path("team/<int:pk>/leave/", team.leave, name="team_leave"),
    path("staff/", staff.bodies, name="staff"),
    path("staff/<int:pk>/", staff.body, name="staff_body"),
    path("invitations/<str:key>/", invitation.invitation, name="invitation"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", figures, name="metrics"),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", docs, name="api_docs"),
    path("api/v1/", include("portal.api.urls")),
    path("api/v1/", include("suppliers.api.urls")),
    path("api/v1/", include("buyers.api.urls")),
    path("api/v1/", include("readiness.api.urls")),
    path("", include("suppliers.urls")),
    path("", include("buyers.urls")),
    path("", include("readiness.urls")),
]
if settings.DEBUG or settings.DEMO:
    urlpatterns.append(path("components/", components.show, name="components"))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
