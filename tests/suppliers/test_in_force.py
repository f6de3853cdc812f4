"""One rule says whether a certificate counts, and list, page, API, matching, vault and letters say the same of it."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from suppliers import reminding
from suppliers.claims import HeldCertificate, in_force
from suppliers.models import Certificate, Decision, Evidence, Offer, SearchDocument, Supplier
from tests.cast import NOW, TODAY
from tests.suppliers.directory.listed import API, URL, address, index, listed, names

ISSUED, ENDS = date(2025, 10, 1), date(2028, 9, 30)
UNAUDITED_UNTIL = date(2026, 11, 1)


def held(issued=ISSUED, ends=ENDS, audited=None, surveyed=True):
    return HeldCertificate(1, "iso9001", issued, ends, audited, surveyed)


@pytest.mark.parametrize(
    "certificate, lines, audits, until, unaudited",
    [
        pytest.param(held(), (), (), UNAUDITED_UNTIL, True, id="no audit stated"),
        pytest.param(held(audited=date(2026, 9, 15)), (), (), date(2027, 10, 15), True, id="audited"),
        pytest.param(held(ends=date(2026, 10, 20)), (), (), date(2026, 10, 20), False, id="its own end first"),
        pytest.param(held(surveyed=False), (), (), ENDS, False, id="a scheme without surveillance"),
        pytest.param(held(issued=None), (), (), ENDS, False, id="no date to count from"),
        pytest.param(held(issued=None, ends=None), (), (), None, False, id="nothing stated"),
        pytest.param(held(), ((ISSUED, ENDS),), (), ENDS, False, id="a line that counts longer"),
        pytest.param(held(), ((ISSUED, None),), (), None, False, id="a line without an end"),
        pytest.param(held(), ((ISSUED, date(2026, 3, 1)),), (), date(2026, 3, 1), False, id="staff gave less"),
        pytest.param(
            held(), ((ISSUED, date(2027, 3, 5)),), (date(2026, 2, 5),), date(2027, 3, 5), True, id="an audit that staff read"
        ),
        pytest.param(
            held(), ((ISSUED, UNAUDITED_UNTIL), (ISSUED, date(2027, 3, 5))), (), date(2027, 3, 5), False, id="the longest"
        ),
    ],
)  # fmt: skip
def test_a_certificate_counts_as_the_engine_is_told(certificate, lines, audits, until, unaudited):
    counts = in_force(certificate, lines, audits=audits)
    assert (counts.until, counts.unaudited) == (until, unaudited)


def test_it_counts_from_its_first_day_to_its_last():
    counts = in_force(held())
    days = (ISSUED - timedelta(days=1), ISSUED, UNAUDITED_UNTIL, UNAUDITED_UNTIL + timedelta(days=1))
    assert [counts.holds(day) for day in days] == [False, True, True, False]


@pytest.fixture
def firm(db):
    """A firm that holds ISO 9001 to 2028 and stated no surveillance audit; staff read it a year ago."""
    firm = listed(
        "Cơ khí Thiếu Giám Sát", {"machining.cnc_turning": ["steel.carbon"]}, holds=[("iso9001", ENDS)]
    )
    certificate = Certificate.objects.get(supplier=firm)
    Certificate.objects.filter(pk=certificate.pk).update(issued_on=ISSUED)
    line(firm, "A2", UNAUDITED_UNTIL)
    index(firm)
    return firm


def line(firm, klass, until):
    return Evidence.objects.create(
        supplier=firm, criterion="2.1", kind="certificate", level=3, evidence_class=klass, valid_from=ISSUED,
        valid_to=until, scheme="iso9001", certificate=Certificate.objects.get(supplier=firm),
    )  # fmt: skip


def audit(firm, day):
    Certificate.objects.filter(supplier=firm).update(last_surveillance_on=day)
    line(firm, "A0", date(2027, 10, 15))
    index(firm)


def said(browse, client, firm, buyer):
    """What each place says of it: list, facet, reason, page, API's list and API's firm, matching."""
    words = SearchDocument.objects.get(pk=firm.pk)
    client.force_login(buyer)
    row, one = client.get(API).json()["results"][0], client.get(f"{API}{firm.public_id}/").json()
    offer = Offer.objects.get(pk=firm.pk)
    tag = set(words.tags) & set(offer.may)
    return {
        "list": browse(URL, language="en").select_one(".result .ev").text,
        "found": names(browse(address(standard="iso9001"), language="en")),
        "page": browse(f"{URL}{firm.public_id}/", language="en").select("#certificates tbody td")[1].text,
        "api": [(each["valid_to"], each["unaudited"]) for each in row["standards"]]
        + [(each["counts_until"], each["unaudited"]) for each in one["certificates"]],
        "standard offered": any(6_000_000 < each < 7_000_000 for each in tag),
    }


@pytest.mark.usefixtures("today")
def test_without_a_surveillance_audit_it_is_lapsed_everywhere(browse, client, cast, firm):
    told = said(browse, client, firm, cast.binh)
    words = "lapsed 1 Nov 2026, no surveillance audit since"
    assert words in told["list"]
    assert words in told["page"]
    assert "30 Sep 2028" in told["page"]
    assert told["found"] == []
    assert told["api"] == [("2026-11-01", True)] * 2
    assert not told["standard offered"]


@pytest.mark.usefixtures("today")
def test_with_the_audit_stated_it_is_in_force_everywhere_and_declared(browse, client, cast, firm):
    audit(firm, date(2026, 9, 15))
    told = said(browse, client, firm, cast.binh)
    assert "to 15 Oct 2027" in told["list"]
    assert "declared" in told["list"]
    assert "lapsed" not in told["page"]
    assert "counts until 15 Oct 2027 without another surveillance audit" in told["page"]
    assert told["found"] == [firm.name]
    assert told["api"] == [("2027-10-15", True)] * 2
    assert told["standard offered"]


@pytest.mark.usefixtures("today")
def test_the_row_is_written_again_on_the_day_after(firm):
    index(firm, on=UNAUDITED_UNTIL)
    assert SearchDocument.objects.get(pk=firm.pk).changes_on == UNAUDITED_UNTIL + timedelta(days=1)


@pytest.mark.usefixtures("today")
def test_one_that_is_not_issued_yet_says_from_when(browse, firm):
    Evidence.objects.all().delete()
    Certificate.objects.filter(supplier=firm).update(issued_on=TODAY + timedelta(days=5), valid_to=None)
    index(firm)
    page = browse(URL, language="en")
    assert "only from 26 Nov 2026" in page.select_one(".result .ev").text
    assert names(browse(address(standard="iso9001"))) == []


class TestAdvice:
    @pytest.fixture
    def own(self, cast, firm):
        Supplier.objects.filter(pk=firm.pk).update(organisation=cast.welding_shop.organisation)
        return firm

    def vault(self, browse, cast, firm):
        url = reverse("suppliers:vault", args=[firm.public_id])
        return browse(url, user=cast.duong, language="en").select_one("#expired")

    @pytest.mark.usefixtures("today")
    def test_the_vault_names_the_date_that_is_missing(self, browse, cast, own):
        shelf = self.vault(browse, cast, own)
        assert "no audit is stated. The certificate itself runs until 30 Sep 2028." in " ".join(
            shelf.text.split()
        )
        links = {a.text.strip().split(" 2.1")[0]: a["href"] for a in shelf.select("td a[href]")}
        assert links["State the surveillance audit"].endswith("/certificates/")
        assert "Attach the renewed one" not in links

    @pytest.mark.usefixtures("today")
    def test_once_stated_the_vault_asks_for_its_report(self, browse, cast, own):
        audit(own, date(2026, 9, 15))
        shelf = self.vault(browse, cast, own)
        assert "Your profile states a later date" in shelf.text
        assert "State the surveillance audit" not in shelf.text

    @pytest.mark.usefixtures("today")
    def test_an_audit_that_staff_read_and_the_firm_did_not_state_is_counted(self, browse, cast, own):
        (proven,) = Evidence.objects.filter(supplier=own)
        Evidence.objects.filter(pk=proven.pk).update(valid_to=date(2026, 11, 10))
        Decision.objects.create(
            evidence=proven, supplier=own, criterion="2.1", outcome="accepted", evidence_class="A2", source="document",
            reason="Đọc trên giấy.", decided_at=NOW, closed_at=NOW, read={"surveillance": "2025-10-10"},
        )  # fmt: skip
        assert "State the surveillance audit" in self.vault(browse, cast, own).text

    @pytest.mark.usefixtures("today")
    def test_the_letter_and_the_first_page_name_it_too(self, browse, cast, own):
        cast.duong.language = "en"
        cast.duong.save()
        reminding.remind(TODAY, now=NOW)
        assert "No later surveillance audit is stated" in mail.outbox[0].body
        home = browse(reverse("suppliers:firm_home", args=[own.public_id]), user=cast.duong, language="en")
        assert "State the surveillance audit" in home.text
