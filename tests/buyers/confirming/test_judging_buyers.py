"""What staff see of a buyer before they verify it, and what it may state of itself."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from portal.models import Membership, Organisation
from suppliers.models import RegisterFile
from tests.cast import member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

CODE = "0100109106"


def said(tag) -> str:
    return " ".join(tag.get_text(" ").replace("\u00a0", " ").split())


def page_of(browse, cast, language="en"):
    url = reverse("buyers:verify_buyer", args=[cast.assembler.pk])
    return browse(url, user=cast.mai, language=language)


def state(buyer: Organisation, **stated: str) -> None:
    for name, value in stated.items():
        setattr(buyer, name, value)
    buyer.save()


def test_what_it_leaves_open_is_said_to_be_and_never_blank(browse, cast):
    page = page_of(browse, cast)
    signs = said(page.find(id="signs").parent.parent)
    assert "Tax code or registration not stated" in signs
    assert "Website not stated" in signs
    assert "0 requirements published" in said(page.main)


def test_its_code_is_looked_up_in_what_the_portal_holds(browse, cast):
    state(cast.assembler, registration=CODE, website="https://www.assembler.example/vn", country="JP")
    row = {
        "line": 1,
        "written": CODE,
        "name": "CÔNG TY ASSEMBLER VIETNAM",
        "status": "active",
        "valid_to": "",
        "fate": "x",
    }
    RegisterFile.objects.create(
        kind="companies",
        register="Cổng đăng ký doanh nghiệp",
        as_of=date(2026, 11, 1),
        name="f.csv",
        rows=[row],
    )
    RegisterFile.objects.create(
        kind="companies",
        register="Another",
        as_of=date(2026, 11, 1),
        name="g.csv",
        rows=[row | {"written": "0"}],
    )
    signs = said(page_of(browse, cast).find(id="signs").parent.parent)
    assert f"{CODE}: a tax code of Vietnam, its check digit is right" in signs
    assert "Cổng đăng ký doanh nghiệp" in signs
    assert "CÔNG TY ASSEMBLER VIETNAM · active · as of 1 Nov 2026" in signs
    assert "Another" not in signs
    assert "Head office Japan" in signs
    assert "Enterprise of the portal with this code" in signs, "the welding shop has it"


@pytest.mark.parametrize(
    "email, words",
    [
        ("a@assembler.example", "the domain of the website"), ("a@mail.assembler.example", "the domain of the website"),
        ("a@gmail.com", "an address that anybody can have"), ("a@other.example", "another domain than the website's"),
    ],
)  # fmt: skip
def test_an_address_says_what_it_says_of_the_company(browse, cast, email, words):
    state(cast.assembler, website="https://www.assembler.example/")
    Membership.objects.filter(organisation=cast.assembler).delete()
    somebody = member(person(email, "Ai Đó"), cast.assembler, Membership.Role.OWNER)
    assert words in said(page_of(browse, cast).find(id="people").parent.parent)
    EmailAddress.objects.filter(user=somebody).update(verified=False)
    assert "address not confirmed" in said(page_of(browse, cast).main)
    EmailAddress.objects.update_or_create(user=somebody, email=email, defaults={"verified": True})
    assert "address confirmed by letter" in said(page_of(browse, cast).main)


def test_every_decision_stays_to_be_read_with_its_reason(browse, client, cast):
    url = reverse("buyers:verify_buyer", args=[cast.assembler.pk])
    client.force_login(cast.mai)
    client.post(url, {"verified": "yes", "reason": "Gọi tổng đài"})
    client.post(url, {"verified": "no", "reason": "Số máy không có thật"})
    ruled = said(page_of(browse, cast).find(id="ruled").parent.parent)
    assert ruled.index("Số máy không có thật") < ruled.index("Gọi tổng đài")
    assert cast.mai.name in ruled


def test_an_owner_states_it_until_it_is_verified(client, cast):
    url = reverse("team_company", args=[cast.assembler.pk])
    client.force_login(cast.binh)
    assert client.post(url, {"registration": "0100109107", "website": "assembler.example"}).status_code == 422
    cast.assembler.refresh_from_db()
    assert cast.assembler.registration == "", "a mistyped code is not kept"
    assert (
        client.post(url, {"registration": "0100 109 106", "website": "assembler.example"}).status_code == 302
    )
    cast.assembler.refresh_from_db()
    assert (cast.assembler.registration, cast.assembler.website) == (CODE, "https://assembler.example")
    state(cast.assembler, verified_at="2026-11-01T00:00:00Z")
    client.post(url, {"registration": "JP-1", "website": ""})
    cast.assembler.refresh_from_db()
    assert cast.assembler.registration == CODE, "what staff looked up stands"


def test_others_state_nothing_of_it(client, cast):
    url = reverse("team_company", args=[cast.assembler.pk])
    for user, status in ((cast.duong, 404), (cast.mai, 404), (cast.chi, 404)):
        client.force_login(user)
        assert client.post(url, {"registration": CODE}).status_code == status
    own = reverse("team_company", args=[cast.welding_shop.organisation_id])
    client.force_login(cast.duong)
    assert client.post(own, {"registration": CODE}).status_code == 404, (
        "a supplier's code stands in its profile"
    )
    cast.assembler.refresh_from_db()
    assert cast.assembler.registration == ""


def test_it_reads_in_vietnamese(browse, cast):
    text = said(page_of(browse, cast, "vi").main)
    for english in ("stated", "website", "registered", "published", "address"):
        assert english not in text.replace(cast.assembler.name, "").lower(), english
