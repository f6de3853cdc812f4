"""Register matches by hand and from a file: what each row becomes, and that nothing is recorded twice."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.models import Province
from readiness import scoring
from suppliers.models import Decision, Evidence, Finding, RegisterFile, Supplier
from suppliers.registers import recording
from tests.cast import TODAY, firm, member
from tests.suppliers.papers import waiting_certificate, waiting_match

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture(autouse=True)
def _no_bell(monkeypatch):
    """The test is the worker."""
    monkeypatch.setattr("suppliers.views.registers.ring", lambda *_: None)


FOUND = {
    "criterion": "1.1",
    "level": "5",
    "register": "CSDL đăng ký doanh nghiệp",
    "entry": "0100109106",
    "on": "21/11/2026",
    "reason": "Đang hoạt động, tên và địa chỉ khớp.",
}


def look_up(client, cast, **changes):
    client.force_login(cast.mai)
    return client.post(reverse("suppliers:look_up", args=[cast.welding_shop.public_id]), FOUND | changes)


def proven(supplier, code="1.1"):
    rows = scoring.assessed(supplier, "M", today=TODAY)["criteria"]
    return float(next(row["proven"] for row in rows if row["code"] == code))


def test_a_look_up_decides_what_waits_and_moves_the_level(client, cast):
    shop = cast.welding_shop
    waiting = waiting_match(shop)
    assert look_up(client, cast).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.evidence_class, waiting.queued_at, waiting.level) == ("A2", None, 5)
    assert (waiting.valid_from, waiting.valid_to) == (TODAY, date(2027, 11, 21)), "twelve months"
    made = Decision.objects.get()
    assert (made.source, made.source_seen) == ("register", "CSDL đăng ký doanh nghiệp, 0100109106")
    assert proven(shop) == 5


def test_a_later_look_up_takes_the_place_of_the_earlier(client, cast):
    shop = cast.welding_shop
    look_up(client, cast)
    look_up(client, cast, level="no", reason="Đã tạm ngừng kinh doanh.")
    assert proven(shop) == 0
    assert not Evidence.objects.counting().filter(criterion="1.1").exists()
    look_up(client, cast)
    assert proven(shop) == 5
    assert Decision.objects.count() == 3, "the firm reads each"


def test_a_paper_accepted_before_does_not_outlive_what_the_register_denies(client, cast):
    shop = cast.welding_shop
    Evidence.objects.create(
        supplier=shop, criterion="1.1", kind="document", level=5, evidence_class="A2", valid_from=date(2026, 1, 5)
    )  # fmt: skip
    look_up(client, cast, level="no", reason="Đã giải thể.")
    look_up(client, cast, level="no", reason="Đã giải thể, tra lại.")
    finding = Finding.objects.get()
    assert (finding.criterion, finding.ceiling, finding.reason) == ("1.1", 0, "Đã giải thể.")
    look_up(client, cast)
    assert proven(shop) == 0, "until staff close the finding by the match"


def test_what_registers_said_stands_on_the_page_of_staff_and_what_they_deny_on_the_firms(
    browse, client, cast
):
    shop = cast.welding_shop
    Supplier.objects.filter(pk=shop.pk).update(published_at=timezone.now())
    denied = "The register of companies did not confirm this firm as active on 21 Nov 2026"
    pages = [reverse("suppliers:firm_rulings", args=[shop.public_id]), f"/suppliers/{shop.public_id}/"]
    look_up(client, cast)
    staff, public = (browse(url, user=cast.mai, language="en") for url in pages)
    assert FOUND["reason"] in staff.select_one("#registers").text
    assert denied not in public.text
    look_up(client, cast, level="no", reason="Đã giải thể.")
    staff, public = (browse(url, user=cast.mai, language="en") for url in pages)
    assert [li.select_one(".status").text.strip() for li in staff.select("#registers li")] == [
        "not confirmed",
        "confirmed",
    ]
    assert denied in public.text
    look_up(client, cast)
    assert denied not in browse(pages[1], language="en").text


def test_papers_of_a_firm_that_wait_are_on_its_page(browse, cast):
    line = waiting_match(cast.welding_shop)
    page = browse(reverse("suppliers:firm_rulings", args=[cast.welding_shop.public_id]), user=cast.mai)
    assert page.select_one("#waiting a")["href"] == reverse("suppliers:case", args=[line.pk])


def test_levels_that_the_criterion_does_not_have_are_refused(client, cast):
    for wrong in ({"level": "3"}, {"on": "22/11/2026"}, {"entry": ""}, {"criterion": "2.1"}):
        assert look_up(client, cast, **wrong).status_code == 422, wrong
    assert not Evidence.objects.exists()


def bring(client, cast, text, kind="companies", as_of="21/11/2026"):
    client.force_login(cast.mai)
    data = {"kind": kind, "register": "Danh bạ", "as_of": as_of, "file": SimpleUploadedFile("a.csv", text.encode())}  # fmt: skip
    return client.post(reverse("suppliers:registers"), data)


def fates():
    return [row.fate for row in recording.rows_of(RegisterFile.objects.latest("pk"))]


def apply(client):
    """Asked for by its reader, recorded by a worker."""
    answer = client.post(reverse("suppliers:apply_register", args=[RegisterFile.objects.latest("pk").pk]))
    while recording.record_some(now=timezone.now())[1]:
        pass
    return answer


LIST = """Mã số thuế,Tên doanh nghiệp,Tình trạng
0100109106,CÔNG TY TNHH Cơ khí hàn Anh Dương,Đang hoạt động
0100686209,Nhựa Bình Minh,Ngừng hoạt động
0101243150,Tên khác hẳn,Đang hoạt động
0300588569,Của tôi,Đang hoạt động
0100109106,Cơ khí hàn Anh Dương,Đang hoạt động
9999999999,Không có ở đây,Đang hoạt động
abc,Sai mã,
"""


def test_each_row_has_its_fate_before_anything_is_recorded(browse, client, cast):
    stopped = firm("Nhựa Bình Minh", "0100686209")
    firm("Khuôn Việt", "0101243150")
    mine = firm("Của tôi", "0300588569")
    member(cast.mai, mine.organisation)
    answer = bring(client, cast, LIST)
    assert answer.status_code == 302
    assert fates() == [
        "matched",
        "not_active",
        "other_name",
        "not_yours",
        "repeated",
        "unknown",
        "unreadable",
    ]
    assert not Evidence.objects.exists()
    page = browse(answer.url, user=cast.mai, language="en")
    assert len(page.select("#rows tbody tr")) == 7
    assert len(browse(f"{answer.url}?fate=matched").select("#rows tbody tr")) == 1
    apply(client)
    assert proven(cast.welding_shop) == 5
    assert Evidence.objects.get(supplier=stopped).state == "rejected"
    assert Decision.objects.count() == 2
    apply(client)
    assert Decision.objects.count() == 2, "nothing is recorded twice"
    bring(client, cast, LIST)
    assert fates()[0] == "recorded"


def test_a_certificate_found_in_its_body_s_register_is_a3(client, cast):
    line = waiting_certificate(cast.welding_shop)
    text = "Số chứng chỉ;Tên;Ngày hết hạn;Tình trạng\nvn qms 24-0817;Cơ khí hàn Anh Dương;30/06/2027;Còn hiệu lực\n"
    assert bring(client, cast, text, "certificates").status_code == 302
    assert fates() == ["matched"]
    apply(client)
    line.refresh_from_db()
    assert (line.evidence_class, line.queued_at, line.valid_to) == ("A3", None, date(2027, 6, 30))


def test_a_certificate_withdrawn_in_the_register_counts_no_longer(client, cast):
    line = waiting_certificate(cast.welding_shop)
    bring(client, cast, "Số chứng chỉ,Tình trạng\nVN-QMS 24/0817,Đã thu hồi\n", "certificates")
    apply(client)
    line.refresh_from_db()
    assert line.state == "rejected"


def test_what_changed_meanwhile_is_said_and_the_rest_is_recorded(client, cast):
    other = firm("Nhựa Bình Minh", "0100686209")
    bring(client, cast, LIST.replace("Ngừng hoạt động", "Đang hoạt động"))
    other.merged_into = cast.welding_shop
    other.save()
    apply(client)
    assert fates()[:2] == ["matched", "changed"]


@pytest.mark.parametrize(
    "text",
    ["", "Tên\nA\n", "Mã số thuế\n", "Mã số thuế\n" + "0100109106\n" * 6, "%PDF-1.4"],
    ids=["empty", "no such column", "no rows", "too many", "another kind"],
)
def test_a_file_that_cannot_be_matched_gets_a_sentence(browse, client, cast, text, monkeypatch):
    monkeypatch.setattr("suppliers.registers.sheet.MOST_ROWS", 5)
    answer = bring(client, cast, text)
    assert answer.status_code == 422
    assert b'href="#id_file"' in answer.content
    assert not RegisterFile.objects.exists()


def test_files_are_for_who_brought_them_and_for_those_who_decide(client, cast):
    bring(client, cast, LIST)
    file = RegisterFile.objects.get()
    colleague = member(type(cast.mai).objects.create_user("v@ministry.example"), cast.ministry, "viewer")
    for user in (cast.duong, cast.binh, cast.chi):
        client.force_login(user)
        assert client.get(reverse("suppliers:register_file", args=[file.pk])).status_code == 404
        assert client.post(reverse("suppliers:apply_register", args=[file.pk])).status_code == 404
    assert colleague
    file.refresh_from_db()
    assert file.applied_at is None


def test_a_file_costs_the_same_questions_however_long(client, cast, same_queries_for_more):
    lines = ["Mã số thuế,Tên", "0100109106,Cơ khí hàn Anh Dương"]
    same_queries_for_more(
        lambda: bring(client, cast, "\n".join(lines)),
        lambda: lines.extend(
            f"{firm(f'Xưởng {n}', f'03005885{n:02d}').tax_code},Xưởng {n}" for n in range(10, 14)
        ),
    )


def test_a_match_of_long_ago_is_no_news(client, cast):
    look_up(client, cast)
    earlier = (TODAY - timedelta(30)).strftime("%d/%m/%Y")
    bring(client, cast, LIST, as_of=earlier)
    assert fates()[0] == "recorded"


SEVERAL = (
    "Mã số thuế,Tên\n0100109106,Cơ khí hàn Anh Dương\n0100686209,Nhựa Bình Minh\n0101243150,Khuôn Việt\n"
)


@pytest.fixture
def several(client, cast):
    """Three firms of which something is to be recorded, asked for."""
    firm("Nhựa Bình Minh", "0100686209")
    firm("Khuôn Việt", "0101243150")
    bring(client, cast, SEVERAL)
    file = RegisterFile.objects.get()
    client.post(reverse("suppliers:apply_register", args=[file.pk]))
    return file


def page_of(browse, file):
    return browse(reverse("suppliers:register_file", args=[file.pk]), language="en").select_one("#file")


def test_a_worker_records_it_with_progress_and_goes_on_where_another_died(several, browse, cast):
    assert "waits for a worker" in page_of(browse, several).text
    assert recording.record_some(now=timezone.now(), most=2) == (2, True)
    page = page_of(browse, several)
    assert "2 of 3 rows are recorded" in page.text
    assert page["hx-trigger"] == "every 2s"
    assert recording.record_some(now=timezone.now()) == (1, False)
    assert Decision.objects.count() == 3, "none twice"
    page = page_of(browse, several)
    assert "Recorded on" in page.text
    assert not page.get("hx-trigger")
    event = Decision.pgh_event_model.objects.first()
    assert event.pgh_context.metadata["user"] == cast.mai.pk


def test_it_is_stopped_what_was_recorded_stays_and_the_rest_can_follow(several, browse, client):
    recording.record_some(now=timezone.now(), most=1)
    client.post(reverse("suppliers:stop_register", args=[several.pk]))
    assert recording.record_some(now=timezone.now()) == (0, False)
    assert Decision.objects.count() == 1
    assert "Stopped: 1 of 3" in page_of(browse, several).text
    apply(client)
    assert Decision.objects.count() == 3


def test_what_the_reader_may_no_longer_decide_is_not_recorded(several, cast):
    cast.ministry.scope_provinces.add(Province.objects.get(code="79", changes_after__isnull=True))
    recording.record_some(now=timezone.now())
    assert fates() == ["changed"] * 3
    assert not Decision.objects.exists()


def test_a_long_file_costs_a_reader_with_a_scope_the_same_questions(client, cast, same_queries_for_more):
    cast.ministry.scope_provinces.add(cast.welding_shop.province)
    lines = ["Mã số thuế,Tên", "0100109106,Cơ khí hàn Anh Dương"]
    same_queries_for_more(
        lambda: bring(client, cast, "\n".join(lines)),
        lambda: lines.extend(
            f"{firm(f'Xưởng {n}', f'03005885{n:02d}').tax_code},Xưởng {n}" for n in range(10, 14)
        ),
    )


def test_a_program_brings_a_file_reads_the_fates_and_lets_it_be_recorded(client, cast, monkeypatch):
    monkeypatch.setattr("suppliers.api.register_files.ring", lambda *_: None)
    monkeypatch.setattr("suppliers.api.register_files.A_PAGE", 4)
    client.force_login(cast.mai)
    files = "/api/v1/verification/registers/"
    sent = {"kind": "companies", "register": "Danh bạ", "as_of": "2026-11-21"}
    assert "file" in client.post(files, sent).json()
    broken = client.post(files, sent | {"file": SimpleUploadedFile("a.csv", b"x,y\n1,2\n")})
    assert (broken.status_code, list(broken.json())) == (400, ["file"])
    assert not RegisterFile.objects.exists()
    brought = client.post(files, sent | {"file": SimpleUploadedFile("a.csv", LIST.encode())})
    assert brought.status_code == 201
    one = f"{files}{brought.json()['id']}/"
    told = client.get(one).json()
    assert told["counted"] == {"matched": 1, "unknown": 4, "repeated": 1, "unreadable": 1}
    assert [row["line"] for row in told["rows"]] == [2, 3, 4, 5]
    assert [row["line"] for row in client.get(f"{one}?after={told['next']}").json()["rows"]] == [6, 7, 8]
    assert client.post(f"{one}stop/").status_code == 409
    assert client.post(f"{one}apply/").json()["waits"]
    assert client.post(f"{one}apply/").status_code == 409
    recording.record_some(now=timezone.now())
    assert client.get(files).json()[0]["applied_at"]
    assert Decision.objects.count() == 1
    client.force_login(cast.duong)
    for each in (files, one):
        assert client.get(each).status_code == 404
