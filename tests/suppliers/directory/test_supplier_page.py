"""A firm's public page: every fact with who vouches, lapsed proof shown, what is not known said so."""

from datetime import timedelta

import pytest

from suppliers.models import Capability, Certificate, Input, Owner, Permit, SectionVersion, Workforce
from tests.cast import TODAY
from tests.suppliers.directory.listed import URL, complete, index, listed, proof

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SOON, LATER, BEFORE = TODAY + timedelta(days=20), TODAY + timedelta(days=300), TODAY - timedelta(days=20)


@pytest.fixture
def firm(db):
    return listed(
        "Cơ khí Chính xác Đông Kỳ",
        {"machining.cnc_turning": ["steel.carbon"], "forming.stamping": []},
        holds=[("iso9001", BEFORE), ("iso14001", LATER)],
        province="TP. Hồ Chí Minh",
        former="Bình Dương",
        level=2,
        proven=36,
    )


def page_of(browse, firm, **more):
    return browse(f"{URL}{firm.public_id}/", language="en", **more)


def fact(page, label):
    return next(row for row in page.select(".facts-of > div") if row.dt.text == label)


def test_the_head_says_level_gate_and_interval(browse, firm):
    page = page_of(browse, firm)
    assert page.select_one(".level b").text == "name of level 2"
    assert page.select_one(".gate").text == "Level 3 still needs: it."
    assert "Proven 36.0, total 36.0" in page.select_one("svg.ib")["aria-label"]


@pytest.mark.parametrize("counted, said", [(2, False), (1, True), (None, False)])
def test_a_level_that_is_waived_or_unconfirmed_says_so(browse, firm, counted, said):
    document = firm.search_document
    document.standing |= {} if counted is None else {"counted": counted}
    document.save()
    assert ("not counted in the national figure" in page_of(browse, firm).select_one(".verdict").text) is said


def test_the_old_name_of_a_province_stands_in_brackets(browse, firm):
    assert "(formerly Binh Duong)" in page_of(browse, firm).select_one(".head .meta").text


def test_a_lapsed_certificate_is_shown_lapsed_and_on_top_here_and_in_the_list(browse, firm):
    rows = page_of(browse, firm).select("#certificates tbody tr")
    assert "ISO 9001" in rows[0].text
    assert f"lapsed {BEFORE.day} Nov 2026" in rows[0].text
    assert rows[0].select_one(".is-expired")
    assert not rows[1].select(".is-expired")
    tags = browse(URL, language="en").select(".result .chips.tight li.ev")
    assert [("lapsed" in tag["class"], tag.b.text) for tag in tags] == [
        (True, "ISO 9001"),
        (False, "ISO 14001"),
    ]


def test_a_certificate_without_proof_is_a_claim_and_with_proof_says_who_vouches(browse, firm):
    held = Certificate.objects.get(supplier=firm, standard__code="iso14001")
    assert page_of(browse, firm).select("#certificates tbody tr")[1].select_one(".ev.claim")
    proof(firm, "7.1", "A1", LATER, certificate=held)
    proof(firm, "7.1", "A3", SOON, certificate=held)
    tag = page_of(browse, firm).select("#certificates tbody tr")[1].select_one(".ev")
    assert tag["class"] == ["ev"]
    assert "A3" in tag.text
    assert "11 Dec 2026" in tag.text


def test_a_process_is_vouched_for_by_whoever_checked_the_machines(browse, firm):
    cell = page_of(browse, firm).select("#makes tbody tr")[0].select("td")[-1]
    assert "A2" in cell.text
    proof(firm, "3.1", "A3", TODAY + timedelta(days=100))
    page = page_of(browse, firm)
    assert "A3" in page.select("#makes tbody tr")[0].select("td")[-1].text


def test_proof_that_lapsed_stays_even_where_something_newer_is_claimed(browse, firm):
    proof(firm, "1.2", "A2", BEFORE)
    proof(firm, "1.2", "A0", LATER)
    assert fact(page_of(browse, firm), "Ownership").select_one(".ev.lapsed")


def test_proof_is_never_taken_from_a_rejected_paper_or_one_that_begins_later(browse, firm):
    proof(firm, "1.2", "A3", LATER, state="rejected")
    later = proof(firm, "1.2", "A2", LATER)
    later.valid_from = SOON
    later.save()
    assert not fact(page_of(browse, firm), "Ownership").select(".ev")


def test_a_process_is_solid_until_the_check_of_its_machines_lapses(browse, firm):
    Capability.objects.filter(supplier=firm, process__code="forming.stamping").update(proven_until=BEFORE)
    rows = {row.select_one(".pm span").text: row for row in page_of(browse, firm).select("#makes tbody tr")}
    assert not rows["CNC turning"].select(".pm.claim")
    assert rows["Metal stamping"].select(".pm.claim")
    assert rows["Metal stamping"].select(".ev.lapsed")


def test_what_is_not_known_is_said_to_be_unknown(browse, db):
    bare = listed("Chưa nói gì", province="", ownership="unknown", tax_code=None, sector="")
    page = page_of(browse, bare)
    for label in ("Tax code", "Ownership", "Address", "Province", "Year founded", "Workers", "Website"):
        assert fact(page, label).select_one(".is-unknown"), label
    for section in ("makes", "machines", "certificates"):
        assert page.select_one(f"#{section} .is-unknown"), section
    assert "holds no certificate" not in page.text
    row = browse(URL, language="en").select_one(".result")
    assert "No process stated yet" in row.text
    assert "Certificates: no data yet" in row.text


