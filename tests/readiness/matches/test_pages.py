"""The matches of a requirement, and the counts while it is written, through their addresses."""

from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from buyers.asking import Asked
from buyers.models import Requirement
from portal.models import Membership, Process, Province, Standard
from portal.vocabulary import SINCE
from readiness.scoring import rescore_firms
from suppliers import directory
from suppliers.models import Capability, Certificate, Evidence, Offer, Supplier
from tests.buyers.requirements.asking import begun, filled
from tests.cast import NOW, TODAY, firm, member, person

pytestmark = pytest.mark.django_db

ASKED = [
    Asked("process", ("forming.stamping",)),
    Asked("tolerance", limit=Decimal("0.05")),
    Asked("ownership", ("vietnamese",)),
    Asked("region", ("south",), must=False),
]


def stamping(
    name: str,
    code: str,
    *,
    proven: bool = True,
    measured: bool = True,
    tolerance: str | None = "0.02",
    **columns: object,
) -> Supplier:
    """A listed firm that stamps; ``measured``: staff checked a measured sample of its tolerance."""
    made = firm(name, code)
    Supplier.objects.filter(pk=made.pk).update(synthetic=True, ownership="vietnamese", **columns)
    Capability.objects.create(
        supplier=made,
        process=Process.objects.get(code="forming.stamping"),
        tolerance_mm=tolerance and Decimal(tolerance),
        proven_until=TODAY + timedelta(days=90) if proven else None,
    )
    if measured:
        Evidence.objects.create(
            supplier=made, criterion="3.2", kind=Evidence.Kind.STATEMENT, level=2, evidence_class="A2",
            valid_from=TODAY, valid_to=TODAY + timedelta(days=90),
        )  # fmt: skip
    return made


@pytest.fixture
def shops(cast, today):
    """One meets all, one misses the tolerance, one never told it, one is proven in nothing and another's."""
    made = {
        "meets": stamping("Dập Đủ", "0101243150", monthly_capacity=10_000, load_percent=50),
        "coarse": stamping("Dập Thô", "0300588569", tolerance="0.08"),
        "silent": stamping("Dập Im", "0302345674", tolerance=None, measured=False),
        "abroad": stamping("Dập Ngoại", "0102345679", tolerance="0.5"),
    }
    Supplier.objects.filter(pk=made["abroad"].pk).update(ownership="foreign")
    put_on_the_list(made.values())
    return made


def put_on_the_list(firms) -> None:
    ids = [one.pk for one in firms]
    directory.index(ids, TODAY)
    rescore_firms(ids, today=TODAY)


def matches(requirement) -> str:
    return reverse("readiness:matches", args=[requirement.public_id])


def names(page, group: str) -> list[str]:
    return [a.text for a in page.select(f"#{group} tbody th a[lang]")]


def test_each_firm_stands_in_its_group_with_its_reason(cast, shops, browse):
    page = browse(matches(begun(cast, ASKED)), user=cast.binh, language="en")
    assert names(page, "all") == ["Dập Đủ"]
    assert names(page, "one") == ["Dập Thô"]
    assert names(page, "unknown") == ["Dập Im"]
    assert "Dập Ngoại" not in page.text, "it misses two lines"
    assert "Free capacity 5,000 a month" in page.select_one("#all .reason").text
    assert "Misses only ± 0.05 mm: ± 0.08 mm proven." in page.select_one("#one .reason").text
    assert "Not known: ± 0.05 mm." in page.select_one("#unknown .reason").text


def test_statuses_are_words_and_a_wish_is_in_italics(cast, shops, browse):
    page = browse(matches(begun(cast, ASKED)), user=cast.binh, language="en")
    cells = [cell.select_one(".vh").text for cell in page.select("#unknown tbody td.mc")]
    assert cells == ["meets", "unknown", "meets", "wish not met"]
    assert not page.select("#all .is-miss"), "nothing that must be is missed there"
    assert "Meet all must lines" in page.select_one("#all h2").text
    assert [th.text for th in page.select("#all th.wish")] == ["The South"]
    assert page.select_one("#unknown .fit strong").text == "50–75"
    assert page.select_one("#all .fit strong").text == "75"
    assert page.select_one("#all .metsum").text == "Meets all 3 must lines, 0 of 1 wish"
    assert page.select_one("#one .metsum").text == "Meets 2 of 3 must lines, 0 of 1 wish"


