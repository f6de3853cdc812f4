"""The vault: the lapsed on top, what each paper holds up, and letters that are sent once a window."""

from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from portal.models import Membership
from suppliers import reminding, tasks
from suppliers.models import Evidence, Reminder
from tests.cast import NOW, TODAY, member, person
from tests.readiness.scoring.facts import identify, prove

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def days(n):
    return TODAY + timedelta(days=n)


def paper(supplier, criterion="2.5", ends=None, klass="A2", **more):
    return Evidence.objects.create(
        supplier=supplier, criterion=criterion, kind=more.pop("kind", "document"), level=more.pop("level", 3),
        evidence_class=klass, valid_from=date(2025, 1, 1), valid_to=ends, created_at=NOW, **more,
    )  # fmt: skip


def shelves(browse, cast):
    page = browse(reverse("suppliers:vault", args=[cast.welding_shop.public_id]), user=cast.duong, language="en")  # fmt: skip
    return {
        p["id"]: " ".join(p.text.split()) for p in page.select("section[id]") if p["id"] in reminding_states
    }


reminding_states = ("expired", "expiring", "unknown", "valid")


def test_the_lapsed_stand_on_top_and_the_unknown_apart(browse, cast):
    shop = cast.welding_shop
    for criterion, ends in (("2.5", days(-1)), ("2.6", days(0)), ("2.9", days(90)), ("3.3", days(91)), ("3.4", None)):  # fmt: skip
        paper(shop, criterion, ends)
    paper(shop, "6.1", days(5), kind="statement", klass="A0")
    found = shelves(browse, cast)
    assert list(found) == ["expired", "expiring", "unknown", "valid"]
    assert "1 day ago" in found["expired"]
    assert "counts until today" in found["expiring"]
    assert "90 days left" in found["expiring"]
    assert "no end date is known" in found["unknown"]
    assert "6.1" not in " ".join(found.values()), "a statement is no paper"


def test_each_says_what_it_holds_up(browse, cast):
    shop = cast.welding_shop
    identify(shop, valid_to=days(20))
    paper(shop, "3.4", days(20))
    assert found_lines(shelves(browse, cast)["expiring"]) == 3, "the three gates of level 1"
    Evidence.objects.filter(criterion="1.1").update(valid_to=days(-2))
    assert "Without its renewal level 1 stays shut." in shelves(browse, cast)["expired"]
    paper(shop, "2.3", days(300), level=2)
    assert "not held yet, needs it." in shelves(browse, cast)["valid"]


def found_lines(text):
    return text.count("Level 1 rests on it.")


def test_a_lapsed_paper_that_was_renewed_is_gone(browse, cast):
    paper(cast.welding_shop, "2.5", days(-3))
    paper(cast.welding_shop, "2.5", days(300))
    assert list(shelves(browse, cast)) == ["valid"]


def test_the_vault_asks_the_same_however_many_papers(client, cast, same_queries_for_more):
    shop = cast.welding_shop
    identify(shop, valid_to=days(20))
    client.force_login(cast.duong)
    same_queries_for_more(
        lambda: client.get(reverse("suppliers:vault", args=[shop.public_id])),
        lambda: [prove(shop, code, 2, valid_to=days(9)) for code in ("2.5", "2.6", "2.9")],
    )


def remind(on):
    mail.outbox.clear()
    reminding.remind(on, now=timezone.now())
    return mail.outbox


def test_a_letter_in_each_window_and_once_it_lapsed(cast):
    paper(cast.welding_shop, "2.5", days(100))
    sent = {n: len(remind(days(n))) for n in range(140)}
    assert [n for n, letters in sent.items() if letters] == [10, 70, 93, 101]
    assert set(sent.values()) == {0, 1}


def test_days_on_which_nothing_ran_lose_nothing_and_send_nothing_twice(cast):
    paper(cast.welding_shop, "2.5", days(40))
    assert len(remind(days(20))) == 1, "the 90-day window was missed: the 30-day one is spoken of"
    assert not remind(days(20))
    assert not remind(days(21))
    assert set(Reminder.objects.values_list("window", flat=True)) == {30}


def test_letters_go_to_those_who_can_act_in_their_language(cast):
    shop = cast.welding_shop
    member(person("e@shop.example", "E", "en"), shop.organisation, Membership.Role.EDITOR)
    member(person("v@shop.example", "V"), shop.organisation, Membership.Role.VIEWER)
    left = member(person("l@shop.example", "L"), shop.organisation, Membership.Role.EDITOR)
    left.is_active = False
    left.save()
    paper(shop, "2.5", days(5))
    paper(shop, "2.6", days(-1))
    letters = {letter.to[0]: letter for letter in remind(TODAY)}
    assert set(letters) == {"duong@shop.example", "e@shop.example"}
    english = letters["e@shop.example"]
    assert shop.name in english.subject
    assert "2 papers" in english.subject
    assert english.body.index("2.6") < english.body.index("2.5"), "the lapsed first"
    assert f"/evidence/{shop.public_id}/vault/" in english.body
    assert "hết hạn" in letters["duong@shop.example"].body


@pytest.mark.parametrize("klass, quiet", [("A2", True), ("A1", True), ("A0", False)])
def test_a_renewed_paper_is_quiet(cast, klass, quiet):
    paper(cast.welding_shop, "2.5", days(5))
    paper(cast.welding_shop, "2.5", days(300), klass=klass)
    assert bool(remind(TODAY)) is not quiet


def test_who_has_no_account_or_a_far_end_gets_none(cast):
    shop = cast.welding_shop
    paper(shop, "2.5", days(91))
    paper(shop, "2.6", None)
    paper(shop, "2.9", days(-31))
    paper(shop, "3.3", days(60), kind="figures", level=None, figures={"parts": 1, "rejected": 0})
    paper(shop, "6.1", days(5), kind="statement", klass="A0")
    assert not remind(TODAY)
    assert not Reminder.objects.exists()


def test_where_the_post_is_down_the_letter_is_sent_later(cast, monkeypatch):
    paper(cast.welding_shop, "2.5", days(5))

    def refuse(_letter):
        raise SMTPException

    with monkeypatch.context() as down:
        down.setattr("django.core.mail.EmailMessage.send", refuse)
        assert reminding.remind(TODAY, now=NOW) == 0
    assert Reminder.objects.get().sent_at is None
    assert len(remind(days(1))) == 1
    assert Reminder.objects.get().sent_at


def test_a_new_end_is_a_new_story(cast):
    line = paper(cast.welding_shop, "2.5", days(5))
    assert len(remind(TODAY)) == 1
    line.valid_to = days(100)
    line.save()
    assert not remind(days(1))
    assert len(remind(days(20))) == 1


def test_the_task_asks_the_portal_s_clock(cast):
    paper(cast.welding_shop, "2.5", days(5))
    mail.outbox.clear()
    assert tasks.remind_of_papers() == 1
    assert tasks.remind_of_papers() == 0
    assert len(mail.outbox) == 1
