"""Every way to change something, by page and API, and what each kind of visitor gets who sends nothing.

The visitors: a stranger, somebody who acts for nobody, a supplier, a buyer, the ministry, and staff of another
province. "in" is the way to the sign-in page. Whoever is refused has changed nothing.
"""

import pghistory.core
import pytest
from django.db import transaction
from django.test import Client

from portal.models import User
from tests.portal.test_routes import TABLE, filled_in, from_elsewhere, world

__all__ = ["from_elsewhere", "world"]

REFUSED = {"in", 401, 403, 404, 405, 409}
IN = "in"

WRITES: dict[tuple[str, str], tuple[int | str, ...]] = {
    ("post", "language/"): (302, 302, 302, 302, 302, 302),
    ("post", "register/supplier/"): (422, 302, 302, 302, 302, 302),
    ("post", "register/buyer/"): (422, 302, 302, 302, 302, 302),
    ("post", "register/join/"): (422, 302, 302, 302, 302, 302),
    ("post", "join/"): (IN, 422, 422, 422, 422, 422),
    ("post", "joining/<request>/accept/"): (IN, 404, 404, 404, 404, 404),
    ("post", "joining/<request>/refuse/"): (IN, 404, 404, 404, 404, 404),
    ("post", "privacy/accept/"): (IN, 302, 302, 302, 302, 302),
    ("post", "account/"): (IN, 422, 422, 422, 422, 422),
    ("post", "account/signed-in/<browser>/end/"): (IN, 404, 404, 404, 404, 404),
    ("post", "account/signed-in/end-others/"): (IN, 302, 302, 302, 302, 302),
    ("post", "account/keys/new/"): (IN, 422, 422, 422, IN, IN),
    ("post", "account/keys/<token_key>/revoke/"): (IN, 404, 404, 404, 404, 404),
    ("post", "team/<team>/company/"): (IN, 404, 404, 404, 404, 404),
    ("post", "team/<team>/invite/"): (IN, 404, 422, 404, 404, 404),
    ("post", "team/<team>/invitations/<letter>/revoke/"): (IN, 404, 302, 404, 404, 404),
    ("post", "team/<team>/members/<member>/role/"): (IN, 404, 302, 404, 404, 404),
    ("post", "team/<team>/members/<member>/remove/"): (IN, 404, 302, 404, 404, 404),
    ("post", "team/<team>/leave/"): (IN, 404, 302, 404, 404, 404),
    ("post", "invitations/<key>/"): (422, 422, 422, 422, 422, 422),
    ("post", "home/"): (IN, 200, 200, 200, 200, 200),
    ("post", "home/<mine>/"): (IN, 404, 200, 404, 404, 404),
    ("post", "home/<mine>/publish/"): (IN, 404, 302, 404, 404, 404),
    ("post", "home/<mine>/unpublish/"): (IN, 404, 302, 404, 404, 404),
    ("post", "profile/"): (IN, 200, 200, 200, 200, 200),
    ("post", "profile/<mine>/"): (IN, 404, 200, 404, 404, 404),
    ("post", "profile/<mine>/company/"): (IN, 404, 422, 404, 404, 404),
    ("post", "profile/<mine>/processes/"): (IN, 404, 409, 404, 404, 404),
    ("post", "profile/<mine>/certificates/"): (IN, 404, 409, 404, 404, 404),
    ("post", "profile/<mine>/quality/"): (IN, 404, 409, 404, 404, 404),
    ("post", "profile/<mine>/site/"): (IN, 404, 409, 404, 404, 404),
    ("post", "profile/<mine>/products/"): (IN, 404, 409, 404, 404, 404),
    ("post", "profile/<mine>/machines/"): (IN, 404, 409, 404, 404, 404),
    ("post", "profile/<mine>/capacity/"): (IN, 404, 409, 404, 404, 404),
    ("post", "profile/<mine>/finance/"): (IN, 404, 409, 404, 404, 404),
    ("post", "profile/<mine>/people/"): (IN, 404, 409, 404, 404, 404),
    ("post", "profile/<mine>/sustainability/"): (IN, 404, 409, 404, 404, 404),
    ("post", "profile/<mine>/market/"): (IN, 404, 409, 404, 404, 404),
    ("post", "evidence/"): (IN, 200, 200, 200, 200, 200),
    ("post", "evidence/<mine>/"): (IN, 404, 200, 404, 404, 404),
    ("post", "evidence/<mine>/new/"): (IN, 404, 200, 404, 404, 404),
    ("post", "evidence/<mine>/<evidence>/withdraw/"): (IN, 404, 404, 404, 404, 404),
    ("post", "evidence/<mine>/decisions/<evidence>/read/"): (IN, 404, 404, 404, 404, 404),
    ("post", "evidence/<mine>/rulings/not-applicable/"): (IN, 404, 422, 404, 404, 404),
    ("post", "evidence/<mine>/rulings/renewal/"): (IN, 404, 422, 404, 404, 404),
    ("post", "evidence/<mine>/rulings/<kind>/<ruling>/answer/"): (IN, 404, 404, 404, 404, 404),
    ("post", "evidence/<mine>/rulings/<kind>/<ruling>/withdraw/"): (IN, 404, 404, 404, 404, 404),
    ("post", "verification/firms/<listed>/finding/"): (IN, 404, 404, 404, 422, 404),
    ("post", "verification/firms/<listed>/finding/<finding>/"): (IN, 404, 404, 404, 422, 404),
    ("post", "verification/firms/<listed>/not-applicable/<asked>/"): (IN, 404, 404, 404, 422, 404),
    ("post", "verification/firms/<listed>/waiver/<waiver>/"): (IN, 404, 404, 404, 422, 404),
    ("post", "verification/firms/<listed>/waiver/<waiver>/approve/"): (IN, 404, 404, 404, 302, 404),
    ("post", "verification/firms/<listed>/renewal/<renewal>/"): (IN, 404, 404, 404, 422, 404),
    ("post", "verification/firms/<listed>/<kind>/<ruling>/answer-read/"): (IN, 404, 404, 404, 404, 404),
    ("post", "targets/kept/"): (IN, 404, 404, 404, 302, 404),
    ("post", "targets/bottlenecks/compute/"): (IN, 404, 404, 404, 302, 404),
    ("post", "targets/demand/new/"): (IN, 404, 404, 404, 422, 404),
    ("post", "targets/demand/import/"): (IN, 404, 404, 404, 422, 404),
    ("post", "targets/demand/<scenario>/edit/"): (IN, 404, 404, 404, 422, 404),
    ("post", "targets/demand/<scenario>/status/"): (IN, 404, 404, 404, 404, 404),
    ("post", "targets/demand/<scenario>/lines/new/"): (IN, 404, 404, 404, 422, 404),
    ("post", "targets/demand/<scenario>/lines/<line>/"): (IN, 404, 404, 404, 422, 404),
    ("post", "policy/clone/"): (IN, 404, 404, 404, 422, 404),
    ("post", "policy/drafts/<draft>/propose/"): (IN, 404, 404, 404, 422, 404),
    ("post", "policy/drafts/<draft>/take-back/"): (IN, 404, 404, 404, 404, 404),
    ("post", "policy/drafts/<draft>/withdraw/"): (IN, 404, 404, 404, 404, 404),
    ("post", "policy/drafts/<draft>/publish/"): (IN, 404, 404, 404, 404, 404),
    ("post", "policy/drafts/<draft>/simulation/"): (IN, 404, 404, 404, 302, 404),
    ("post", "duplicates/"): (IN, 404, 404, 404, 422, 404),
    ("post", "duplicates/<pair>/"): (IN, 404, 404, 404, 422, 404),
    ("post", "duplicates/<pair>/undo/"): (IN, 404, 404, 404, 404, 404),
    ("post", "lists/"): (IN, 404, 404, 404, 422, 404),
    ("post", "lists/<batch>/columns/"): (IN, 404, 404, 404, 422, 404),
    ("post", "lists/<batch>/places/"): (IN, 404, 404, 404, 302, 404),
    ("post", "lists/<batch>/take-in/"): (IN, 404, 404, 404, 302, 404),
    ("post", "lists/<batch>/cancel/"): (IN, 404, 404, 404, 302, 404),
    ("post", "lists/<batch>/give-up/"): (IN, 404, 404, 404, 302, 404),
    ("post", "lists/<batch>/undo/"): (IN, 404, 404, 404, 302, 404),
    ("post", "lists/<batch>/rows/<row>/"): (IN, 404, 404, 404, 302, 404),
    ("post", "verification/<evidence>/"): (IN, 404, 404, 404, 422, 404),
    ("post", "verification/<evidence>/take/"): (IN, 404, 404, 404, 302, 404),
    ("post", "verification/second/<evidence>/answer/"): (IN, 404, 404, 404, 404, 404),
    ("post", "requirements/new/"): (IN, 404, 404, 422, 404, 404),
    ("post", "requirements/<requirement>/edit/"): (IN, 404, 404, 422, 404, 404),
    ("post", "requirements/<requirement>/publish/"): (IN, 404, 404, 302, 404, 404),
    ("post", "requirements/<requirement>/revise/"): (IN, 404, 404, 302, 404, 404),
    ("post", "requirements/<requirement>/drop/"): (IN, 404, 404, 302, 404, 404),
    ("post", "requirements/<requirement>/close/"): (IN, 404, 404, 302, 404, 404),
    ("post", "enquiries/new/"): (IN, 404, 404, 422, 404, 404),
    ("post", "enquiries/<enquiry>/"): (IN, 404, 422, 422, 404, 404),
    ("post", "enquiries/<enquiry>/close/"): (IN, 404, 404, 422, 404, 404),
    ("post", "api/v1/enquiries/"): (401, 404, 404, 400, 404, 404),
    ("post", "api/v1/enquiries/<enquiry>/"): (401, 404, 400, 400, 404, 404),
    ("post", "api/v1/enquiries/<enquiry>/close/"): (401, 404, 404, 400, 404, 404),
    ("post", "shortlists/"): (IN, 404, 404, 422, 404, 404),
    ("post", "shortlists/add/"): (IN, 404, 404, 422, 404, 404),
    ("post", "shortlists/<shortlist>/firms/<noted>/"): (IN, 404, 404, 302, 404, 404),
    ("post", "shortlists/<shortlist>/delete/"): (IN, 404, 404, 302, 404, 404),
    ("post", "matches/count/"): (IN, 404, 404, 200, 404, 404),
    ("post", "purchases/new/"): (IN, 404, 404, 422, 404, 404),
    ("post", "purchases/<purchase>/edit/"): (IN, 404, 404, 409, 404, 404),
    ("post", "purchases/<purchase>/upload/"): (IN, 404, 404, 422, 404, 404),
    ("post", "purchases/<purchase>/send/"): (IN, 404, 404, 302, 404, 404),
    ("post", "purchases/<purchase>/correct/"): (IN, 404, 404, 302, 404, 404),
    ("post", "purchases/<purchase>/discard/"): (IN, 404, 404, 302, 404, 404),
    ("post", "policy/lists/<list>/new/"): (IN, 404, 404, 404, 422, 404),
    ("post", "policy/lists/steps/new/"): (IN, 404, 404, 404, 422, 404),
    ("post", "policy/lists/targets/new/"): (IN, 404, 404, 404, 422, 404),
    ("post", "policy/lists/<list>/<entry>/"): (IN, 404, 404, 404, 422, 404),
    ("post", "api/v1/requirements/"): (401, 404, 404, 400, 404, 404),
    ("put", "api/v1/requirements/<requirement>/"): (401, 404, 404, 400, 404, 404),
    ("delete", "api/v1/requirements/<requirement>/"): (401, 404, 404, 409, 404, 404),
    ("post", "api/v1/requirements/<requirement>/publish/"): (401, 404, 404, 200, 404, 404),
    ("post", "api/v1/requirements/<requirement>/revise/"): (401, 404, 404, 409, 404, 404),
    ("post", "api/v1/requirements/<requirement>/close/"): (401, 404, 404, 400, 404, 404),
    ("post", "api/v1/purchase-reports/"): (401, 403, 403, 400, 403, 403),
    ("put", "api/v1/purchase-reports/<purchase>/"): (401, 404, 404, 400, 404, 404),
    ("delete", "api/v1/purchase-reports/<purchase>/"): (401, 404, 404, 204, 404, 404),
    ("post", "api/v1/purchase-reports/<purchase>/send/"): (401, 404, 404, 400, 404, 404),
    ("post", "api/v1/purchase-reports/<purchase>/correct/"): (401, 404, 404, 409, 404, 404),
    ("post", "api/v1/suppliers/<mine>/evidence/"): (401, 404, 415, 404, 404, 404),
    ("post", "api/v1/verification/<evidence>/"): (401, 404, 404, 404, 400, 404),
    ("post", "api/v1/verification/second/<evidence>/"): (401, 404, 404, 404, 404, 404),
    ("post", "api/v1/verification/registers/"): (401, 404, 404, 404, 415, 415),
    ("post", "api/v1/verification/registers/<register>/apply/"): (401, 404, 404, 404, 202, 404),
    ("post", "api/v1/verification/registers/<register>/stop/"): (401, 404, 404, 404, 409, 404),
    ("post", "api/v1/suppliers/<listed>/findings/"): (401, 404, 404, 404, 400, 404),
    ("post", "api/v1/suppliers/<listed>/findings/<finding>/close/"): (401, 404, 404, 404, 400, 404),
    ("post", "api/v1/suppliers/<mine>/not-applicable/"): (401, 404, 400, 404, 404, 404),
    ("post", "api/v1/suppliers/<listed>/not-applicable/<asked>/decide/"): (401, 404, 404, 404, 400, 404),
    ("post", "api/v1/suppliers/<listed>/not-applicable/<asked>/withdraw/"): (401, 404, 404, 404, 404, 404),
    ("post", "api/v1/suppliers/<listed>/waivers/"): (401, 404, 404, 404, 400, 404),
    ("post", "api/v1/suppliers/<listed>/waivers/<waiver>/approve/"): (401, 404, 404, 404, 200, 404),
    ("post", "api/v1/suppliers/<listed>/waivers/<waiver>/close/"): (401, 404, 404, 404, 400, 404),
    ("post", "api/v1/suppliers/<mine>/renewals/"): (401, 404, 415, 404, 404, 404),
    ("post", "api/v1/suppliers/<listed>/renewals/<renewal>/decide/"): (401, 404, 404, 404, 400, 404),
    ("post", "api/v1/suppliers/<listed>/renewals/<renewal>/withdraw/"): (401, 404, 404, 404, 404, 404),
    ("post", "api/v1/suppliers/<listed>/register-matches/"): (401, 404, 404, 404, 400, 404),
    ("post", "api/v1/suppliers/<listed>/<kinds>/<ruling>/answer/"): (401, 404, 404, 404, 404, 404),
    ("post", "api/v1/suppliers/<listed>/<kinds>/<ruling>/answer-read/"): (401, 404, 404, 404, 404, 404),
    ("patch", "api/v1/suppliers/<mine>/sections/company/"): (401, 404, 428, 404, 404, 404),
    ("patch", "api/v1/suppliers/<mine>/sections/processes/"): (401, 404, 428, 404, 404, 404),
    ("patch", "api/v1/suppliers/<mine>/sections/certificates/"): (401, 404, 428, 404, 404, 404),
    ("patch", "api/v1/suppliers/<mine>/sections/quality/"): (401, 404, 428, 404, 404, 404),
    ("patch", "api/v1/suppliers/<mine>/sections/site/"): (401, 404, 428, 404, 404, 404),
    ("patch", "api/v1/suppliers/<mine>/sections/products/"): (401, 404, 428, 404, 404, 404),
    ("patch", "api/v1/suppliers/<mine>/sections/machines/"): (401, 404, 428, 404, 404, 404),
    ("patch", "api/v1/suppliers/<mine>/sections/capacity/"): (401, 404, 428, 404, 404, 404),
    ("patch", "api/v1/suppliers/<mine>/sections/finance/"): (401, 404, 428, 404, 404, 404),
    ("patch", "api/v1/suppliers/<mine>/sections/people/"): (401, 404, 428, 404, 404, 404),
    ("patch", "api/v1/suppliers/<mine>/sections/sustainability/"): (401, 404, 428, 404, 404, 404),
    ("patch", "api/v1/suppliers/<mine>/sections/market/"): (401, 404, 428, 404, 404, 404),
    ("post", "verification/registers/<register>/apply/"): (IN, 404, 404, 404, 302, 404),
    ("post", "verification/registers/<register>/stop/"): (IN, 404, 404, 404, 302, 404),
    ("post", "confirmations/<mine>/invite/"): (IN, 404, 422, 404, 404, 404),
    ("post", "confirmations/<mine>/links/<link>/revoke/"): (IN, 404, 302, 404, 404, 404),
    ("post", "confirmations/<mine>/customers/<customer>/share/"): (IN, 404, 302, 404, 404, 404),
    ("post", "confirmations/<mine>/read/"): (IN, 404, 302, 404, 404, 404),
    # Last: whoever may, is gone from the browser afterwards.
    ("post", "account/delete/"): (IN, 302, 409, 409, IN, IN),
}  # fmt: skip


