"""The sections, through their pages."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from portal.models import PersonalChange
from suppliers.models import Capability, Evidence, Machine, Owner, SectionVersion
from tests.suppliers import typing
from tests.suppliers.firms import TODAY, Firm, process, province, sector

LEVELS = ("criterion", "level", "evidence_class")


def live(firm: Firm, **wanted: object) -> list[tuple[str, Decimal | None, str]]:
    lines = Evidence.objects.counting().filter(supplier=firm.supplier, **wanted)
    return sorted(lines.values_list(*LEVELS))


def test_company_is_saved_and_its_facts_claim(firm: Firm) -> None:
    answer = typing.save(firm, "company", typing.company())
    assert answer.status_code == 302
    saved = firm.fresh()
    assert (saved.workers, saved.established) == (1200, 2006)
    assert (saved.ownership, saved.owner_countries) == ("vietnamese", "VN")
    assert saved.facts_version > 1
    assert saved.facts_confirmed_on == TODAY
    assert live(firm) == [
        ("1.1", Decimal(5), "A0"),
        ("1.2", Decimal(3), "A0"),
    ]
    assert Evidence.objects.get(criterion="1.1").queued_at is not None, "staff match the tax code"
    assert Evidence.objects.get(criterion="1.2").valid_to == date(2028, 11, 21), "24 months of the framework"


def test_save_and_continue_leads_to_the_next_section(firm: Firm) -> None:
    answer = typing.save(firm, "company", typing.company(then="continue"))
    assert answer.url == firm.url("section", "site")


def test_htmx_saves_without_a_reload(firm: Firm) -> None:
    answer = typing.save(firm, "company", typing.company(then="stay"), **{"HX-Request": "true"})
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.find(id="editor")
    assert not page.find("header", class_="top")
    assert page.find("input", {"name": "version"})["value"] == "1"
    assert firm.fresh().workers == 1200


def test_invalid_answers_422_and_keeps_what_was_typed(firm: Firm) -> None:
    typed = typing.company(workers="khoảng 120", sector="", name="")
    answer = typing.save(firm, "company", typed)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.find("input", {"name": "workers"})["value"] == "khoảng 120"
    assert page.find("input", {"name": "owner-0-name"})["value"] == "Trần Văn Dương"
    links = [a["href"] for a in page.select("#errors a")]
    assert links == ["#id_name", "#id_sector", "#id_workers"]
    assert all(page.select_one(link) for link in links)
    saved = firm.fresh()
    assert (saved.facts_version, saved.workers) == (1, None)
    assert not Evidence.objects.exists()


def test_what_is_wrong_is_said_in_the_readers_language(firm: Firm) -> None:
    client = firm.client()
    for language, words in (("en", "Write digits only"), ("vi", "Chỉ ghi chữ số")):
        client.cookies["django_language"] = language
        answer = client.post(firm.url("section", "company"), typing.company(workers="nhiều"))
        assert words in answer.content.decode()


def test_ownership_follows_the_shares(firm: Firm) -> None:
    owners = typing.rows(
        "owner",
        {"name": "Tanaka", "country": "JP", "share_percent": "51"},
        {"name": "Trần Văn Dương", "country": "VN", "share_percent": "49"},
    )
    typing.save(firm, "company", typing.company(**owners))
    assert firm.fresh().ownership == "foreign"


def test_shares_above_a_hundred_are_refused(firm: Firm) -> None:
    owners = typing.rows(
        "owner",
        {"name": "Tanaka", "country": "JP", "share_percent": "60"},
        {"name": "Dương", "country": "VN", "share_percent": "60"},
    )
    assert typing.save(firm, "company", typing.company(**owners)).status_code == 422
    assert not Owner.objects.exists()


def test_a_new_main_sector_wants_a_reason(firm: Firm) -> None:
    refused = typing.save(firm, "company", typing.company(sector=sector("A")))
    assert refused.status_code == 422
    assert firm.fresh().main_sector.letter == "M"
    typing.save(firm, "company", typing.company(sector=sector("A"), sector_reason="Khách ô tô nhiều hơn"))
    main = firm.fresh().main_sector
    assert (main.letter, main.reason, main.main_since) == ("A", "Khách ô tô nhiều hơn", TODAY)


def test_the_former_province_must_lie_in_the_present_one(firm: Firm) -> None:
    old = province("Bình Dương", former=True)
    wrong = typing.site(former_province=old, province=province("Đà Nẵng"))
    assert typing.save(firm, "site", wrong).status_code == 422
    assert typing.save(firm, "site", typing.site(former_province=old)).status_code == 302
    assert firm.fresh().former_province_id == old


def test_personal_data_leaves_field_names_but_no_values(firm: Firm) -> None:
    typing.save(firm, "site", typing.site())
    typing.save(firm, "site", typing.site(version="1", **{"contact-phone": "0987 654 321"}))
    change = PersonalChange.objects.order_by("pk").last()
    assert (change.model, change.action, change.fields) == ("suppliers.Contact", "change", ["phone"])
    assert change.by == firm.owner
    assert "0987" not in str(list(PersonalChange.objects.values()))


def test_processes_claim_what_is_listed(firm: Firm) -> None:
    assert typing.save(firm, "processes", typing.processes()).status_code == 302
    assert live(firm) == [("3.2", Decimal(1), "A0")]
    capability = Capability.objects.get()
    assert capability.tolerance_mm == Decimal("0.02")
    assert capability.materials.count() == 1


def test_capacity_is_machine_by_machine_once_each_machine_says_its_own(firm: Firm) -> None:
    typing.save(firm, "capacity", typing.capacity())
    assert firm.fresh().monthly_capacity == 12000
    assert live(firm) == [("4.2", Decimal(1), "A0")]
    typing.save(firm, "machines", typing.machines(**{"machine-0-monthly_capacity": "6.000"}))
    assert live(firm) == [("3.1", Decimal(2), "A0"), ("4.2", Decimal(2), "A0")]


def test_a_claim_no_longer_made_is_withdrawn(firm: Firm) -> None:
    typing.save(firm, "machines", typing.machines(oee_percent="70", maintenance="plan"))
    assert live(firm) == [("3.1", Decimal(2), "A0"), ("3.3", Decimal(3), "A0")]
    typing.save(firm, "machines", typing.machines(version="1", **typing.rows("machine")))
    assert live(firm) == []
    assert Evidence.objects.filter(state="withdrawn").count() == 2
    assert not Machine.objects.exists()


def test_an_edited_row_is_proven_no_longer(firm: Firm) -> None:
    typing.save(firm, "processes", typing.processes())
    typing.save(firm, "machines", typing.machines())
    Capability.objects.update(proven_until=date(2027, 5, 1))
    machine = Machine.objects.get()
    same = {"machine-0-id": machine.pk}
    typing.save(firm, "machines", typing.machines(version="1", oee_percent="70", **same))
    assert Capability.objects.get().proven_until == date(2027, 5, 1), "an edit elsewhere leaves it"
    edited = {"id": machine.pk, "process": process(), "name": "Máy tiện khác", "quantity": "2"}
    typing.save(firm, "machines", typing.machines(version="2", **typing.rows("machine", edited)))
    assert Machine.objects.get().pk == machine.pk
    assert Capability.objects.get().proven_until is None


def test_a_figure_beside_a_proven_process_leaves_the_proof(firm: Firm) -> None:
    typing.save(firm, "processes", typing.processes())
    Capability.objects.update(proven_until=date(2027, 5, 1))
    held = Capability.objects.get()
    row = {"id": held.pk, "process": process(), "materials": [m.pk for m in held.materials.all()]}
    more = typing.rows("process", row | {"tolerance_mm": "0,02", "largest_mm": "800"})
    typing.save(firm, "processes", typing.processes(version="1", **more))
    held.refresh_from_db()
    assert (held.largest_mm, held.proven_until) == (800, date(2027, 5, 1))
    other = typing.rows("process", row | {"process": process("machining.cnc_milling")})
    typing.save(firm, "processes", typing.processes(version="2", **other))
    held.refresh_from_db()
    assert (held.process_id, held.proven_until) == (process("machining.cnc_milling"), None)


def test_rows_may_change_places(firm: Firm) -> None:
    milling, turning = process("machining.cnc_milling"), process()
    first = typing.rows("process", {"process": turning}, {"process": milling})
    typing.save(firm, "processes", typing.processes(**first))
    a, b = Capability.objects.order_by("pk")
    swapped = typing.rows("process", {"id": a.pk, "process": milling}, {"id": b.pk, "process": turning})
    assert typing.save(firm, "processes", typing.processes(version="1", **swapped)).status_code == 302
    assert set(Capability.objects.values_list("process", flat=True)) == {milling, turning}


def test_the_same_process_twice_is_refused(firm: Firm) -> None:
    twice = typing.rows("process", {"process": process()}, {"process": process()})
    assert typing.save(firm, "processes", typing.processes(**twice)).status_code == 422
    assert not Capability.objects.exists()


@pytest.mark.parametrize("htmx", [False, True])
def test_a_row_is_added_and_removed_without_losing_what_was_typed(firm: Firm, htmx: bool) -> None:
    headers = {"HX-Request": "true"} if htmx else {}
    answer = typing.save(firm, "machines", typing.machines(add="machines", oee_percent="nhiều"), **headers)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.find("input", {"name": "machine-count"})["value"] == "2"
    assert page.find("input", {"name": "machine-0-name"})["value"] == "Máy tiện CNC"
    assert page.find("input", {"name": "oee_percent"})["value"] == "nhiều", "not judged yet"
    assert not page.select("#errors")
    two = typing.rows(
        "machine",
        {"name": "Máy A", "process": process(), "quantity": "1"},
        {"name": "Máy B", "process": process(), "quantity": "1"},
    )
    answer = typing.save(firm, "machines", typing.machines(remove="machines-0", **two), **headers)
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.find("input", {"name": "machine-count"})["value"] == "1"
    assert page.find("input", {"name": "machine-0-name"})["value"] == "Máy B"
    assert not Machine.objects.exists(), "nothing is saved by adding and removing rows"


def test_a_stale_save_answers_409_with_both_values(firm: Firm) -> None:
    typing.save(firm, "company", typing.company(workers="100"))
    answer = typing.save(firm, "company", typing.company(workers="200"), user=firm.editor)
    assert answer.status_code == 409
    page = BeautifulSoup(answer.content, "html.parser")
    cells = [td.get_text(strip=True) for td in page.select("table td")]
    assert cells == ["100", "200"]
    assert page.find("input", {"name": "workers"})["value"] == "200", "nothing typed is lost"
    assert firm.fresh().workers == 100
    again = page.find("input", {"name": "version"})["value"]
    assert typing.save(firm, "company", typing.company(workers="200", version=again)).status_code == 302
    assert firm.fresh().workers == 200


def test_a_stale_save_shows_rows_of_both(firm: Firm) -> None:
    typing.save(firm, "machines", typing.machines())
    other = typing.rows("machine", {"name": "Máy phay", "process": process(), "quantity": "1"})
    answer = typing.save(firm, "machines", typing.machines(**other), user=firm.editor)
    assert answer.status_code == 409
    words = BeautifulSoup(answer.content, "html.parser").table.get_text(" ")
    assert "Máy tiện CNC" in words
    assert "Máy phay" in words
    assert Machine.objects.get().name == "Máy tiện CNC"


def test_each_section_has_its_own_version(firm: Firm) -> None:
    typing.save(firm, "company", typing.company())
    typing.save(firm, "processes", typing.processes())
    versions = dict(SectionVersion.objects.values_list("section", "version"))
    assert versions == {"company": 1, "processes": 1}


def test_where_a_checked_paper_speaks_the_empty_answer_says_so(firm: Firm) -> None:
    Evidence.objects.create(
        supplier=firm.supplier, criterion="2.3", kind="document", evidence_class="A2", level=3,
        claimed_level=3, valid_from=date(2026, 1, 5),
    )  # fmt: skip
    page = BeautifulSoup(firm.client().get(firm.url("section", "quality")).content, "html.parser")
    control = page.select_one("input[name=level_2_3][value='']")
    assert control.has_attr("checked")
    assert "giữ mức 3 đã được kiểm" in page.select_one(f"label[for={control['id']}]").text
    other = page.select_one("input[name=level_2_4][value='']")
    assert "Chưa trả lời" in page.select_one(f"label[for={other['id']}]").text
