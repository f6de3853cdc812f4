"""The long middle of a journey, by the product's own actions: a firm shows a paper for every criterion, and staff read
each. Run inside the services of the running portal: ``python -m tests.journeys.long_middle TAX_CODE LEFT_OUT...``.
"""

import sys
from datetime import timedelta
from decimal import Decimal

import django
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.journeys.behind import settled

settled()
django.setup()

from portal import demo  # noqa: E402
from portal.clock import today  # noqa: E402
from portal.models import Sector, User  # noqa: E402
from readiness.demo.paper import sample_pdf  # noqa: E402
from suppliers import uploads  # noqa: E402
from suppliers.actions.changing import changing  # noqa: E402
from suppliers.actions.decisions import Verdict, decide, proposed_end  # noqa: E402
from suppliers.actions.evidence import attach_to_criterion  # noqa: E402
from suppliers.criteria_texts import criteria_for  # noqa: E402
from suppliers.models import Supplier, SupplierSector  # noqa: E402
from suppliers.verification import mark_of  # noqa: E402

SECTOR = "M"


def prove_all(tax_code: str, left_out: set[str]) -> int:
    """A paper of the highest level that a copy seen by staff can prove, accepted, for every other criterion."""
    firm = Supplier.objects.get(tax_code=tax_code)
    owner = User.objects.filter(memberships__organisation=firm.organisation_id).first()
    reader = User.objects.get(email=demo.MINISTRY)
    with changing(firm):
        sector = next(s for s in Sector.objects.current() if s.letters == [SECTOR])
        SupplierSector.objects.get_or_create(
            supplier=firm, sector=sector, defaults={"is_main": True, "main_since": today()}
        )
    file = SimpleUploadedFile("giay.pdf", sample_pdf(), "application/pdf")
    now, begins = timezone.now(), today() - timedelta(days=30)
    paper = uploads.keep(firm, file, uploads.examine(file), by=owner, now=now)
    proven = 0
    for code, text in criteria_for(SECTOR).items():
        if text.rule != "level" or code in left_out:
            continue
        level = Decimal(max(a.level for a in text.anchors if a.used and a.level <= text.caps["A2"]))
        line = attach_to_criterion(
            firm, paper, criterion=code, level=level, valid_from=begins, valid_to=None, note="", by=owner, now=now
        )  # fmt: skip
        line.refresh_from_db()
        end, _rule = proposed_end(line, begins, text.validity_months)
        verdict = Verdict(
            "accepted", "Giấy tờ khớp.", "document", mark_of(line), level=level, evidence_class="A2",
            valid_from=begins, valid_to=end,
        )  # fmt: skip
        decide(line, verdict, by=reader, body=None, now=now)
        proven += 1
    return proven


if __name__ == "__main__":
    print(prove_all(sys.argv[1], set(sys.argv[2:])))
