"""Every route, and what a stranger, a supplier, a buyer and the ministry get there. A route that is not listed fails."""

from collections.abc import Iterator
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from buyers.confirming import actions as confirming
from buyers.models import ConfirmedMonth, Customer, Invitation, PurchaseReport
from buyers.shortlisting.actions import begin_shortlist, note_firms
from portal.actions import invite
from portal.models import Membership, Organisation, Process, Province, Sector
from readiness.kept import keeping
from readiness.models import DemandLine, DemandScenario, Programme
from suppliers.importing.uploading import upload
from suppliers.models import (
    Document,
    DuplicatePair,
    Evidence,
    Finding,
    ImportRow,
    NotApplicableRequest,
    RegisterFile,
    Renewal,
    Waiver,
)
from suppliers.permissions import AUDIENCES
from suppliers.sections import SECTIONS
from tests.buyers.enquiries.asking import asked as asked_of
from tests.buyers.requirements.asking import begun
from tests.cast import NOW, firm, member, person
from tests.readiness.policy import people
from tests.suppliers.importing.lists import HEADER, MILL, csv_bytes

# Another firm's pages are 404 to everybody who has no part in it; `mine` and `other` are two public numbers.
TABLE = {
    "": (200, 302, 302, 302),
    "privacy/": (200, 200, 200, 200),
    "privacy/accept/": (302, 302, 302, 302),
    "language/": (405, 405, 405, 405),
    "register/": (200, 200, 200, 200),
    "register/supplier/": (200, 302, 302, 302),
    "register/buyer/": (200, 302, 302, 302),
    "register/join/": (200, 302, 302, 302),
    "staff/": (302, 404, 404, 404),
    "staff/<body>/": (302, 404, 404, 404),
    "history/<mine>/": (302, 200, 404, 200),
    "history/<listed>/": (302, 404, 404, 200),
    "requirements/<requirement>/history/": (302, 404, 200, 404),
    "purchases/<purchase>/history/": (302, 404, 200, 404),
    "policy/history/": (302, 404, 404, 200),
    "join/": (302, 200, 200, 200),
    "joining/": (302, 200, 200, 200),
    "joining/<request>/accept/": (302, 405, 405, 405),
    "joining/<request>/refuse/": (302, 405, 405, 405),
    "account/": (302, 200, 200, 200),
    "account/signed-in/<browser>/end/": (302, 405, 405, 405),
    "account/signed-in/end-others/": (302, 405, 405, 405),
    "account/keys/<token_key>/revoke/": (302, 405, 405, 405),
    # These ask once more who is there: Mai has a second factor to ask for, the others no password here.
    "account/keys/new/": (302, 200, 200, 302),
    "account/data/": (302, 200, 200, 302),
    "account/delete/": (302, 200, 200, 302),
    "team/": (302, 302, 302, 302),
    "team/<team>/": (302, 200, 404, 404),
    "team/<team>/company/": (302, 405, 405, 405),
    "team/<team>/invite/": (302, 405, 405, 405),
    "team/<team>/invitations/<letter>/revoke/": (302, 405, 405, 405),
    "team/<team>/members/<member>/role/": (302, 405, 405, 405),
    "team/<team>/members/<member>/remove/": (302, 405, 405, 405),
    "team/<team>/leave/": (302, 405, 405, 405),
    "invitations/<key>/": (200, 200, 200, 200),
    "healthz": (200, 200, 200, 200),
    "metrics": (200, 200, 200, 200),
    "components/": (200, 200, 200, 200),
    "suppliers/": (200, 200, 200, 200),
    "suppliers/<listed>/": (200, 200, 200, 200),
    "suppliers/<unlisted>/": (404, 404, 404, 200),
    "home/": (302, 200, 200, 200),
    "home/<mine>/": (302, 200, 404, 404),
    "home/<listed>/": (302, 404, 404, 404),
    "home/<mine>/publish/": (302, 405, 405, 405),
    "home/<mine>/unpublish/": (302, 405, 405, 405),
    "profile/": (302, 200, 200, 200),
    "profile/<mine>/": (302, 200, 404, 404),
    "profile/<listed>/": (302, 404, 404, 404),
    "profile/<mine>/company/": (302, 200, 404, 404),
    "profile/<mine>/site/": (302, 200, 404, 404),
    "profile/<mine>/processes/": (302, 200, 404, 404),
    "profile/<mine>/products/": (302, 200, 404, 404),
    "profile/<mine>/machines/": (302, 200, 404, 404),
    "profile/<mine>/capacity/": (302, 200, 404, 404),
    "profile/<mine>/certificates/": (302, 200, 404, 404),
    "profile/<mine>/quality/": (302, 200, 404, 404),
    "profile/<mine>/finance/": (302, 200, 404, 404),
    "profile/<mine>/people/": (302, 200, 404, 404),
    "profile/<mine>/sustainability/": (302, 200, 404, 404),
    "profile/<mine>/market/": (302, 200, 404, 404),
    "profile/<mine>/check/": (302, 200, 404, 404),
    "profile/<mine>/missing/": (302, 200, 404, 404),
    "profile/<mine>/preview/public/": (302, 200, 404, 404),
    "profile/<mine>/preview/buyer/": (302, 200, 404, 404),
    "profile/<mine>/preview/ministry/": (302, 200, 404, 404),
    "profile/<mine>/preview/rival/": (302, 404, 404, 404),
    "profile/<listed>/preview/ministry/": (302, 404, 404, 404),
    "profile/<listed>/check/": (302, 404, 404, 404),
    "profile/<listed>/missing/": (302, 404, 404, 404),
    "profile/<mine>/nothing/": (302, 404, 404, 404),
    "profile/<listed>/company/": (302, 404, 404, 404),
    "evidence/": (302, 200, 200, 200),
    "evidence/<mine>/": (302, 200, 404, 404),
    "evidence/<listed>/": (302, 404, 404, 404),
    "evidence/<mine>/new/": (302, 200, 404, 404),
    "evidence/documents/<paper>/": (302, 404, 404, 404),
    "evidence/<mine>/<evidence>/withdraw/": (302, 405, 405, 405),
    "evidence/<mine>/decisions/<evidence>/read/": (302, 405, 405, 405),
    "evidence/<mine>/vault/": (302, 200, 404, 404),
    "evidence/<listed>/vault/": (302, 404, 404, 404),
    "evidence/<mine>/rulings/": (302, 200, 404, 404),
    "evidence/<listed>/rulings/": (302, 404, 404, 404),
    "evidence/<mine>/rulings/not-applicable/": (302, 200, 404, 404),
    "evidence/<mine>/rulings/renewal/": (302, 200, 404, 404),
    "evidence/<mine>/rulings/<kind>/<ruling>/answer/": (302, 405, 405, 405),
    "evidence/<mine>/rulings/<kind>/<ruling>/withdraw/": (302, 405, 405, 405),
    "verification/requests/": (302, 404, 404, 200),
    "verification/firms/": (302, 404, 404, 200),
    "verification/firms/<listed>/": (302, 404, 404, 200),
    "verification/registers/": (302, 404, 404, 200),
    "verification/registers/<register>/": (302, 404, 404, 200),
    "verification/registers/<register>/stop/": (302, 405, 405, 405),
    "verification/registers/<register>/apply/": (302, 405, 405, 405),
    "verification/firms/<listed>/group/": (302, 404, 404, 200),
    "verification/firms/<listed>/register/": (302, 404, 404, 200),
    "verification/firms/<listed>/finding/": (302, 404, 404, 200),
    "verification/firms/<listed>/finding/<finding>/": (302, 404, 404, 200),
    "verification/firms/<listed>/not-applicable/<asked>/": (302, 404, 404, 200),
    "verification/firms/<listed>/waiver/": (302, 404, 404, 302),
    "verification/firms/<listed>/waiver/<waiver>/": (302, 404, 404, 200),
    "verification/firms/<listed>/waiver/<waiver>/approve/": (302, 405, 405, 405),
    "verification/firms/<listed>/renewal/<renewal>/": (302, 404, 404, 200),
    "verification/firms/<listed>/<kind>/<ruling>/answer-read/": (302, 405, 405, 405),
    "readiness/": (302, 302, 404, 404),
    "readiness/<mine>/": (302, 200, 200, 200),
    "readiness/<unlisted>/": (302, 404, 404, 200),
    "readiness/<unlisted>/panel/": (302, 404, 404, 200),
    "readiness/<listed>/": (302, 404, 200, 200),
    "readiness/<listed>/panel/": (302, 404, 200, 200),
    "readiness/<mine>/way-up/": (302, 200, 404, 200),
    "readiness/<unlisted>/way-up/": (302, 404, 404, 200),
    "targets/": (302, 404, 404, 200),
    "targets/firms/": (302, 404, 404, 200),
    "targets/measured/": (302, 404, 404, 200),
    "targets/reported/": (302, 404, 404, 200),
    "targets/reported/cells/": (302, 404, 404, 404),
    "targets/confirmed/": (302, 404, 404, 200),
    "targets/kept/": (302, 404, 404, 200),
    "targets/kept/changes/": (302, 404, 404, 404),
    "targets/kept/<kept>/": (302, 404, 404, 200),
    "targets/kept/<kept>/firms/": (302, 404, 404, 200),
    "targets/kept/<kept>.pdf": (302, 404, 404, 200),
    "targets/bottlenecks/": (302, 404, 404, 200),
    "targets/bottlenecks/compute/": (302, 405, 405, 405),
    "targets/bottlenecks/state/": (302, 404, 404, 302),
    "targets/bottlenecks/firms/": (302, 404, 404, 404),
    "targets/demand/": (302, 404, 404, 200),
    "targets/demand/new/": (302, 404, 404, 200),
    "targets/demand/import/": (302, 404, 404, 200),
    "targets/demand/<scenario>/": (302, 404, 404, 200),
    "targets/demand/<scenario>/edit/": (302, 404, 404, 200),
    "targets/demand/<scenario>/status/": (302, 405, 405, 405),
    "targets/demand/<scenario>/lines/new/": (302, 404, 404, 200),
    "targets/demand/<scenario>/lines/<line>/": (302, 404, 404, 200),
    "targets/progress/": (302, 404, 404, 200),
    "policy/": (302, 404, 404, 200),
    "policy/clone/": (302, 405, 405, 405),
    "policy/compare/": (302, 404, 404, 200),
    "policy/rescoring/": (302, 404, 404, 302),
    "policy/drafts/<draft>/": (302, 404, 404, 200),
    "policy/drafts/<draft>/propose/": (302, 405, 405, 405),
    "policy/drafts/<draft>/take-back/": (302, 405, 405, 405),
    "policy/drafts/<draft>/withdraw/": (302, 405, 405, 405),
    "policy/drafts/<draft>/publish/": (302, 405, 405, 405),
    "policy/drafts/<draft>/simulation/": (302, 404, 404, 200),
    "policy/drafts/<draft>/weights/": (302, 404, 404, 200),
    "policy/drafts/<draft>/caps-and-clocks/": (302, 404, 404, 200),
    "policy/drafts/<draft>/criteria/<code>/": (302, 404, 404, 200),
    "policy/drafts/<draft>/levels/<number>/": (302, 404, 404, 200),
    "policy/drafts/<draft>/levels/<number>/gates/": (302, 404, 404, 200),
    "duplicates/": (302, 404, 404, 200),
    "duplicates/<pair>/": (302, 404, 404, 200),
    "duplicates/<pair>/merge/": (302, 404, 404, 404),
    "duplicates/<pair>/undo/": (302, 405, 405, 405),
    "lists/": (302, 404, 404, 200),
    "lists/<batch>/": (302, 404, 404, 200),
    "lists/<batch>/columns/": (302, 404, 404, 200),
    "lists/<batch>/places/": (302, 405, 405, 405),
    "lists/<batch>/take-in/": (302, 405, 405, 405),
    "lists/<batch>/cancel/": (302, 405, 405, 405),
    "lists/<batch>/give-up/": (302, 405, 405, 405),
    "lists/<batch>/undo/": (302, 404, 404, 302),
    "lists/<batch>/rows/<row>/": (302, 404, 404, 200),
    "verification/": (302, 404, 404, 200),
    "verification/<evidence>/": (302, 404, 404, 200),
    "verification/<evidence>/take/": (302, 405, 405, 405),
    "verification/<evidence>/effect/": (302, 404, 404, 200),
    "verification/second/<evidence>/": (302, 404, 404, 404),
    "verification/second/<evidence>/answer/": (302, 405, 405, 405),
    "requirements/": (302, 404, 200, 404),
    "requirements/new/": (302, 404, 200, 404),
    "requirements/<requirement>/": (302, 404, 200, 404),
    "requirements/<requirement>/edit/": (302, 404, 200, 404),
    "requirements/<requirement>/matches/": (302, 404, 200, 404),
    "requirements/<requirement>/publish/": (302, 405, 405, 405),
    "requirements/<requirement>/revise/": (302, 405, 405, 405),
    "requirements/<requirement>/drop/": (302, 405, 405, 405),
    "requirements/<requirement>/close/": (302, 405, 405, 405),
    "matches/count/": (302, 404, 302, 404),
    "compare/": (200, 200, 200, 200),
    "how/": (200, 200, 200, 200),
    "purchases/": (302, 404, 200, 404),
    "purchases/new/": (302, 404, 200, 404),
    "purchases/<purchase>/": (302, 404, 200, 404),
    "purchases/<purchase>/edit/": (302, 404, 200, 404),
    "purchases/<purchase>/upload/": (302, 404, 200, 404),
    "purchases/<purchase>/template/": (302, 404, 200, 404),
    "purchases/<purchase>/send/": (302, 405, 405, 405),
    "purchases/<purchase>/correct/": (302, 405, 405, 405),
    "purchases/<purchase>/discard/": (302, 405, 405, 405),
    "enquiries/": (302, 200, 200, 404),
    "enquiries/new/": (302, 404, 200, 404),
    "enquiries/<enquiry>/": (302, 200, 200, 404),
    "enquiries/<enquiry>/close/": (302, 405, 405, 405),
    "shortlists/": (302, 404, 200, 404),
    "shortlists/add/": (302, 404, 200, 404),
    "shortlists/<shortlist>/": (302, 404, 200, 404),
    "shortlists/<shortlist>/delete/": (302, 405, 405, 405),
    "shortlists/<shortlist>/firms/<noted>/": (302, 405, 405, 405),
    "deliveries/": (302, 404, 200, 404),
    "deliveries/new/": (302, 404, 200, 404),
    "deliveries/<customer>/": (302, 404, 200, 404),
    "deliveries/invited/<token>/": (200, 200, 200, 200),
    "deliveries/invited/<unknown>/": (404, 404, 404, 404),
    "confirmations/": (302, 200, 200, 200),
    "confirmations/<mine>/": (302, 200, 404, 404),
    "confirmations/<listed>/": (302, 404, 404, 404),
    "confirmations/<mine>/invite/": (302, 405, 405, 405),
    "confirmations/<mine>/links/<link>/revoke/": (302, 405, 405, 405),
    "confirmations/<mine>/customers/<customer>/share/": (302, 405, 405, 405),
    "confirmations/<mine>/read/": (302, 405, 405, 405),
    "confirmations/<mine>/months/<month>/dispute/": (302, 200, 404, 404),
    "verification/disputes/": (302, 404, 404, 200),
    "verification/disputes/<disputed>/": (302, 404, 404, 200),
    "verification/buyers/": (302, 404, 404, 200),
    "verification/buyers/<buyer>/": (302, 404, 404, 200),
    "policy/lists/<list>/": (302, 404, 404, 200),
    "policy/lists/nothing/": (302, 404, 404, 404),
    "policy/lists/<list>/new/": (302, 404, 404, 200),
    "policy/lists/<list>/<entry>/": (302, 404, 404, 200),
    "api/v1/targets/kept/": (401, 404, 404, 200),
    "api/v1/targets/kept/<kept>/": (401, 404, 404, 200),
    "api/schema/": (401, 200, 200, 200),
    "api/v1/requirements/": (401, 404, 200, 404),
    "api/v1/requirements/<requirement>/": (401, 404, 200, 404),
    "api/v1/requirements/<requirement>/publish/": (401, 405, 405, 405),
    "api/v1/requirements/<requirement>/revise/": (401, 405, 405, 405),
    "api/v1/requirements/<requirement>/close/": (401, 405, 405, 405),
    "api/v1/enquiries/": (401, 200, 200, 404),
    "api/v1/enquiries/<enquiry>/": (401, 200, 200, 404),
    "api/v1/enquiries/<enquiry>/close/": (401, 405, 405, 405),
    "api/v1/deliveries/": (401, 404, 200, 404),
    "api/v1/deliveries/<customer>/": (401, 404, 200, 404),
    "api/v1/purchase-reports/": (401, 404, 200, 404),
    "api/v1/purchase-reports/<purchase>/": (401, 404, 200, 404),
    "api/v1/purchase-reports/<purchase>/send/": (401, 405, 405, 405),
    "api/v1/purchase-reports/<purchase>/correct/": (401, 405, 405, 405),
    "api/v1/local-supply/": (401, 404, 404, 404),
    "api/v1/targets/reported/": (401, 404, 404, 200),
    "api/v1/targets/progress/": (401, 404, 404, 200),
    "api/v1/targets/confirmed/": (401, 404, 404, 200),
    "api/v1/targets/kept/changes/": (401, 404, 404, 400),
    "api/docs/": (302, 200, 200, 200),
    "api/v1/words/": (401, 200, 200, 200),
    "api/v1/words/processes/": (401, 200, 200, 200),
    "api/v1/words/nothing/": (401, 404, 404, 404),
    "api/v1/targets/": (401, 404, 404, 200),
    "api/v1/standings/": (401, 404, 404, 200),
    "api/v1/suppliers/<mine>/evidence/": (401, 200, 404, 200),
    "api/v1/suppliers/<listed>/evidence/": (401, 404, 404, 200),
    "api/v1/requirements/<requirement>/matches/": (401, 404, 200, 404),
    "api/v1/policy/drafts/": (401, 404, 404, 200),
    "api/v1/policy/drafts/<draft>/simulation/": (401, 404, 404, 404),
    "api/v1/requirements/<requirement>/matches.csv": (401, 404, 200, 404),
    "api/v1/requirements/<requirement>/matches.xlsx": (401, 404, 200, 404),
    "api/v1/exports/suppliers.csv": (401, 200, 200, 200),
    "api/v1/exports/suppliers.xlsx": (401, 200, 200, 200),
    "api/v1/changes/": (401, 200, 200, 200),
    "api/v1/verification/": (401, 404, 404, 200),
    "api/v1/verification/<evidence>/": (401, 404, 404, 200),
    "api/v1/verification/second/": (401, 404, 404, 200),
    "api/v1/verification/second/<evidence>/": (401, 405, 405, 405),
    "api/v1/verification/requests/": (401, 404, 404, 200),
    "api/v1/verification/registers/": (401, 404, 404, 200),
    "api/v1/verification/registers/<register>/": (401, 404, 404, 200),
    "api/v1/verification/registers/<register>/apply/": (401, 405, 405, 405),
    "api/v1/verification/registers/<register>/stop/": (401, 405, 405, 405),
    "api/v1/suppliers/<mine>/findings/": (401, 200, 404, 200),
    "api/v1/suppliers/<listed>/findings/": (401, 404, 404, 200),
    "api/v1/suppliers/<listed>/findings/<finding>/close/": (401, 405, 405, 405),
    "api/v1/suppliers/<mine>/not-applicable/": (401, 200, 404, 200),
    "api/v1/suppliers/<listed>/not-applicable/<asked>/decide/": (401, 405, 405, 405),
    "api/v1/suppliers/<listed>/not-applicable/<asked>/withdraw/": (401, 405, 405, 405),
    "api/v1/suppliers/<mine>/waivers/": (401, 200, 404, 200),
    "api/v1/suppliers/<listed>/waivers/<waiver>/approve/": (401, 405, 405, 405),
    "api/v1/suppliers/<listed>/waivers/<waiver>/close/": (401, 405, 405, 405),
    "api/v1/suppliers/<mine>/renewals/": (401, 200, 404, 200),
    "api/v1/suppliers/<listed>/renewals/<renewal>/decide/": (401, 405, 405, 405),
    "api/v1/suppliers/<listed>/renewals/<renewal>/withdraw/": (401, 405, 405, 405),
    "api/v1/suppliers/<mine>/register-matches/": (401, 200, 404, 200),
    "api/v1/suppliers/<mine>/decisions/": (401, 200, 404, 200),
    "api/v1/suppliers/<listed>/<kinds>/<ruling>/answer/": (401, 405, 405, 405),
    "api/v1/suppliers/<listed>/<kinds>/<ruling>/answer-read/": (401, 405, 405, 405),
    "api/v1/suppliers/<mine>/sections/": (401, 200, 404, 404),
    "api/v1/suppliers/<mine>/sections/company/": (401, 200, 404, 404),
    "api/v1/suppliers/<mine>/sections/site/": (401, 200, 404, 404),
    "api/v1/suppliers/<mine>/sections/processes/": (401, 200, 404, 404),
    "api/v1/suppliers/<mine>/sections/products/": (401, 200, 404, 404),
    "api/v1/suppliers/<mine>/sections/machines/": (401, 200, 404, 404),
    "api/v1/suppliers/<mine>/sections/capacity/": (401, 200, 404, 404),
    "api/v1/suppliers/<mine>/sections/certificates/": (401, 200, 404, 404),
    "api/v1/suppliers/<mine>/sections/quality/": (401, 200, 404, 404),
    "api/v1/suppliers/<mine>/sections/finance/": (401, 200, 404, 404),
    "api/v1/suppliers/<mine>/sections/people/": (401, 200, 404, 404),
    "api/v1/suppliers/<mine>/sections/sustainability/": (401, 200, 404, 404),
    "api/v1/suppliers/<mine>/sections/market/": (401, 200, 404, 404),
    "api/v1/suppliers/<listed>/sections/": (401, 404, 404, 404),
    "api/v1/suppliers/<listed>/sections/company/": (401, 404, 404, 404),
    "api/v1/suppliers/": (401, 200, 200, 200),
    "api/v1/suppliers/<listed>/": (401, 200, 200, 200),
    "api/v1/suppliers/<unlisted>/": (401, 404, 404, 200),
    "api/v1/suppliers/<mine>/readiness/": (401, 200, 200, 200),
    "api/v1/suppliers/<listed>/readiness/": (401, 404, 200, 200),
    "api/v1/suppliers/<unlisted>/readiness/": (401, 404, 404, 200),
    "api/v1/suppliers/<mine>/roadmap/": (401, 200, 404, 200),
    "api/v1/suppliers/<unlisted>/roadmap/": (401, 404, 404, 200),
}
# Routes whose placeholders are filled in above, and those tested where they are written.
ELSEWHERE = ("accounts/", "readyz")