def answer_of(browser: Client, method: str, route: str, path: str) -> int | str:
    if route.startswith("api/"):
        answer = getattr(browser, method)(path, data={}, content_type="application/json")
    else:
        answer = browser.post(path, {})
    sent_to_sign_in = answer.status_code == 302 and answer.url.startswith("/accounts/")
    return IN if sent_to_sign_in else answer.status_code


def events() -> int:
    """How much history there is: a change of any record that is kept is one more."""
    return sum(model.objects.count() for model in pghistory.core.event_models())


@pytest.fixture
def visitors(cast, from_elsewhere) -> list[Client]:
    browsers = [Client() for _ in range(5)]
    for browser, user in zip(browsers[1:], (cast.chi, cast.duong, cast.binh, cast.mai), strict=True):
        browser.force_login(user)
    return [*browsers, from_elsewhere]


def test_who_may_change_what_and_who_is_refused_changed_nothing(world, visitors):
    """What is accepted is taken back at once, so that the next visitor finds the same; refusals are left as they are."""
    before, people = events(), User.objects.count()
    answered = {}
    for (method, route), expected in WRITES.items():
        answers = []
        for browser, refused in zip(visitors, (each in REFUSED for each in expected), strict=True):
            accepted = None if refused else transaction.savepoint()
            answers.append(answer_of(browser, method, route, filled_in(route, world)))
            if accepted:
                transaction.savepoint_rollback(accepted)
        answered[method, route] = tuple(answers)
    assert answered == WRITES
    assert events() == before
    assert User.objects.count() == people


def test_every_route_that_only_takes_writes_is_listed():
    written = {route for _method, route in WRITES}
    assert not [route for route, seen in TABLE.items() if seen[3] == 405 and route not in written]
