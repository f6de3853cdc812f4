"""What the demo buyer asked firms of the synthetic country: one enquiry that waits for the firm of the supplier's
account, one that is answered, two that are closed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.apps import apps

from buyers.models import Enquiry, Message, Requirement
from portal.demo import BUYER, SUPPLIER
from portal.models import Organisation, User
from readiness.demo.copying import without_history
from readiness.demo.requirements import BOX, LEFT_BRACKET
from readiness.demo.times import at
from suppliers.models import Supplier

STAMPING, MOULDING = "forming.stamping", "moulding.injection"


class Told(NamedTuple):
    """``said``: (side, days ago, text), the question first; ``shows``: with that requirement of the demo buyer."""

    process: str
    subject: str
    said: Sequence[tuple[str, int, str]]
    reason: str = ""
    shows: str = ""


QUESTION = """We look for a second source of a control-box housing, 30,000 pieces a month from April 2027.

Do you mould parts of 300 mm, and how many pieces a month are free on your machines? (Sample data.)"""
OWN = Told(MOULDING, "Control-box housing: can you quote?", [("buyer", 3, QUESTION)], shows=BOX)
OTHERS = [
    Told(
        STAMPING,
        "Seat-rail bracket: can you quote?",
        [
            ("buyer", 9, "We look for a second source of a stamped bracket. Do you quote? (Sample data.)"),
            ("firm", 7, "Chúng tôi báo giá được. Xin gửi bản vẽ và sản lượng theo tháng. (Dữ liệu mẫu.)"),
        ],
        shows=LEFT_BRACKET,
    ),
    Told(
        STAMPING,
        "Visit in October",
        [
            ("buyer", 50, "May two of us visit your plant in the second week of October? (Sample data.)"),
            ("firm", 48, "Vâng, mời anh chị đến ngày 14 tháng 10. (Dữ liệu mẫu.)"),
            ("buyer", 47, "Thank you, we come on the 14th. (Sample data.)"),
        ],
        reason=Enquiry.Reason.CHOSEN,
    ),
    Told(
        MOULDING,
        "Housing in ABS",
        [("buyer", 60, "Do you mould housings of 300 mm in ABS, 30,000 a month? (Sample data.)")],
        reason=Enquiry.Reason.NO_ANSWER,
    ),
]


def make(on: date) -> None:
    """Nothing where there is no demo buyer. Written as rows: letters about the past go to nobody."""
    by = User.objects.filter(email=BUYER).first()
    buyer = Organisation.objects.filter(kind=Organisation.Kind.BUYER, synthetic=True, members=by).first()
    own = Supplier.objects.filter(synthetic=True, organisation__members__email=SUPPLIER).first()
    if by is None or buyer is None or own is None:
        return
    listed = Supplier.objects.listed().filter(synthetic=True, organisation__isnull=False)
    asked = [own.pk]
    with without_history([Enquiry, Message]):
        _tell(buyer, own, OWN, by, on)
        for told in OTHERS:
            able = listed.filter(capabilities__process__code=told.process).exclude(pk__in=asked)
            firm = able.order_by("-search_document__rank", "pk").first()
            if firm is not None:
                asked.append(firm.pk)
                _tell(buyer, firm, told, by, on)


def _tell(buyer: Organisation, firm: Supplier, told: Told, by: User, on: date) -> None:
    wrote = {side: _at(on, days) for side, days, _text in told.said}
    shown = Requirement.objects.open().filter(organisation=buyer, versions__title=told.shows).first()
    enquiry = Enquiry.objects.create(
        organisation=buyer,
        supplier=firm,
        subject=told.subject,
        requirement=shown.current if shown else None,
        answer_by=on + timedelta(days=11) if told.shows else None,
        sent_at=_at(on, told.said[0][1]),
        sent_by=by,
        buyer_wrote_at=wrote["buyer"],
        firm_wrote_at=wrote.get("firm"),
        closed_at=_at(on, 20) if told.reason else None,
        closed_by=by if told.reason else None,
        closing_reason=told.reason,
    )
    for side, days, text in told.said:
        Message.objects.create(
            enquiry=enquiry,
            side=side,
            text=text,
            written_at=_at(on, days),
            written_by=by if side == Message.Side.BUYER else None,
        )


def _at(on: date, days: int) -> datetime:
    return at(on - timedelta(days=days), 9)


def remove() -> None:
    """With the history of what was written since."""
    Enquiry.objects.filter(organisation__synthetic=True).delete()
    kept = Enquiry.objects.values("pk")
    apps.get_model("buyers", "MessageEvent").objects.exclude(enquiry__in=kept).delete()
    apps.get_model("buyers", "EnquiryEvent").objects.exclude(pgh_obj_id__in=kept).delete()
