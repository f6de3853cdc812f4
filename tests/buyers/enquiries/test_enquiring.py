"""Enquiries: who is asked, who reads, whose turn it is, what is refused and then changes nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from buyers.actions import publish
from buyers.enquiring import actions
from buyers.enquiring.actions import Question, Refused
from buyers.models import Enquiry, Message, RequirementVersion
from portal.actions import delete_person
from portal.models import Membership
from portal.personal_data import kept_on
from suppliers.models import Supplier
from tests.buyers.enquiries.asking import QUESTION, asked
from tests.buyers.purchases.reports import another_buyer
from tests.buyers.requirements.asking import begun
from tests.cast import NOW, firm, member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LATER = NOW + timedelta(hours=1)


def url(name, enquiry):
    return reverse(f"buyers:{name}", args=[enquiry.public_id])


def new(*firms, **more):
    query = "&".join([f"firm={f.public_id}" for f in firms] + [f"{k}={v}" for k, v in more.items()])
    return f"{reverse('buyers:enquiry_new')}?{query}"


@pytest.fixture
def mould(db):
    return firm("Khuôn Việt", "0101243150")


def test_each_firm_gets_a_thread_of_its_own(client, browse, cast, mould, post):
    requirement = begun(cast)
    publish(requirement, by=cast.binh, now=NOW)
    address = new(cast.welding_shop, mould, requirement=requirement.public_id)
    page = browse(address, user=cast.binh, language="en")
    assert page.select_one("#id_requirement option[selected]")["value"] == requirement.public_id
    typed = {
        "firms": [cast.welding_shop.public_id, mould.public_id],
        "subject": "Bracket",
        "text": "Can you?",
        "requirement": requirement.public_id,
        "answer_by": "30/11/2026",
    }
    assert client.post(address, typed).url == reverse("buyers:enquiries")
    assert set(Enquiry.objects.values_list("supplier", flat=True)) == {cast.welding_shop.pk, mould.pk}
    own = Enquiry.objects.get(supplier=cast.welding_shop)
    assert (own.state, own.requirement) == ("waiting", RequirementVersion.objects.get())
    [letter] = post()
    assert letter.to == [cast.duong.email]
    assert url("enquiry", own) in letter.body
    assert "Can you?" not in letter.body

    page = browse(reverse("buyers:enquiries"), user=cast.duong, language="en")
    assert len(page.select("main tbody tr")) == 1
    assert page.select_one(".nav .waits").contents[0] == "1"
    page = browse(url("enquiry", own), language="en")
    for told in ("Can you?", "Assembler Vietnam", "Seat-rail bracket", "not verified this company"):
        assert told in page.main.text
    assert mould.name not in page.text
    assert browse(reverse("suppliers:home"), language="en").select(f"a[href^='{reverse('buyers:enquiries')}?']")  # fmt: skip
    browse(url("enquiry", Enquiry.objects.get(supplier=mould)), status=404)


def test_both_write_and_it_is_told_whose_turn_it_is(client, browse, cast, post):
    own = asked(cast, now=timezone.now())
    client.force_login(cast.duong)
    client.post(url("enquiry", own), {"text": "Được, 8.000 mỗi tháng."})
    client.post(url("enquiry", own), {"text": "Xin gửi bản vẽ."})
    assert [letter.to for letter in post()[1:]] == [[cast.binh.email]], "one letter a turn"
    page = browse(reverse("buyers:enquiries"), user=cast.binh, language="en")
    assert "the firm has answered" in page.main.text
    assert page.select_one(".nav .waits").contents[0] == "1"
    client.post(url("enquiry", own), {"text": "Thank you."})
    assert Enquiry.objects.get().state == "waiting"
    assert list(Message.objects.values_list("side", flat=True)) == ["buyer", "firm", "firm", "buyer"]


def test_the_firm_reads_why_it_was_closed(client, browse, cast, post):
    own = asked(cast)
    browse(url("enquiry_close", own), user=cast.binh, data={}, status=422)
    assert Enquiry.objects.get().state == "waiting"
    client.post(url("enquiry_close", own), {"reason": "another"})
    assert post()[-1].to == [cast.duong.email]
    page = browse(url("enquiry", own), user=cast.duong, language="en")
    assert "Another firm was chosen." in page.main.text
    assert not page.select("main form textarea")
    before = Message.objects.count()
    browse(url("enquiry", own), data={"text": "Why?"}, status=422)
    assert Message.objects.count() == before


@pytest.mark.parametrize("change", ["subject", "text", "firms", "answer_by", "requirement"])
def test_a_wrong_form_says_where_and_keeps_what_was_typed(browse, cast, mould, change):
    publish(begun(cast), by=cast.binh, now=NOW)
    typed = {
        "firms": mould.public_id, "subject": "Bracket", "text": "Can you?", "answer_by": "1/12/2026", "requirement": "",
    }  # fmt: skip
    wrong = {
        "subject": "",
        "text": "x" * 2001,
        "firms": "00000000",
        "answer_by": "1/11/2026",
        "requirement": "X",
    }
    page = browse(new(mould), user=cast.binh, data=typed | {change: wrong[change]}, status=422)
    assert [a["href"] for a in page.select(".errsum a")] == [f"#id_{change}"]
    assert page.select_one("#id_text").text.strip() in ("Can you?", "x" * 2001)
    assert not Enquiry.objects.exists()


def test_who_cannot_be_asked_is_told_and_why(browse, cast, mould):
    Supplier.objects.filter(pk=cast.welding_shop.pk).update(organisation=None)
    hidden = firm("Ẩn danh", "0300588569", published=False)
    page = browse(new(cast.welding_shop, mould, hidden), user=cast.binh, language="en")
    assert [box["value"] for box in page.select("[name=firms]")] == [mould.public_id]
    assert "has taken its profile in hand" in page.main.text
    assert hidden.name not in page.text
    page = browse(reverse("suppliers:supplier", args=[cast.welding_shop.public_id]))
    assert not page.select(f"a[href^='{reverse('buyers:enquiry_new')}']")
    typed = {"firms": cast.welding_shop.public_id, "subject": "A", "text": "B"}
    browse(new(cast.welding_shop), data=typed, status=422)
    assert not Enquiry.objects.exists()


def test_actions_refuse_and_then_nothing_changed(cast, mould):
    asked(cast)
    stranger = firm("Hãng khác", "0300588569")
    six = [cast.welding_shop, mould, stranger, mould, mould, mould]
    Supplier.objects.filter(pk=stranger.pk).update(synthetic=True)
    stranger.refresh_from_db()
    refused = [
        ([cast.welding_shop, mould], QUESTION),
        ([mould, stranger], Question("Other", "Text")),
        (six, Question("Other", "Text")),
        ([], Question("Other", "Text")),
        ([mould], Question("Other", "See https://example.com")),
        ([mould], Question("Other", "Write to me@example.com")),
    ]
    for firms, question in refused:
        with pytest.raises(Refused):
            asked(cast, firms or [cast.welding_shop] * 6, question)
    with pytest.raises(Refused):
        actions.write_message(Enquiry.objects.get(), "buyer", "www.example.com", by=cast.binh, now=LATER)
    assert Enquiry.objects.count() == Message.objects.count() == 1
    actions.write_message(Enquiry.objects.get(), "firm", "www.example.com", by=cast.duong, now=LATER)


def test_there_is_a_limit_a_day_and_an_hour(cast, mould, monkeypatch):
    monkeypatch.setattr(actions, "FIRMS_A_DAY", {False: 2, True: 3})
    monkeypatch.setattr(actions, "MESSAGES_AN_HOUR", 3)
    asked(cast)
    first = asked(cast, [mould])
    for verified in (None, NOW):
        cast.assembler.verified_at = verified
        cast.assembler.save()
        if verified:
            asked(cast, [mould], Question("Third", "Text https://example.com"))
        with pytest.raises(Refused):
            asked(cast, [mould], Question("Next", "Text"))
    assert Enquiry.objects.count() == 3
    with pytest.raises(Refused):
        actions.write_message(first, "buyer", "More", by=cast.binh, now=LATER - timedelta(minutes=1))
    actions.write_message(first, "buyer", "More", by=cast.binh, now=LATER)
    asked(cast, [mould], Question("Next", "Text"), now=NOW + actions.DAY)


def test_strangers_see_nothing_and_viewers_change_nothing(client, browse, cast):
    own = asked(cast)
    _other, rival = another_buyer()
    for user in (cast.chi, cast.mai, rival):
        browse(url("enquiry", own), user=user, status=404)
        assert client.post(url("enquiry", own), {"text": "Hello"}).status_code == 404
        assert client.post(url("enquiry_close", own), {"reason": "chosen"}).status_code == 404
    reader = member(person("xem@shop.example", "Xem"), cast.welding_shop.organisation, Membership.Role.VIEWER)
    page = browse(url("enquiry", own), user=reader)
    assert not page.select("main form")
    assert client.post(url("enquiry", own), {"text": "Hello"}).status_code == 403
    viewer = member(person("doc@assembler.example", "Đọc"), cast.assembler, Membership.Role.VIEWER)
    client.force_login(viewer)
    assert client.post(new(cast.welding_shop), {}).status_code == 403
    assert client.post(url("enquiry_close", own), {"reason": "chosen"}).status_code == 403
    client.force_login(cast.duong)
    assert client.post(url("enquiry_close", own), {"reason": "chosen"}).status_code == 404
    assert (Enquiry.objects.get().state, Message.objects.count()) == ("waiting", 1)


def test_a_person_takes_the_messages_along_and_leaves_none(cast, browse):
    own = asked(cast)
    actions.write_message(own, "firm", "Dương, 0912 345 678", by=cast.duong, now=LATER)
    member(person("lan@shop.example", "Lan"), cast.welding_shop.organisation)
    assert kept_on(cast.duong, now=NOW)["messages"][0]["text"] == "Dương, 0912 345 678"
    delete_person(cast.duong, by=None, now=NOW)
    assert list(Message.objects.values_list("text", flat=True)) == [QUESTION.text, ""]
    assert "no longer kept" in browse(url("enquiry", own), user=cast.binh, language="en").main.text
    history = Message.pgh_event_model
    assert "text" not in {field.name for field in history._meta.fields}
    assert history.objects.filter(pgh_label="insert").count() == 2


def test_old_texts_are_forgotten(cast, mould):
    asked(cast)
    asked(cast, [mould], now=NOW + timedelta(days=10))
    assert actions.forget_old_texts(now=NOW + timedelta(days=735)) == 1
    assert actions.forget_old_texts(now=NOW + timedelta(days=735)) == 0
    assert list(Message.objects.values_list("text", flat=True)) == ["", QUESTION.text]


def test_more_enquiries_cost_no_more_questions(client, cast, mould, same_queries_for_more):
    own = asked(cast)

    def more():
        for n in range(3):
            asked(cast, [mould], Question(f"S{n}", "T"))
            actions.write_message(own, "firm", "T", by=cast.duong, now=LATER)

    client.force_login(cast.binh)
    same_queries_for_more(
        lambda: [client.get(reverse("buyers:enquiries")), client.get(url("enquiry", own))], more
    )