def test_who_fulfils_a_wish_stands_before_who_has_more_free_capacity(cast, shops, browse):
    south = Province.objects.filter(macro_region="south", list__version=SINCE).first()
    less = stamping("Dập Nam", "0105562318", monthly_capacity=1_000, load_percent=50, province=south)
    more = stamping("Dập Rộng", "0107651233", monthly_capacity=90_000, load_percent=50)
    put_on_the_list([less, more])
    page = browse(matches(begun(cast, ASKED)), user=cast.binh, language="en")
    assert names(page, "all") == ["Dập Nam", "Dập Rộng", "Dập Đủ"]
    assert "highest fit first, then most free capacity" in page.select_one("#all header").text
    form = browse(reverse("buyers:requirement_new"), user=cast.binh, language="en")
    assert "the highest fit stands first, then the most free capacity" in form.select_one(".lede").text


def test_relaxing_shows_its_gain_first_and_leads_to_the_form(cast, shops, browse):
    requirement = begun(cast, ASKED)
    page = browse(matches(requirement), user=cast.binh, language="en")
    offers = {a.text: (a["href"], a.find_next("strong").text) for a in page.select(".tally p a")}
    edit = reverse("buyers:requirement_edit", args=[requirement.public_id])
    assert offers == {
        "± 0.05 mm": (f"{edit}?without=1", "+2"),
        "± 0.08 mm": (f"{edit}?soften=1&to=0.08", "+1"),
    }
    relaxed = [line for line in ASKED if line.kind != "tolerance"]
    again = browse(matches(begun(cast, relaxed)), user=cast.binh)
    assert len(names(again, "all")) == 1 + 2


def test_a_viewer_sees_the_matches_and_no_way_to_change(cast, shops, browse):
    viewer = member(person("xem@assembler.example", "Xem"), cast.assembler, Membership.Role.VIEWER)
    page = browse(matches(begun(cast, ASKED)), user=viewer)
    assert names(page, "all") == ["Dập Đủ"]
    assert not page.select("a[href*=edit]")


def test_a_firm_that_is_not_listed_is_no_match(cast, shops, browse):
    Supplier.objects.filter(pk=shops["meets"].pk).update(published_at=None)
    directory.index([shops["meets"].pk], TODAY)
    assert names(browse(matches(begun(cast, ASKED)), user=cast.binh), "all") == []


def test_the_proof_of_a_process_ends_with_its_day(cast, shops, browse):
    directory.index([one.pk for one in shops.values()], TODAY + timedelta(days=91))
    page = browse(matches(begun(cast, ASKED)), user=cast.binh, language="en")
    assert names(page, "all") == []
    assert set(names(page, "unknown")) == {"Dập Đủ", "Dập Im"}, "claimed, no longer proven"
    reasons = {
        row.select_one("a").text: row.select_one(".reason").text for row in page.select("#unknown tbody tr")
    }
    assert reasons["Dập Đủ"] == "Declared, not proven: Metal stamping, ± 0.05 mm."
    assert reasons["Dập Im"] == "Declared, not proven: Metal stamping. Not known: ± 0.05 mm."


