"""What a member of staff can judge a buyer by: what it states, who acts for it, what the registers and its own doings
say, and what was decided on it before. Nothing here decides anything."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from stdnum.vn import mst

from buyers.models import ConfirmedMonth
from portal.folding import fold_name
from portal.models import Membership, Organisation
from suppliers.models import Enterprise, RegisterFile

# Addresses that anybody can have: they say nothing of a company.
FREE_MAIL = frozenset(
    "gmail.com googlemail.com yahoo.com yahoo.com.vn outlook.com hotmail.com live.com icloud.com proton.me "
    "protonmail.com naver.com daum.net hanmail.net qq.com 163.com 126.com yandex.com mail.ru gmx.com zoho.com".split()
)
PEOPLE = 20


@dataclass(frozen=True, slots=True)
class Sign:
    """A fact beside its name: ``state`` is met, part, unknown or missed where it speaks for or against the company,
    "" where it only tells."""

    label: str
    words: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts for it; ``opened``: who registered it; ``domain``: what the address tells of the company."""

    membership: Membership
    confirmed: bool
    opened: bool
    domain: Sign


@dataclass(frozen=True, slots=True)
class Ruled:
    """An earlier decision on it, the latest first."""

    at: datetime
    verified: bool
    by: str
    reason: str


@dataclass(frozen=True)
class Judged:
    signs: tuple[Sign, ...]
    people: tuple[Person, ...]
    done: tuple[str, ...]
    ruled: tuple[Ruled, ...]


def judged(buyer: Organisation) -> Judged:
    """Ten questions, however much the buyer did."""
    members = list(buyer.memberships.select_related("user").order_by("pk")[:PEOPLE])
    confirmed = set(
        EmailAddress.objects.filter(user__in=[m.user_id for m in members], verified=True).values_list(
            "user", flat=True
        )
    )
    joined = Membership.pgh_event_model.objects.filter(organisation=buyer, pgh_label="insert")  # type: ignore[attr-defined]
    first = joined.order_by("pgh_id").values_list("user", flat=True).first()
    return Judged(
        signs=tuple(_signs(buyer)),
        people=tuple(
            Person(m, m.user_id in confirmed, m.user_id == first, _domain(m.user.email, buyer.website))
            for m in members
        ),
        done=tuple(_done(buyer)),
        ruled=tuple(_ruled(buyer)),
    )


def _signs(buyer: Organisation) -> list[Sign]:
    return [
        _registration(buyer.registration),
        *_found(buyer),
        Sign(_("Head office"), buyer.country_label),
        Sign(_("Website"), buyer.website, "" if buyer.website else "unknown"),
    ]


def _registration(stated: str) -> Sign:
    label = _("Tax code or registration")
    if not stated:
        return Sign(label, "", "unknown")
    if mst.is_valid(stated):
        return Sign(
            label, _("%(code)s: a tax code of Vietnam, its check digit is right") % {"code": stated}, "met"
        )
    return Sign(
        label,
        _("%(code)s: no tax code of Vietnam; look it up in the register of its country") % {"code": stated},
        "part",
    )


def _found(buyer: Organisation) -> list[Sign]:
    """What the portal holds under the same code: rows of registers that staff brought, and an enterprise."""
    if not buyer.registration:
        return []
    signs = []
    files = RegisterFile.objects.filter(
        kind=RegisterFile.Kind.COMPANIES, rows__contains=[{"written": buyer.registration}]
    )
    for file in files.order_by("-as_of", "-pk")[:3]:
        row = next(row for row in file.rows if row["written"] == buyer.registration)
        words = _("%(name)s · %(status)s · as of %(day)s") % {
            "name": row["name"] or "–",
            "status": row["status"] or "–",
            "day": date_format(file.as_of),
        }
        signs.append(Sign(file.register, words, "met" if _same(row["name"], buyer.name) else "part"))
    if not signs:
        signs.append(
            Sign(
                _("Registers of companies that staff brought"),
                _("the code stands in none of them"),
                "unknown",
            )
        )
    enterprise = Enterprise.objects.filter(code=buyer.registration[:10]).first()
    if enterprise is not None:
        signs.append(
            Sign(
                _("Enterprise of the portal with this code"),
                enterprise.name,
                "met" if _same(enterprise.name, buyer.name) else "part",
            )
        )
    return signs


def _same(one: str, other: str) -> bool:
    return bool(one) and fold_name(one).replace(" ", "") == fold_name(other).replace(" ", "")


def _domain(email: str, website: str) -> Sign:
    at = email.rpartition("@")[2].lower()
    host = (urlsplit(website).hostname or "").removeprefix("www.")
    if at in FREE_MAIL:
        return Sign(at, _("an address that anybody can have"), "missed")
    if host and (host == at or host.endswith(f".{at}") or at.endswith(f".{host}")):
        return Sign(at, _("the domain of the website"), "met")
    return Sign(at, _("another domain than the website's") if host else _("a domain of its own"), "part")


def _done(buyer: Organisation) -> list[str]:
    months = ConfirmedMonth.objects.filter(customer__organisation=buyer, replaced_at__isnull=True).count()
    requirements = buyer.requirements.filter(versions__published_at__isnull=False).distinct().count()
    reports = buyer.purchase_reports.filter(sent_at__isnull=False, replaced_at__isnull=True).count()
    named = buyer.customer_of.count()
    return [
        ngettext("%(n)s requirement published", "%(n)s requirements published", requirements)
        % {"n": requirements},
        ngettext("%(n)s purchase report sent", "%(n)s purchase reports sent", reports) % {"n": reports},
        ngettext("%(n)s supplier named as its own", "%(n)s suppliers named as its own", named) % {"n": named},
        ngettext("%(n)s month of deliveries confirmed", "%(n)s months of deliveries confirmed", months)
        % {"n": months},
    ]


def _ruled(buyer: Organisation) -> list[Ruled]:
    """Every decision that staff recorded, out of the history that triggers keep."""
    events = buyer.events.exclude(verified_reason="").select_related("verified_by").order_by("pgh_id")  # type: ignore[attr-defined]
    found: list[Ruled] = []
    before = None
    for event in events:
        said = (event.verified_at, event.verified_by_id, event.verified_reason)
        if said != before:
            by = str(event.verified_by) if event.verified_by else ""
            found.append(
                Ruled(event.pgh_created_at, event.verified_at is not None, by, event.verified_reason)
            )
        before = said
    return found[::-1]
