"""Which firms are one group: staff say so, with how they know."""

import pytest
from django.urls import reverse

from suppliers.models import Enterprise, Supplier
from tests.cast import Cast, firm


def url(of: Supplier) -> str:
    return reverse("suppliers:group_of", args=[of.public_id])


@pytest.fixture
def head(cast: Cast) -> Supplier:
    return firm("Tập đoàn Sông Hồng", "0200000001")


@pytest.fixture
def member(cast: Cast) -> Supplier:
    return firm("Thép Sông Hồng", "0200000002")


def told(code: str = "0200000001") -> dict[str, str]:
    return {"parent": code, "reason": "Giấy đăng ký: công ty mẹ giữ 80 %."}


def parent_of(of: Supplier) -> Enterprise | None:
    return Enterprise.objects.get(pk=of.enterprise_id).parent


def test_a_firm_is_put_under_the_head_of_its_group_and_out_of_it_again(client, browse, cast, head, member):
    client.force_login(cast.mai)
    answer = client.post(url(member), told("0200 000 001"))
    assert answer.url == reverse("suppliers:firm_rulings", args=[member.public_id])
    assert parent_of(member) == head.enterprise
    assert (
        "Group of Tập đoàn Sông Hồng"
        in browse(answer.url, user=cast.mai, language="en").select_one(".meta").text
    )
    kept = Enterprise.pgh_event_model.objects.filter(pgh_obj_id=member.enterprise_id, parent=head.enterprise)
    assert kept.get().parent_reason.startswith("Giấy đăng ký")
    page = browse(url(member), user=cast.mai)
    assert page.select_one("#id_parent")["value"] == "0200000001"
    client.post(url(member), told(""))
    assert parent_of(member) is None


@pytest.mark.parametrize(
    "sent, said",
    [
        (told("0999999999"), "No firm of the portal has this tax code"),
        (told() | {"reason": " "}, "Write how that is known"),
    ],
)
def test_what_cannot_be_read_stands_beside_its_field(browse, cast, head, member, sent, said):
    page = browse(url(member), user=cast.mai, data=sent, status=422, language="en")
    assert said in page.select_one("form .err").text
    assert parent_of(member) is None


def test_a_group_has_one_head_and_no_group_within(browse, cast, head, member):
    other = firm("Cán thép", "0200000003")
    assert parent_of(member) is None
    Enterprise.objects.filter(pk=member.enterprise_id).update(parent=head.enterprise)
    for of, code, said in (
        (head, "0200000001", "not its own parent"),
        (other, "0200000002", "Name its head: Tập đoàn Sông Hồng, 0200000001."),
        (head, "0200000003", "it is the head of its group"),
    ):
        page = browse(url(of), user=cast.mai, data=told(code), status=409, language="en")
        assert said in page.select_one("#errors").text
        assert parent_of(of) is None


def test_others_place_nobody(client, cast, head, member):
    for person in (cast.duong, cast.binh):
        client.force_login(person)
        assert client.post(url(member), told()).status_code == 404
    assert parent_of(member) is None