def routes(patterns: list, before: str = "") -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, before + str(each.pattern))
        else:
            assert isinstance(each, URLPattern)
            yield before + str(each.pattern)


def shape(route: str) -> tuple[str, ...]:
    """A route with every placeholder made alike, whatever stands there in the table."""
    parts = route.strip("/").split("/")
    filled = {*SECTIONS, *AUDIENCES, "rival", "nothing"}
    return tuple("*" if part.startswith("<") or part in filled else part for part in parts)


def test_every_route_is_listed():
    known = {shape(route) for route in TABLE}
    all_routes = [r for r in routes(get_resolver().url_patterns) if not r.startswith(ELSEWHERE)]
    missing = [route for route in all_routes if shape(route) not in known]
    assert not missing
    assert known <= {shape(route) for route in all_routes}


@pytest.fixture
def world(cast, today, settings):
    """Dương's shop is listed, another firm is listed, a third is not; the other firm has a paper that waits."""
    other, hidden = (
        firm("Công ty TNHH Khuôn Việt", "0101243150"),
        firm("Ẩn danh", "0300588569", published=False),
    )
    paper = Document.objects.create(
        supplier=other, file="evidence/x.pdf", original_name="x.pdf", content_type="application/pdf", size=1, digest="0" * 64
    )  # fmt: skip
    waiting = Evidence.objects.create(
        supplier=other, criterion="2.3", kind="document", document=paper, level=3, claimed_level=3, evidence_class="A1", valid_from=today, queued_at=NOW
    )  # fmt: skip
    asked = NotApplicableRequest.objects.create(supplier=other, criterion="3.6", reason="x")
    found = Finding.objects.create(supplier=other, criterion="2.5", ceiling=1, opened_on=today, reason="x")
    waived = Waiver.objects.create(
        supplier=other, criterion="2.1", level=4, valid_from=today, valid_to=today, buyer="A", reason="x"
    )
    booked = Renewal.objects.create(supplier=other, criterion="2.1", booked_for=today)
    purchases = PurchaseReport.objects.create(organisation=cast.assembler, year=2025)
    planned = DemandScenario.objects.create(
        name_vi="Kịch bản", name_en="Scenario", source="Khảo sát", synthetic=settings.DEMO
    )
    line = DemandLine.objects.create(
        scenario=planned, sector=Sector.objects.current().get(letters=["M"]), process=Process.objects.current().first(), quantity=1
    )  # fmt: skip
    batch = upload(csv_bytes(HEADER, MILL), "list.csv", by=cast.mai, now=NOW)
    ImportRow.objects.create(batch=batch, number=2, raw={}, fate="landed")
    team = cast.welding_shop.organisation
    invited = invite(team, email="lan@shop.example", role="viewer", by=cast.duong, now=timezone.now())
    customer = Customer.objects.create(supplier=cast.welding_shop, organisation=cast.assembler)
    months = [
        ConfirmedMonth.objects.create(
            customer=customer,
            month=date(2026, n, 1),
            parts=1,
            rejected=0,
            disputed_at=NOW if n == 9 else None,
        )
        for n in (9, 10)
    ]
    shortlist = begin_shortlist(cast.assembler, "A", by=cast.binh, now=NOW)
    note_firms(shortlist, [other], by=cast.binh, now=NOW)
    token = confirming.invite(cast.welding_shop, "A", by=cast.duong, now=timezone.now())
    return {
        "<register>": str(
            RegisterFile.objects.create(kind="companies", register="R", as_of=today, brought_by=cast.mai).pk
        ),
        "<customer>": str(customer.pk),
        "<disputed>": str(months[0].pk),
        "<month>": str(months[1].pk),
        "<buyer>": str(cast.assembler.pk),
        "<token>": token,
        "<link>": str(Invitation.objects.get().pk),
        "<kind>": "finding",
        "<kinds>": "findings",
        "<ruling>": str(found.pk),
        "<finding>": str(found.pk),
        "<asked>": str(asked.pk),
        "<waiver>": str(waived.pk),
        "<renewal>": str(booked.pk),
        "<pair>": str(DuplicatePair.objects.create(one=other, other=hidden).pk),
        "<batch>": str(batch.pk),
        "<row>": "2",
        "<team>": str(team.pk),
        "<member>": str(team.memberships.get().pk),
        "<letter>": str(invited.invitation.pk),
        "<key>": invited.key,
        "<browser>": "1",
        "<token_key>": "1",
        "<body>": str(cast.ministry.pk),
        "<request>": "1",
        "<scenario>": str(planned.pk),
        "<line>": str(line.pk),
        "<purchase>": str(purchases.pk),
        "<requirement>": begun(cast).public_id,
        "<shortlist>": shortlist.public_id,
        "<noted>": str(shortlist.entries.get().pk),
        "<enquiry>": asked_of(cast).public_id,
        "<kept>": str(keeping.keep(today=today, now=NOW)[0].pk),
        "<mine>": cast.welding_shop.public_id,
        "<listed>": other.public_id,
        "<unlisted>": hidden.public_id,
        "<paper>": str(paper.pk),
        "<evidence>": str(waiting.pk),
        "<draft>": str(people.draft(cast.mai).pk),
        "<code>": "2.2",
        "<list>": "programmes",
        "<entry>": str(Programme.objects.earliest("pk").pk),
        "<number>": "4",
    }


