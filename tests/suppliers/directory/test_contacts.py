"""A contact is behind log-in; a buyer whom nobody has verified opens those of so many firms and no more, so that a
registration is no way to take them all."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import ConnectionError as NoAnswer

from portal.models import ApiToken, Organisation
from suppliers.contacts import FIRMS, WINDOW, open_contact
from suppliers.models import Contact
from tests.cast import NOW, member
from tests.suppliers.directory.listed import API, URL, complete, listed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PHONE = "0912345678"


@pytest.fixture
def shop(db):
    return complete(listed("Cơ khí Đầy Đủ"))


@pytest.fixture
def another(db):
    firm = listed("Thêm Một")
    Contact.objects.create(supplier=firm, name="Người Khác", phone="0987654321")
    return firm


def use_up(user, now=NOW, firms=FIRMS):
    """Open the contacts of so many firms that need not exist for it: only their keys count."""
    for number in range(firms):
        key = f"contact-opened-{user.pk}-{number}"
        cache.add(key, (-number - 1, (now + timedelta(minutes=number)).timestamp()))


def verify(buyer, at=NOW):
    Organisation.objects.filter(pk=buyer.pk).update(verified_at=at)


def again(user):
    """The same person at the next request."""
    return type(user).objects.get(pk=user.pk)


def test_the_last_one_opens_and_the_next_says_when(cast, shop, another):
    use_up(cast.binh, firms=FIRMS - 1)
    last = open_contact(cast.binh, shop, now=NOW + timedelta(hours=1))
    assert (last.shown, last.left) == (True, 0)
    refused = open_contact(cast.binh, another, now=NOW + timedelta(hours=2))
    assert (refused.shown, refused.again) == (False, NOW + WINDOW)


def test_the_same_firm_again_is_free_also_at_the_limit(cast, shop, another):
    assert [open_contact(cast.binh, shop, now=NOW).left for _ in range(3)] == [FIRMS - 1] * 3
    use_up(cast.binh)
    assert not open_contact(cast.binh, another, now=NOW).shown
    assert open_contact(cast.binh, shop, now=NOW).shown


@pytest.mark.parametrize(
    "after, opens",
    [
        pytest.param(WINDOW - timedelta(seconds=1), False, id="a second early"),
        pytest.param(WINDOW, True, id="after the window"),
    ],
)
def test_each_opening_makes_room_when_its_own_time_is_over(cast, another, after, opens):
    use_up(cast.binh)
    opening = open_contact(cast.binh, another, now=NOW + after)
    assert opening.shown is opens
    assert opening.left == 0


def test_who_works_for_the_same_buyer_counts_apart(cast, shop):
    use_up(cast.binh)
    member(cast.chi, cast.assembler)
    assert open_contact(cast.chi, shop, now=NOW).shown
    assert not open_contact(cast.binh, shop, now=NOW).shown


def test_a_firm_that_names_nobody_costs_nothing(cast, db):
    use_up(cast.binh, firms=FIRMS - 1)
    assert open_contact(cast.binh, listed("Không Người"), now=NOW).left is None


def test_verified_buyers_staff_and_the_firm_itself_are_not_counted(cast, shop):
    verify(cast.assembler)
    member(cast.duong, shop.organisation)
    for user in (cast.binh, cast.mai, cast.duong):
        use_up(user)
        opening = open_contact(again(user), shop, now=NOW)
        assert (opening.shown, opening.left) == (True, None)


def test_taking_a_verification_back_brings_the_count_back(cast, shop):
    use_up(cast.binh)
    seen = []
    for at in (None, NOW, None):
        verify(cast.assembler, at)
        seen.append(open_contact(again(cast.binh), shop, now=NOW).shown)
    assert seen == [False, True, False]


@pytest.mark.parametrize("who", ["chi", "duong"])
def test_who_is_no_buyer_opens_none(cast, shop, who):
    opening = open_contact(getattr(cast, who), shop, now=NOW)
    assert (opening.shown, opening.withheld) == (False, "")


class Down:
    def get_many(self, _keys):
        raise NoAnswer


def test_while_the_counter_does_not_answer_nothing_opens(cast, shop, monkeypatch):
    monkeypatch.setattr("suppliers.contacts.cache", Down())
    opening = open_contact(cast.binh, shop, now=NOW)
    assert not opening.shown
    assert "lúc này" in opening.withheld.lower()


def test_page_and_api_count_together(client, cast, shop, another):
    client.force_login(cast.binh)
    key = {"Authorization": f"Bearer {ApiToken.issue(cast.binh)}"}
    page = client.get(f"{URL}{shop.public_id}/", headers={"Accept-Language": "en"}).content.decode()
    assert PHONE in page
    assert f"contacts of {FIRMS - 1} more firms" in page
    assert client.get(f"{API}{another.public_id}/", headers=key).json()["contact"]["phone"] == "0987654321"
    assert cache.get(f"contact-opened-{cast.binh.pk}-1")[0] == another.pk


@pytest.mark.parametrize(
    "language, sentence", [("en", "Once staff have verified"), ("vi", "cán bộ đã xác minh")]
)
def test_beyond_the_limit_page_and_api_say_so_in_the_readers_language(client, cast, shop, language, sentence):
    use_up(cast.binh, timezone.now())
    client.force_login(cast.binh)
    asked = {"headers": {"Accept-Language": language}}
    page = client.get(f"{URL}{shop.public_id}/", **asked).content.decode()
    told = client.get(f"{API}{shop.public_id}/", **asked).json()
    assert PHONE not in page
    assert sentence in page
    assert told["contact"] is None
    assert sentence in told["contact_withheld"]
    assert told["contact_opens_at"]
