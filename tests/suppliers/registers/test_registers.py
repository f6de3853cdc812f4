"""Register matches by hand and from a file: what each row becomes, and that nothing is recorded twice."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from readiness import scoring
from suppliers.models import Decision, Evidence, RegisterFile
from tests.cast import TODAY, firm, member
from tests.suppliers.papers import waiting_certificate, waiting_match

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

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


def test_levels_that_the_criterion_does_not_have_are_refused(client, cast):
    for wrong in ({"level": "3"}, {"on": "22/11/2026"}, {"entry": ""}, {"criterion": "2.1"}):
        assert look_up(client, cast, **wrong).status_code == 422, wrong
    assert not Evidence.objects.exists()


def bring(client, cast, text, kind="companies", as_of="21/11/2026"):
    client.force_login(cast.mai)
    data = {"kind": kind, "register": "Danh bạ", "as_of": as_of, "file": SimpleUploadedFile("a.csv", text.encode())}  # fmt: skip
    return client.post(reverse("suppliers:registers"), data)


def fates(file=None):
    file = file or RegisterFile.objects.latest("pk")
    return [row["fate"] for row in file.rows]


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
    apply = reverse("suppliers:apply_register", args=[RegisterFile.objects.get().pk])
    client.post(apply)
    assert proven(cast.welding_shop) == 5
    assert Evidence.objects.get(supplier=stopped).state == "rejected"
    assert Decision.objects.count() == 2
    client.post(apply)
    assert Decision.objects.count() == 2, "nothing is recorded twice"
    bring(client, cast, LIST)
    assert fates()[0] == "recorded"


def test_a_certificate_found_in_its_body_s_register_is_a3(client, cast):
    line = waiting_certificate(cast.welding_shop)
    text = "Số chứng chỉ;Tên;Ngày hết hạn;Tình trạng\nvn qms 24-0817;Cơ khí hàn Anh Dương;30/06/2027;Còn hiệu lực\n"
    assert bring(client, cast, text, "certificates").status_code == 302
    assert fates() == ["matched"]
    client.post(reverse("suppliers:apply_register", args=[RegisterFile.objects.get().pk]))
    line.refresh_from_db()
    assert (line.evidence_class, line.queued_at, line.valid_to) == ("A3", None, date(2027, 6, 30))


def test_a_certificate_withdrawn_in_the_register_counts_no_longer(client, cast):
    line = waiting_certificate(cast.welding_shop)
    bring(client, cast, "Số chứng chỉ,Tình trạng\nVN-QMS 24/0817,Đã thu hồi\n", "certificates")
    client.post(reverse("suppliers:apply_register", args=[RegisterFile.objects.get().pk]))
    line.refresh_from_db()
    assert line.state == "rejected"


def test_what_changed_meanwhile_is_said_and_the_rest_is_recorded(client, cast):
    other = firm("Nhựa Bình Minh", "0100686209")
    bring(client, cast, LIST.replace("Ngừng hoạt động", "Đang hoạt động"))
    other.merged_into = cast.welding_shop
    other.save()
    client.post(reverse("suppliers:apply_register", args=[RegisterFile.objects.get().pk]))
    assert fates()[:2] == ["matched", "changed"]


@pytest.mark.parametrize(
    "text",
    ["", "Tên\nA\n", "Mã số thuế\n", "Mã số thuế\n" + "0100109106\n" * 501, "%PDF-1.4"],
    ids=["empty", "no such column", "no rows", "too many", "another kind"],
)
def test_a_file_that_cannot_be_matched_gets_a_sentence(browse, client, cast, text):
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