def filled_in(route, world) -> str:
    for name, value in world.items():
        route = route.replace(name, value)
    return "/" + route


def test_who_may_open_what(cast, world):
    """One world for all of them: a GET changes nothing that another would see."""
    visitors = [Client() for _ in range(4)]
    for browser, user in zip(visitors[1:], (cast.duong, cast.binh, cast.mai), strict=True):
        browser.force_login(user)
    answered = {}
    for route in TABLE:
        path = filled_in(route, world)
        answered[route] = tuple(browser.get(path).status_code for browser in visitors)
    assert answered == TABLE


# What staff of another province read of a firm: the page that everybody reads, and what is credited to it.
OF_ANY_LISTED_FIRM = (
    "suppliers/<listed>/",
    "readiness/<mine>/",
    "readiness/<listed>/",
    "readiness/<listed>/panel/",
    "api/v1/suppliers/<listed>/",
    "api/v1/suppliers/<mine>/readiness/",
    "api/v1/suppliers/<listed>/readiness/",
)
OF_A_FIRM = ("<mine>", "<listed>", "<unlisted>", "<evidence>", "<paper>", "<ruling>", "<finding>", "<asked>", "<waiver>", "<renewal>")  # fmt: skip
READ_OF_A_FIRM = [r for r, seen in TABLE.items() if seen[3] == 200 and any(name in r for name in OF_A_FIRM)]


@pytest.fixture
def from_elsewhere(client, world):
    """Staff of another province, with a second factor."""
    body = Organisation.objects.create(kind=Organisation.Kind.PROVINCE, name="Sở Công Thương")
    body.scope_provinces.add(Province.objects.get(code="79", changes_after__isnull=True))
    reader = member(person("so@province.example", "Ngô Bảo"), body, Membership.Role.EDITOR)
    Authenticator.objects.create(
        user=reader, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
    )
    client.force_login(reader)
    return client


def test_staff_of_elsewhere_read_of_a_firm_what_is_public(from_elsewhere, world):
    answered = {r: from_elsewhere.get(filled_in(r, world)).status_code for r in READ_OF_A_FIRM}
    assert answered == {r: 200 if r in OF_ANY_LISTED_FIRM else 404 for r in READ_OF_A_FIRM}


def test_no_list_or_export_names_a_firm_outside_the_scope(from_elsewhere, world):
    """The unlisted firm of the table is in Hà Nội; the reader's province is another."""
    lists = [r for r, seen in TABLE.items() if seen[3] == 200 and not any(name in r for name in OF_A_FIRM)]
    for route in lists:
        answer = from_elsewhere.get(filled_in(route, world))
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "Ẩn danh".encode() not in said, route
