"""Staff see and decide in their scope; nobody on a firm of which he is a member."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from portal.models import Membership, Organisation, Province, Sector
from suppliers.models import Decision
from tests import cast as people
from tests.suppliers import papers
from tests.suppliers.verification.conftest import staff


def addresses(paper):
    return ["/verification/", reverse("suppliers:case", args=[paper.pk])]


def nothing_happened(paper) -> bool:
    queued = paper.queued_at
    paper.refresh_from_db()
    return not Decision.objects.exists() and (paper.evidence_class, paper.queued_at) == ("A1", queued)


@pytest.mark.parametrize("who", ["duong", "binh", "chi"])
def test_supplier_buyer_and_a_person_without_a_role_find_nothing(client, cast, paper, who):
    client.force_login(getattr(cast, who))
    assert [client.get(url).status_code for url in addresses(paper)] == [404, 404]
    assert client.post(addresses(paper)[1], papers.decision(paper)).status_code == 404
    assert client.get(reverse("readiness:effect", args=[paper.pk])).status_code == 404
    assert nothing_happened(paper)


def test_a_stranger_is_asked_to_sign_in(client, paper):
    for url in addresses(paper):
        assert client.get(url).url.startswith("/accounts/login/")
    assert client.post(addresses(paper)[1], papers.decision(paper)).url.startswith("/accounts/login/")
    assert nothing_happened(paper)


def test_staff_without_a_second_factor_are_sent_to_make_one(client, cast, paper):
    Authenticator.objects.filter(user=cast.mai).delete()
    client.force_login(cast.mai)
    for url in addresses(paper):
        assert client.get(url).url == reverse("mfa_index")
    assert client.post(addresses(paper)[1], papers.decision(paper)).url == reverse("mfa_index")
    assert nothing_happened(paper)


@pytest.mark.parametrize("scope", ["province", "sector"])
def test_outside_their_scope_staff_find_nothing(client, cast, paper, scope, browse):
    body = Organisation.objects.create(kind=Organisation.Kind.PROVINCE, name="Sở Công Thương")
    if scope == "province":
        body.scope_provinces.add(Province.objects.get(code="79", changes_after__isnull=True))
    else:
        body.scope_sectors.add(Sector.objects.current().get(letters=["T"]))
    reader = staff("so@province.example", "Ngô Bảo", body)
    page = browse("/verification/", user=reader)
    assert page.select_one(".empty")
    assert cast.welding_shop.name not in page.text
    assert client.get(addresses(paper)[1]).status_code == 404
    assert client.post(addresses(paper)[1], papers.decision(paper)).status_code == 404
    assert client.get(reverse("suppliers:document", args=[paper.document_id])).status_code == 404
    assert nothing_happened(paper)


def test_inside_their_scope_staff_decide(client, cast, paper):
    body = Organisation.objects.create(kind=Organisation.Kind.PROVINCE, name="Sở Công Thương Hà Nội")
    body.scope_provinces.add(cast.welding_shop.province)
    body.scope_sectors.add(Sector.objects.current().get(letters=["M"]))
    client.force_login(staff("so@hanoi.example", "Ngô Bảo", body))
    assert client.post(addresses(paper)[1], papers.decision(paper)).status_code == 302
    assert Decision.objects.get().body == body


@pytest.mark.parametrize("role", Membership.Role.values)
def test_nobody_decides_on_a_firm_of_which_they_are_a_member(client, cast, paper, role, browse):
    people.member(cast.mai, cast.welding_shop.organisation, role)
    page = browse("/verification/", user=cast.mai)
    assert cast.welding_shop.name not in page.text
    assert client.get(addresses(paper)[1]).status_code == 404
    assert client.post(addresses(paper)[1], papers.decision(paper)).status_code == 404
    assert nothing_happened(paper)


def test_who_may_only_read_sees_the_case_but_no_decision_to_take(client, cast, paper, browse):
    viewer = staff("thu@ministry.example", "Đỗ Thu", cast.ministry, Membership.Role.VIEWER)
    page = browse(addresses(paper)[1], user=viewer)
    assert cast.welding_shop.name in page.text
    assert not page.select("#decide")
    assert client.post(addresses(paper)[1], papers.decision(paper)).status_code == 404
    assert nothing_happened(paper)
