"""Proof, judgements and readers for the tests of the readiness and target pages."""

from collections.abc import Iterable
from datetime import date

from allauth.mfa.models import Authenticator

from portal.models import Membership, Organisation, Province, User
from readiness import scoring
from readiness.models import Score
from suppliers.actions.changing import changing
from suppliers.criteria_texts import criteria_for
from suppliers.models import Evidence, Supplier
from tests.cast import TODAY, member, person

# Legal identity; site and permits: all of it or nothing.
YES_OR_NO = ("1.1", "1.4")
BEFORE, LATER = date(2026, 1, 5), date(2028, 6, 30)


def prove(
    firm: Supplier, code: str, level: int, *, by: str = "A4", since: date = BEFORE, until: date | None = LATER
) -> Evidence:
    """One piece of evidence: "A0" is the firm's own word, "A1" a paper nobody read, A2 to A4 are proof."""
    with changing(firm):
        return Evidence.objects.create(
            supplier=firm,
            criterion=code,
            kind=Evidence.Kind.STATEMENT if by == "A0" else Evidence.Kind.DOCUMENT,
            evidence_class=by,
            claimed_level=level,
            level=level,
            valid_from=since,
            valid_to=until,
        )


def prove_all(firm: Supplier, level: int, *, but: Iterable[str] = (), letter: str = "M") -> None:
    """Everything of the sector confirmed by a buyer at one level (yes or no is yes), except some criteria."""
    with changing(firm):
        Evidence.objects.bulk_create(
            Evidence(
                supplier=firm,
                criterion=code,
                kind=Evidence.Kind.DOCUMENT,
                evidence_class="A4",
                claimed_level=5 if code in YES_OR_NO else level,
                level=5 if code in YES_OR_NO else level,
                valid_from=BEFORE,
                valid_to=LATER,
            )
            for code in criteria_for(letter)
            if code not in but
        )


def judge(*firms: Supplier) -> None:
    scoring.rescore_firms([firm.pk for firm in firms], today=TODAY)


def score_of(firm: Supplier) -> Score:
    return Score.objects.main().get(supplier=firm)


def staff_of(province: str) -> User:
    """Somebody of a province's department, with the second factor, who answers for that province alone."""
    body = Organisation.objects.create(kind=Organisation.Kind.PROVINCE, name=f"Sở Công Thương {province}")
    body.scope_provinces.add(Province.objects.get(code=province, changes_after__isnull=True))
    user = member(
        person(f"staff{province}@province.example", f"Cán bộ {province}"), body, Membership.Role.EDITOR
    )
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    return user
