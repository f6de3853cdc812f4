"""Two owners leave in the same moment: one of them stays."""

from portal.actions import LastOwner, remove_member
from portal.actions.team import team_held
from portal.models import Membership, Organisation
from tests.cast import member, person


def test_the_second_of_two_owners_who_leave_at_once_is_refused(beside):
    shop = Organisation.objects.create(kind=Organisation.Kind.SUPPLIER, name="Hai chủ")
    first, second = (
        Membership.objects.get(user=member(person(f"{n}@shop.example", n), shop)) for n in ("an", "ba")
    )
    said: list[str] = []

    def leave_too() -> None:
        try:
            remove_member(second)
            said.append("left")
        except LastOwner:
            said.append("refused")

    with team_held(shop):
        other = beside(leave_too)
        other.join(0.3)
        assert not said, "the second waits for the first"
        remove_member(first)
    other.join(30)
    assert said == ["refused"]
    assert shop.memberships.get() == second