def test_a_tolerance_that_nobody_measured_is_declared_though_its_machines_are_checked(cast, shops, browse):
    stated = stamping("Dập Lời", "0105562318", measured=False)
    coarse = stamping("Dập Thô Lời", "0107651233", measured=False, tolerance="0.5")
    put_on_the_list([stated, coarse])
    page = browse(matches(begun(cast, ASKED)), user=cast.binh, language="en")
    reasons = {
        row.select_one("a").text: row.select_one(".reason").text for row in page.select("#unknown tbody tr")
    }
    assert names(page, "all") == ["Dập Đủ"]
    assert reasons["Dập Lời"] == "Declared, not proven: ± 0.05 mm."
    assert "Dập Thô Lời" in names(page, "one"), "its own word is enough for a no"
    for shop, said in ((stated, False), (shops["meets"], True)):
        public = browse(reverse("suppliers:supplier", args=[shop.public_id]), user=cast.binh, language="en")
        assert ("Tolerances and sizes: A2" in " ".join(public.text.split())) is said
    asked = [ASKED[0], Asked("size", limit=Decimal(300))]
    Capability.objects.filter(supplier=stated).update(largest_mm=450)
    put_on_the_list([stated])
    page = browse(matches(begun(cast, asked)), user=cast.binh, language="en")
    assert names(page, "all") == []
    assert "Dập Lời" in names(page, "unknown"), "nor was its size"


def test_a_certificate_counts_once_it_is_proven_and_silence_is_unknown(cast, shops, browse):
    iso = Standard.objects.get(code="iso9001")
    Certificate.objects.create(supplier=shops["meets"], standard=iso, valid_to=TODAY + timedelta(days=50))
    Supplier.objects.filter(pk=shops["coarse"].pk).update(declares_no_certificate=True)
    put_on_the_list(shops.values())
    asked = [ASKED[0], Asked("standard", ("iso9001",))]
    page = browse(matches(begun(cast, asked)), user=cast.binh, language="en")
    assert names(page, "all") == []
    assert names(page, "one") == ["Dập Thô"], "it says that it holds none"
    assert set(names(page, "unknown")) == {"Dập Đủ", "Dập Im", "Dập Ngoại"}


def test_iatf_16949_serves_who_asks_for_iso_9001_and_not_the_other_way_round(cast, shops, browse):
    for who, code in (("meets", "iatf16949"), ("coarse", "iso9001")):
        held = Certificate.objects.create(
            supplier=shops[who], standard=Standard.objects.get(code=code), valid_to=TODAY + timedelta(days=50)
        )
        Evidence.objects.create(
            supplier=shops[who], criterion="2.1", kind=Evidence.Kind.CERTIFICATE, certificate=held, level=3,
            evidence_class="A3", valid_from=TODAY, valid_to=TODAY + timedelta(days=50),
        )  # fmt: skip
    put_on_the_list(shops.values())
    for code, whole in (("iso9001", {"Dập Đủ", "Dập Thô"}), ("iatf16949", {"Dập Đủ"})):
        asked = begun(cast, [ASKED[0], Asked("standard", (code,))])
        page = browse(matches(asked), user=cast.binh, language="en")
        assert set(names(page, "all")) == whole, code
    by = {
        row.select_one("th a[lang]").text: row.select("td.mc")[1].text.split()
        for row in browse(
            matches(begun(cast, [ASKED[0], Asked("standard", ("iso9001",))])), user=cast.binh, language="en"
        ).select("#all tbody tr")
    }
    assert "through" in by["Dập Đủ"]
    assert "through" not in by["Dập Thô"]


def test_what_a_firm_states_falls_short_and_says_by_how_much(cast, shops, browse):
    asked = [ASKED[0], Asked("volume", limit=Decimal(20_000))]
    page = browse(matches(begun(cast, asked)), user=cast.binh, language="en")
    reason = page.select_one("#one .reason").text
    assert reason == "Misses only 20,000 / month: it states 5,000 a month free."


