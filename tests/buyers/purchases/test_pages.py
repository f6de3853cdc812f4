"""Purchase reports on pages: who reads and writes them, versions, and what an invalid form answers."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from buyers.models import PurchaseReport, PurchaseRow
from buyers.reporting import actions
from suppliers.models import Supplier
from tests.buyers.purchases.reports import another_buyer, bought, draft, sector, sent, typed, viewer
from tests.cast import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def words(tag) -> str:
    return " ".join(tag.text.split())


def url(name, report):
    return reverse(f"buyers:purchase_{name}", args=[report.pk])


def rows_of(report) -> set[tuple]:
    found = PurchaseRow.objects.filter(report=report).select_related("sector", "supplier")
    return {(r.sector.letters[0], r.origin, r.amount, r.supplier and r.supplier.public_id) for r in found}


def test_a_year_is_begun_filled_in_and_sent(client, cast):
    client.force_login(cast.binh)
    begun = client.post(reverse("buyers:purchase_new"), {"year": "2025"})
    report = PurchaseReport.objects.get()
    assert begun.url == url("edit", report)
    assert (report.organisation, report.year, report.state) == (cast.assembler, 2025, "draft")
    shop = cast.welding_shop
    rows = [("M", "vietnamese", "1,250.5", shop.tax_code), ("P", "imported", "2000", ""), ("", "", "", "")]
    answer = client.post(url("edit", report), typed(report, *rows, then="send"))
    assert answer.url == url("report", report)
    assert rows_of(report) == {
        ("M", "vietnamese", Decimal("1250.500"), shop.public_id),
        ("P", "imported", Decimal(2000), None),
    }
    report.refresh_from_db()
    assert (report.state, report.sent_by) == ("sent", cast.binh)


@pytest.mark.parametrize(
    "verified_at, said", [(None, "It counts once staff have verified"), (NOW, "It counts from now on.")]
)
def test_a_sender_is_told_whether_the_report_counts_yet(client, cast, verified_at, said):
    cast.assembler.verified_at = verified_at
    cast.assembler.save()
    report = draft(cast.assembler, 2025, bought("M", "imported", 600))
    client.force_login(cast.binh)
    answer = client.post(url("send", report), follow=True, headers={"accept-language": "en"})
    assert said in answer.content.decode()


def test_the_report_says_what_it_adds_up_to(browse, cast):
    rows = [bought("M", "imported", 600), bought("M", "vietnamese", 150), bought("P", "foreign", 200), bought("P", "unknown", 50)]  # fmt: skip
    report = sent(cast.assembler, 2025, *rows)
    page = browse(url("report", report), user=cast.binh, language="en")
    assert words(page.select_one(".reading")) == (
        "Of 1,000 million VND, 40.0 % was bought in Vietnam, 15.0 % from Vietnamese-owned firms. "
        "For 50 million VND bought here the ownership of the supplier is not known."
    )
    assert len(page.select("#rows tbody tr")) == 4
    assert not page.find("a", href=url("edit", report)), "what was sent is corrected, not edited"


@pytest.mark.parametrize("who", ["duong", "mai", "chi", "other"])
def test_nobody_but_the_buyers_members_sees_a_report(client, cast, who):
    report = sent(cast.assembler, 2025, bought("M", "imported", 5))
    client.force_login(another_buyer()[1] if who == "other" else getattr(cast, who))
    for name in ("report", "edit", "upload", "template"):
        assert client.get(url(name, report)).status_code == 404
    for name in ("edit", "upload", "send", "correct", "discard"):
        assert client.post(url(name, report)).status_code == 404
    listing = client.get(reverse("buyers:purchases"))
    assert listing.status_code == (200 if who == "other" else 404)
    assert url("report", report) not in listing.content.decode()
    assert PurchaseReport.objects.get().state == "sent"


def test_a_viewer_reads_and_does_not_write(browse, client, cast):
    report = draft(cast.assembler, 2025, bought("M", "imported", 5))
    vi = viewer(cast.assembler)
    assert "Assembler Vietnam" in words(browse(url("report", report), user=vi))
    page = browse(reverse("buyers:purchases"), user=vi)
    assert not page.find("a", href=reverse("buyers:purchase_new"))
    assert client.get(reverse("buyers:purchase_new")).status_code == 403
    for name in ("edit", "upload"):
        assert client.get(url(name, report)).status_code == 403
    for name in ("edit", "upload", "send", "correct", "discard"):
        assert client.post(url(name, report), typed(report)).status_code == 403
    assert rows_of(report) == {("M", "imported", Decimal(5), None)}


def test_what_is_wrong_stands_at_its_field_and_nothing_is_saved(browse, cast):
    report = draft(cast.assembler, 2025, bought("M", "imported", 5))
    rows = [
        ("M", "", "12", ""),
        ("P", "vietnamese", "abc", ""),
        ("A", "imported", "7", cast.welding_shop.public_id),
        ("E", "foreign", "7", "0101243150"),
        ("T", "foreign", "1.250", ""),
    ]
    page = browse(url("edit", report), user=cast.binh, data=typed(report, *rows), status=422, language="en")
    assert page.title.text.strip().startswith("Error:")
    said = words(page.select_one(".errsum"))
    for sentence in (
        "Choose where it was bought.",
        "You wrote “abc”",
        "A supplier of this portal is not an import.",
        "No firm of the directory has this tax code or number.",
        "“1.250” can be read in two ways. Write 1250 or 1.25.",
    ):
        assert sentence in said
    assert page.select_one("#id_row-1-amount, [name=row-1-amount]")["value"] == "abc"
    assert rows_of(report) == {("M", "imported", Decimal(5), None)}


@pytest.mark.parametrize(
    "known, typed_as, refused",
    [("vietnamese", "foreign", True), ("foreign", "vietnamese", True), ("foreign", "foreign", False),
     ("foreign", "unknown", False), ("unknown", "foreign", False)],
)  # fmt: skip
def test_a_row_does_not_contradict_the_ownership_that_the_directory_knows(
    browse, client, cast, known, typed_as, refused
):
    shop = cast.welding_shop
    Supplier.objects.filter(pk=shop.pk).update(ownership=known)
    report = draft(cast.assembler, 2025)
    data = typed(report, ("M", typed_as, "5", shop.tax_code))
    if refused:
        page = browse(url("edit", report), user=cast.binh, data=data, status=422, language="en")
        said = {"vietnamese": "Vietnamese-owned", "foreign": "Foreign-invested"}[known]
        link = page.select_one(".errsum a")
        assert f"The directory says of {shop.name}: {said}." in words(link)
        assert page.select_one(link["href"])["name"] == "row-0-supplier"
        assert not rows_of(report)
    else:
        client.force_login(cast.binh)
        client.post(url("edit", report), data)
        assert rows_of(report) == {("M", typed_as, Decimal(5), shop.public_id)}


def test_a_category_origin_and_supplier_stand_in_one_row(browse, cast):
    report = draft(cast.assembler, 2025)
    twice = [("M", "foreign", "1", ""), ("M", "foreign", "2", "")]
    page = browse(url("edit", report), user=cast.binh, data=typed(report, *twice), status=422, language="en")
    assert "Add them up in one." in words(page.select_one(".errsum"))
    assert not rows_of(report)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.take_in(
            report, [bought("M", "foreign", 1), bought("M", "foreign", 2)], seen=stamp_of(report), now=NOW
        )


def test_rows_are_added_and_removed_without_a_script_and_nothing_typed_is_lost(browse, cast):
    report = draft(cast.assembler, 2025)
    rows = [("M", "foreign", "1x", ""), ("P", "imported", "2", "")]
    more = browse(url("edit", report), user=cast.binh, data=typed(report, *rows, add="row"))
    assert more.select_one("[name=row-0-amount]")["value"] == "1x"
    assert more.select_one("[name=row-2-amount]")
    fewer = browse(url("edit", report), user=cast.binh, data=typed(report, *rows, remove="row-0"))
    assert fewer.select_one("[name=row-0-amount]")["value"] == "2"
    assert not fewer.select_one("[name=row-1-amount]")


def test_two_people_one_draft_nothing_is_overwritten_unseen(browse, client, cast):
    report = draft(cast.assembler, 2025)
    mine = typed(report, ("M", "foreign", "1", ""))
    actions.save(report, [bought("P", "imported", 9)], seen=report.stamp, now=NOW)
    PurchaseReport.objects.update(saved_at=NOW.replace(hour=5))
    page = browse(url("edit", report), user=cast.binh, data=mine, status=409, language="en")
    assert "Somebody saved this report while you were writing" in words(page)
    assert page.select_one("[name=row-0-amount]")["value"] == "1"
    assert rows_of(report) == {("P", "imported", Decimal(9), None)}
    again = mine | {"seen": page.select_one("[name=seen]")["value"]}
    client.post(url("edit", report), again)
    assert rows_of(report) == {("M", "foreign", Decimal(1), None)}


def test_a_correction_is_a_version_that_says_why_and_counts_when_it_is_sent(browse, client, cast):
    first = sent(cast.assembler, 2025, bought("M", "imported", 5))
    client.force_login(cast.binh)
    answer = client.post(url("correct", first))
    second = PurchaseReport.objects.get(number=2)
    assert answer.url == url("edit", second)
    assert rows_of(second) == rows_of(first)
    assert list(PurchaseReport.objects.in_force()) == [first], "until the correction is sent"
    changed = typed(second, ("M", "imported", "6", ""), then="send")
    client.post(url("edit", second), changed)
    second.refresh_from_db()
    assert second.draft, "no reason, not sent"
    client.post(url("edit", second), changed | {"reason": "Một hoá đơn bị sót", "seen": second.stamp})
    assert list(PurchaseReport.objects.in_force()) == [second]
    assert rows_of(first) == {("M", "imported", Decimal(5), None)}, "what was sent stays as it was"
    page = browse(url("report", second), language="en")
    assert "Một hoá đơn bị sót" in words(page.find(id="versions"))
    assert "no longer counts" in words(browse(url("report", first), language="en"))


def test_a_correction_without_its_reason_is_told_so_beside_the_field(browse, client, cast):
    first = sent(cast.assembler, 2025, bought("M", "imported", 5))
    second = actions.correct(first, now=NOW)
    data = typed(second, ("M", "imported", "6", ""), then="send")
    page = browse(url("edit", second), user=cast.binh, data=data, status=422, language="en")
    link = page.select_one(".errsum a")
    assert "Say in one sentence why the report is corrected." in words(link)
    assert page.select_one(link["href"])["name"] == "reason"
    assert page.select_one(".field.bad [name=reason]")
    assert page.select_one("[name=row-0-amount]")["value"] == "6", "what was typed stays"
    answer = client.post(url("send", second), follow=True)
    assert answer.redirect_chain[-1][0] == url("edit", second) + "?sending=1"
    page = browse(url("edit", second) + "?sending=1", user=cast.binh, language="en")
    assert page.select_one(page.select_one(".errsum a")["href"])["name"] == "reason"
    assert list(PurchaseReport.objects.in_force()) == [first]


def test_correct_pressed_twice_is_one_correction(browse, client, cast):
    first = sent(cast.assembler, 2025, bought("M", "imported", 5))
    client.force_login(cast.binh)
    english = {"Accept-Language": "en"}
    addresses = {client.post(url("correct", first), headers=english).url for _press in range(2)}
    assert addresses == {url("edit", PurchaseReport.objects.get(number=2))}
    page = browse(url("report", first), user=cast.binh, language="en")
    assert "no second one was made" in words(page.find(id="messages"))
    assert page.select_one(f"a[href='{addresses.pop()}']")
    assert not page.select("form[action*=correct]")


def test_what_was_sent_can_be_neither_edited_nor_thrown_away(client, cast):
    report = sent(cast.assembler, 2025, bought("M", "imported", 5))
    client.force_login(cast.binh)
    for name in ("edit", "discard", "upload", "send"):
        assert client.post(url(name, report), typed(report)).status_code == 404
    assert rows_of(report) == {("M", "imported", Decimal(5), None)}


def test_an_empty_draft_is_not_sent_and_can_be_thrown_away(client, cast):
    report = draft(cast.assembler, 2025)
    client.force_login(cast.binh)
    client.post(url("send", report))
    report.refresh_from_db()
    assert report.draft
    client.post(url("discard", report))
    assert not PurchaseReport.objects.exists()


def test_a_year_is_reported_once_and_not_before_it_begins(browse, client, cast):
    there = draft(cast.assembler, 2025)
    client.force_login(cast.binh)
    assert client.post(reverse("buyers:purchase_new"), {"year": "2025"}).url == url("report", there)
    for year in ("2027", "1999", "", "x"):
        browse(reverse("buyers:purchase_new"), data={"year": year}, status=422)
    assert PurchaseReport.objects.count() == 1


def test_a_firm_that_is_not_listed_cannot_be_found_out_by_its_tax_code(browse, cast):
    cast.welding_shop.published_at = None
    cast.welding_shop.save()
    report = draft(cast.assembler, 2025)
    rows = [("M", "vietnamese", "5", cast.welding_shop.tax_code)]
    page = browse(url("edit", report), user=cast.binh, data=typed(report, *rows), status=422, language="en")
    assert "No firm of the directory" in words(page.select_one(".errsum"))


def test_vietnamese_readers_meet_no_english(browse, cast):
    report = draft(cast.assembler, 2025, bought("M", "unknown", "1250.5"))
    pages = [reverse("buyers:purchases"), reverse("buyers:purchase_new"), url("report", report), url("edit", report), url("upload", report)]  # fmt: skip
    for address in pages:
        text = words(browse(address, user=cast.binh, language="vi").main)
        for english in ("Purchases", "purchases", "Report", "rows", "Row", "Amount", "Category", "Bought", "Supplier", "draft", "Sent"):  # fmt: skip
            assert f" {english} " not in f" {text} ", (address, english)
    assert "1.250,50" in words(browse(url("report", report), user=cast.binh, language="vi"))


def stamp_of(report) -> str:
    return PurchaseReport.objects.get(pk=report.pk).stamp


def test_questions_do_not_grow_with_rows(browse, client, cast, same_queries_for_more):
    client.force_login(cast.binh)
    report = draft(cast.assembler, 2025, bought("M", "vietnamese", 5, cast.welding_shop.pk))
    later = iter(range(2016, 2024))
    for address in (reverse("buyers:purchases"), url("report", report), url("edit", report)):

        def more():
            PurchaseRow.objects.filter(report=report).exclude(supplier=cast.welding_shop).delete()
            actions.take_in(
                report, [bought(x, "imported", 5) for x in "MPEA"], seen=stamp_of(report), now=NOW
            )
            draft(cast.assembler, next(later), bought("M", "imported", 1))

        same_queries_for_more(lambda address=address: browse(address), more)


def test_sectors_are_the_seven(browse, cast):
    page = browse(url("edit", draft(cast.assembler, 2025)), user=cast.binh)
    assert len(page.select("[name=row-0-sector] option")) == 8
    assert page.select_one(f"[name=row-0-sector] option[value='{sector('M')}']")