def test_no_certificate_is_said_where_the_firm_said_so(browse, db):
    firm = listed("Không có", declares_no_certificate=True)
    page = page_of(browse, firm)
    assert "holds no certificate" in page.select_one("#certificates").text
    assert not page.select("#certificates .is-unknown")


def test_each_section_says_when_it_was_confirmed(browse, firm):
    SectionVersion.objects.create(supplier=firm, section="company", confirmed_on=TODAY)
    SectionVersion.objects.create(supplier=firm, section="quality", confirmed_on=TODAY - timedelta(days=400))
    page = page_of(browse, firm)
    assert "confirmed 21 Nov 2026" in page.select_one("#company footer").text
    assert "ageing" in page.select_one("#quality footer").text
    assert page.select_one("#makes footer").text == "Not confirmed yet"


def test_delivery_figures_stay_with_the_firm_and_what_they_prove_is_told(browse, firm):
    proof(firm, "2.2", "A4", LATER)
    page = page_of(browse, firm)
    assert "A4" in fact(page, "Rejected pieces").text
    assert fact(page, "On time and in full").select_one(".is-unknown")


def test_a_proof_speaks_for_no_figure_that_is_not_told_and_later_sections_say_when_they_were_confirmed(
    browse, cast, firm
):
    Workforce.objects.create(supplier=firm, engineers=4)
    SectionVersion.objects.create(supplier=firm, section="people", confirmed_on=TODAY)
    proof(firm, "6.5", "A2", LATER)
    page = page_of(browse, firm, user=cast.binh)
    spoken = fact(page, "Works directly in")
    assert spoken.select_one(".is-unknown")
    assert "checked by staff" not in spoken.text
    assert "confirmed 21 Nov 2026" in page.select_one("#people footer").text


def test_owners_sources_and_papers_of_the_site_are_read_by_staff_alone(browse, cast, firm):
    Owner.objects.create(supplier=firm, name="Bà Trần Thị Bưởi", country="JP", share_percent="62.50")
    Input.objects.create(supplier=firm, name="Thép S45C", country="KR", share_percent="40")
    Permit.objects.create(supplier=firm, kind="fire", state="held", number="PCCC-9", valid_to=LATER)
    for stranger in (None, cast.binh):
        told = page_of(browse, firm, user=stranger).text
        assert not [private for private in ("Bưởi", "S45C", "PCCC-9") if private in told]
    page = page_of(browse, firm, user=cast.mai)
    for label, said in (
        ("Bà Trần Thị Bưởi", "Japan · 62.5"),
        ("Thép S45C", "South Korea · 40"),
        ("Fire safety", "We have it · PCCC-9 · until"),
    ):
        assert said in fact(page, label).text


def test_visitors_are_led_to_sign_in_and_back(browse, firm):
    link = page_of(browse, firm).select_one("#contact a.primary")
    assert link["href"] == f"/accounts/login/?next=/suppliers/{firm.public_id}/".replace(
        "=/", "=%2F"
    ).replace(f"suppliers/{firm.public_id}/", f"suppliers%2F{firm.public_id}%2F")


def test_a_firm_opens_its_page_as_buyers_see_it(browse, cast):
    shop = complete(cast.welding_shop)
    index(shop)
    page = page_of(browse, shop, user=cast.duong)
    assert "as signed-in buyers" in page.select_one(".note").text
    assert page.select_one("#capacity")


def test_readiness_is_asked_by_its_address_where_the_row_knows_nothing(browse, cast):
    shop = cast.welding_shop
    asked = page_of(browse, shop, user=cast.mai).select_one("[hx-get]")
    assert asked["hx-get"] == f"/readiness/{shop.public_id}/panel/"
    assert asked.select_one("a")["href"] == asked["hx-get"]


def test_a_made_up_firm_says_so(browse, db):
    assert (
        "Part of the sample data" in page_of(browse, listed("Mẫu", synthetic=True)).select_one(".head").text
    )


def test_more_facts_ask_no_more_questions(client, firm, same_queries_for_more):
    def more():
        for code in ("forming.bending", "machining.cnc_milling", "joining.mig_mag"):
            row = Capability.objects.create(supplier=firm, process_id=_process(code))
            row.materials.set(
                Capability.objects.get(supplier=firm, process__code="machining.cnc_turning").materials.all()
            )
        for criterion in ("1.1", "1.2", "3.1", "3.2"):
            proof(firm, criterion, "A2", LATER)

    complete(firm)
    same_queries_for_more(lambda: client.get(f"{URL}{firm.public_id}/"), more)


def _process(code):
    from portal.models import Process

    return Process.objects.get(code=code).pk


def test_more_than_the_whole_capacity_in_use_says_how(browse, cast, firm):
    type(firm).objects.filter(pk=firm.pk).update(monthly_capacity=1000, load_percent=120)
    said = fact(page_of(browse, firm, user=cast.binh), "In use").dd.text
    assert said == "120\u00a0%: more than the normal capacity, with overtime or a third shift"
    assert fact(page_of(browse, firm), "Free a month").dd.text.strip() == "0"


def test_the_api_says_of_each_certificate_who_proves_it(client, cast, firm):
    stated, proven = firm.certificates.order_by("pk")
    proof(firm, "7.1", "A3", LATER, certificate=proven)
    client.force_login(cast.binh)
    said = client.get(f"/api/v1/suppliers/{firm.public_id}/").json()["certificates"]
    assert {each["standard"]: each["proven_by"] for each in said} == {
        stated.standard.code: None,
        proven.standard.code: "A3",
    }