def test_saving_the_profile_writes_what_matching_reads(cast, shops, browse, client):
    shop = shops["silent"]
    owner = member(person("chu@dap.example", "Chủ"), shop.organisation)
    asked = [Asked("process", ("forming.stamping",)), Asked("size", limit=Decimal(300))]
    capability = shop.capabilities.get()
    client.force_login(owner)
    sent = {
        "version": 0, "process-count": 1, "process-0-id": capability.pk, "process-0-process": capability.process_id,
        "process-0-largest_mm": "450",
    }  # fmt: skip
    bought = {"version": 0, "local_content_percent": "60"}
    for key, typed in (("processes", sent), ("products", bought)):
        answer = client.post(reverse("suppliers:section", args=[shop.public_id, key]), typed)
        assert answer.status_code == 302
    # The save takes a firm without an address off the list; its owner lists it again.
    Supplier.objects.filter(pk=shop.pk).update(published_at=NOW)
    put_on_the_list([shop])
    offer = Offer.objects.get(pk=shop.pk)
    assert (offer.largest, offer.local_content) == (450, 60)
    page = browse(matches(begun(cast, asked)), user=cast.binh, language="en")
    assert "Dập Im" in names(page, "unknown"), "its size is declared, and nobody measured it"


def test_without_a_must_line_nothing_is_listed(cast, shops, browse):
    wish = [Asked("region", ("north",), must=False)]
    page = browse(matches(begun(cast, wish)), user=cast.binh)
    assert not page.select("table")


def test_counting_says_what_the_page_would_say_and_saves_nothing(cast, shops, browse):
    data = filled(ASKED)
    part = browse(reverse("readiness:count"), user=cast.binh, htmx=True, data=data, language="en")
    assert [b.text for b in part.select(".tallies b")] == ["1", "1", "1"]
    assert "1 miss only ± 0.05 mm" in " ".join(part.text.split())
    assert "without ± 0.05 mm: +2" in " ".join(part.text.split())
    heads = {each["id"]: " ".join(each.text.split()) for each in part.select("[hx-swap-oob]")}
    assert heads["says-process"] == "Metal stamping"
    assert heads["says-volume"] == "not asked"
    assert heads["chosen-id_process-0-codes"] == "Any of: Metal stamping"
    button = browse(reverse("buyers:requirement_new"), user=cast.binh, language="en").select_one(
        "[name=then]"
    )
    assert (button["value"], button["formaction"]) == ("count", "#counts"), "at the form's own address"
    counted = data | {"then": "count", "title": ""}
    whole = browse(reverse("buyers:requirement_new"), user=cast.binh, data=counted, language="en")
    assert [b.text for b in whole.select("#counts .tallies b")] == ["1", "1", "1"]
    assert whole.select_one("#counts").has_attr("autofocus"), "the reader is where the answer is"
    assert not whole.select(".err"), "a title is not asked for yet"
    assert not Requirement.objects.exists()


def test_counting_a_draft_keeps_what_was_typed_and_what_is_saved(cast, shops, browse):
    requirement = begun(cast, ASKED)
    edit = reverse("buyers:requirement_edit", args=[requirement.public_id])
    data = filled(ASKED, title="Mine") | {"then": "count", "seen": requirement.latest.stamp}
    page = browse(edit, user=cast.binh, data=data, language="en")
    assert page.select_one("#id_title")["value"] == "Mine"
    assert page.select_one("[name=seen]")["value"] == requirement.latest.stamp
    assert [b.text for b in page.select("#counts .tallies b")] == ["1", "1", "1"]
    assert Requirement.objects.get().latest.title == "Seat-rail bracket"


def test_changing_the_language_after_counting_keeps_form_and_counts(cast, shops, client):
    client.force_login(cast.binh)
    new = reverse("buyers:requirement_new")
    page = BeautifulSoup(client.post(new, filled(ASKED) | {"then": "count"}).content, "html.parser")
    back = page.select_one("form[action*=language] input[name=next], form [name=next]")["value"]
    assert back == f"{new}?typed=1"
    answer = client.post(reverse("set_language"), {"language": "en", "next": back}, follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, back)
    again = BeautifulSoup(answer.content, "html.parser")
    assert again.select_one("#id_title")["value"] == "Seat-rail bracket"
    assert again.select_one("#id_tolerance-0-limit")["value"] == "0.05"
    assert [b.text for b in again.select("#counts .tallies b")] == ["1", "1", "1"]
    assert not Requirement.objects.exists()
    client.post(new, filled(ASKED))
    empty = BeautifulSoup(client.get(back).content, "html.parser")
    assert not empty.select_one("#id_title").get("value"), "what is saved is no longer kept"


