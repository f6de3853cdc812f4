from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from portal.models import Membership, User
from suppliers.models import Evidence
from tests import cast as people
from tests.suppliers import papers


@pytest.fixture(autouse=True)
def _on_the_day(today: Any) -> None:
    """Everything here happens on the day of the cast."""


def staff(email: str, name: str, organisation: Any, role: str = Membership.Role.EDITOR) -> User:
    user = people.member(people.person(email, name), organisation, role)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    return user


@pytest.fixture
def second_reader(cast: people.Cast) -> User:
    return staff("hung@ministry.example", "Phan Hùng", cast.ministry)


@pytest.fixture
def paper(cast: people.Cast) -> Evidence:
    return papers.waiting_paper(cast.welding_shop)