def test_a_wrong_form_comes_back_in_the_other_language(cast, client):
    client.force_login(cast.binh)
    new = reverse("buyers:requirement_new")
    assert client.post(new, filled(ASKED) | {"tolerance-0-limit": "fine"}).status_code == 422
    answer = client.get(f"{new}?typed=1", headers={"Accept-Language": "en"})
    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, page.select_one("#id_tolerance-0-limit")["value"]) == (200, "fine")
    assert page.select_one(".errsum a")["href"] == "#id_tolerance-0-limit"


def test_the_address_of_the_counts_leads_to_the_form(cast, client):
    client.force_login(cast.binh)
    assert client.get(reverse("readiness:count")).url == reverse("buyers:requirement_new")


def test_counting_a_wrong_form_says_so(cast, shops, browse):
    data = filled(ASKED) | {"tolerance-0-limit": "fine"}
    part = browse(reverse("readiness:count"), user=cast.binh, htmx=True, data=data, language="en")
    assert "Correct the marked lines" in part.text


def test_only_buyers_count(cast, shops, client):
    for visitor in (cast.duong, cast.mai, cast.chi):
        client.force_login(visitor)
        assert client.post(reverse("readiness:count"), filled(ASKED)).status_code == 404


def test_the_other_firms_of_a_group_stand_on_pages(cast, shops, browse):
    more = [stamping(f"Dập {n}", f"99000{n:05}", tolerance="0.09") for n in range(12)]
    put_on_the_list(more)
    requirement = begun(cast, ASKED)
    page = browse(matches(requirement), user=cast.binh, language="en")
    assert len(names(page, "one")) == 10
    link = page.select_one("#one footer a")
    assert link.text.startswith("Show the other 3")
    group = browse(
        matches(requirement) + link["href"].partition("?")[1] + link["href"].partition("?")[2], user=cast.binh
    )
    assert len(names(group, "one")) == 13
    assert not group.select("#all")


def test_matches_cost_no_more_queries_for_more_firms(cast, shops, client, same_queries_for_more):
    requirement = begun(cast, ASKED)
    client.force_login(cast.binh)
    same_queries_for_more(
        lambda: client.get(matches(requirement)),
        lambda: put_on_the_list([stamping(f"Dập {n}", f"99000{n:05}") for n in range(5)]),
    )


def test_a_page_of_matches_asks_at_most_fifteen_questions(cast, shops, client, django_assert_max_num_queries):
    requirement = begun(cast, ASKED)
    client.force_login(cast.binh)
    client.get(matches(requirement))
    with django_assert_max_num_queries(15):
        client.get(matches(requirement))
    with django_assert_max_num_queries(15):
        client.get(reverse("buyers:requirement_edit", args=[requirement.public_id]))
    with django_assert_max_num_queries(15):
        client.get(reverse("buyers:requirement", args=[requirement.public_id]))


def test_as_many_firms_are_asked_as_the_directory_lists_also_one_registered_in_a_demo(cast, shops, browse):
    own = stamping("Dập Tự Đăng Ký", "0105562318")
    Supplier.objects.filter(pk=own.pk).update(synthetic=False)
    put_on_the_list([own])
    page = browse(matches(begun(cast, ASKED)), user=cast.binh, language="en")
    assert "Dập Tự Đăng Ký" in names(page, "all")
    count = browse("/suppliers/", language="en").select_one("#count").text.split()[0]
    assert f"Out of {count} listed firms" in page.text


def test_sample_firms_are_never_matched_in_a_real_portal(cast, shops, browse, settings):
    settings.DEMO = False
    page = browse(matches(begun(cast, ASKED)), user=cast.binh, language="en")
    assert not [each for group in ("all", "one", "unknown") for each in names(page, group)]
