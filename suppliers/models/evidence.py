"""Evidence and the decisions on it.

A criterion is named by its stable code in the framework ("2.1"). Levels are 0 to 5, classes A0 to A4
as in the readiness framework (c).
"""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import Organisation, User
from suppliers.models.certificate import Certificate
from suppliers.models.history import keep_history
from suppliers.models.supplier import Supplier


class EvidenceClass(models.TextChoices):
    A0 = "A0", _("self-declared")
    A1 = "A1", _("document uploaded, not checked")
    A2 = "A2", _("document checked by staff, or register match")
    A3 = "A3", _("accredited body, or on-site audit by qualified staff")
    A4 = "A4", _("transactions confirmed by a buyer")


PROVEN_CLASSES = (EvidenceClass.A2, EvidenceClass.A3, EvidenceClass.A4)


def level_field(*, optional: bool = False) -> models.DecimalField:
    return models.DecimalField(max_digits=3, decimal_places=2, null=optional, blank=optional)


class OfSupplierQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Owners see their own; staff those of the firms in their scope; nobody else."""
        if not user.is_authenticated:
            return self.none()
        seen = Q(supplier__organisation__in=user.organisation_ids())
        if user.is_ministry:
            seen |= Q(supplier__in=Supplier.objects.in_scope_of(user).values("pk"))
        return self.filter(seen)


@keep_history()
class Document(models.Model):
    """An uploaded file: PDF, JPEG or PNG, sniffed, stored under a random name, served only through a check.

    Where a scanner is configured it is in quarantine until the scanner has passed it.
    """

    class Scan(models.TextChoices):
        NONE = "none", _("not scanned")
        WAITING = "waiting", _("being scanned")
        CLEAN = "clean", _("scanned, nothing found")
        INFECTED = "infected", _("harmful software found")

        @classmethod
        def settled(cls) -> tuple[str, ...]:
            return cls.CLEAN, cls.INFECTED

        @classmethod
        def withheld(cls) -> tuple[str, ...]:
            """Given to nobody."""
            return cls.WAITING, cls.INFECTED

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="documents")
    file = models.FileField(upload_to="evidence/", max_length=120)
    original_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(help_text="bytes")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content")
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.NONE)
    scanned_at = models.DateTimeField(null=True, blank=True)
    scan_found = models.CharField(max_length=120, blank=True)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = OfSupplierQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["scan", "id"], condition=Q(scan__in=["none", "waiting"]), name="document_to_scan"
            )
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def withheld(self) -> bool:
        return self.scan in self.Scan.withheld()


class EvidenceQuerySet(OfSupplierQuerySet):
    def counting(self) -> Self:
        """What the engine is told: everything not rejected, withdrawn or replaced by a newer statement."""
        return self.filter(state=Evidence.State.LIVE)

    def with_audit_read(self) -> Self:
        """``audit_read``: the surveillance audit that staff read on its paper, "2026-03-01"; None where none."""
        accepted = Decision.objects.filter(
            evidence=OuterRef("pk"),
            outcome=Decision.Outcome.ACCEPTED,
            closed_at__isnull=False,
            refused_by__isnull=True,
        )
        return self.annotate(audit_read=Subquery(accepted.values("read__surveillance")[:1]))

    def by_certificate(self, supplier: Supplier) -> dict[int, list["Evidence"]]:
        """Certificate -> what rests on it and counts, with the audits that staff read."""
        found: dict[int, list[Evidence]] = {}
        lines: Any = self.counting().filter(supplier=supplier, certificate__isnull=False).with_audit_read()
        for line in lines:
            found.setdefault(line.certificate_id, []).append(line)
        return found

    def proven_certificates(self, supplier: Supplier, today: date) -> dict[int, str]:
        """Certificate -> the best class of its proof in force today."""
        proven = self.counting().filter(
            supplier=supplier, certificate__isnull=False, evidence_class__in=PROVEN_CLASSES
        )
        in_force = proven.filter(Q(valid_from=None) | Q(valid_from__lte=today)).filter(
            Q(valid_to=None) | Q(valid_to__gte=today)
        )
        return dict(in_force.order_by("evidence_class").values_list("certificate", "evidence_class"))

    def waiting(self) -> Self:
        """Evidence that somebody must still look at, oldest first."""
        return self.filter(state=Evidence.State.LIVE, queued_at__isnull=False).order_by("queued_at", "pk")


@keep_history()
class Evidence(models.Model):
    """One document, statement or measurement bearing on one criterion of one firm.

    ``claimed_level`` is what the firm says; ``level``, ``evidence_class``, ``scheme`` and the dates are
    what counts today: the firm's own until a decision, then the decision's.
    """

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("statement")
        DOCUMENT = "document", _("document")
        CERTIFICATE = "certificate", _("certificate")
        REGISTER = "register", _("register match")
        FIGURES = "figures", _("measured figures")

    class State(models.TextChoices):
        LIVE = "live", _("counts")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="evidence")
    criterion = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.LIVE)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    # A decision outlives the row that the firm removes from its profile.
    certificate = models.ForeignKey(
        Certificate, null=True, blank=True, on_delete=models.SET_NULL, related_name="evidence"
    )
    claimed_level = level_field(optional=True)
    level = level_field(optional=True)
    evidence_class = models.CharField(max_length=2, choices=EvidenceClass, default=EvidenceClass.A0)
    scheme = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    paper_ends = models.DateField(
        null=True, blank=True, help_text="the last day that the paper names, as the firm read it"
    )
    # Figures only: the pooled measurement of the engine, e.g. {"parts": 120000, "rejected": 3, "months": 12}.
    figures = models.JSONField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, help_text="what the firm wrote with it")
    queued_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=0, level__lte=5),
                name="evidence_level_is_0_to_5",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="evidence_ends_after_it_begins",
                violation_error_message=_("The end date is before the start date."),
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=False) ^ Q(figures__isnull=False),
                name="evidence_is_a_level_or_figures",
            ),
            models.UniqueConstraint(
                fields=["supplier", "criterion"],
                condition=Q(kind="statement", state="live", evidence_class="A0"),
                name="one_live_statement_a_criterion",
            ),
        ]
        indexes = [
            models.Index(fields=["supplier", "criterion"], name="evidence_by_supplier"),
            models.Index(
                fields=["queued_at", "id"],
                condition=Q(queued_at__isnull=False, state="live"),
                name="evidence_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.criterion} {self.evidence_class}"

    @property
    def proven_class(self) -> bool:
        return self.evidence_class in PROVEN_CLASSES

    @property
    def counts_shorter(self) -> bool:
        """Than the paper itself runs: the criterion's months end before it."""
        return bool(self.paper_ends and self.valid_to and self.valid_to < self.paper_ends)


class ReadByFirm(models.Model):
    """What staff concluded and the firm reads: whether it was read, and what the firm answered."""

    read_by_firm_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # When staff took note of the answer; empty while it waits for them.
    answer_read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def answer_waits(self) -> bool:
        return self.answered_at is not None and self.answer_read_at is None


@keep_history()
class Decision(ReadByFirm):
    """What a reader concluded from one piece of evidence, on what grounds. Takes effect at once, or,
    for A3 given by staff, when a second person confirms it."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        ASKED = "asked", _("asked back")

    class Source(models.TextChoices):
        DOCUMENT = "document", _("the uploaded document")
        REGISTER = "register", _("an official or accredited body's register")
        SITE_VISIT = "site_visit", _("a visit on site")
        BUYER = "buyer", _("a buyer's records")

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="decisions")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="decisions")
    criterion = models.CharField(max_length=8)
    outcome = models.CharField(max_length=10, choices=Outcome)
    level = level_field(optional=True)
    evidence_class = models.CharField(max_length=2, choices=EvidenceClass, blank=True)
    scheme = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    scope = models.CharField(max_length=250, blank=True)
    source = models.CharField(max_length=12, choices=Source)
    source_seen = models.CharField(
        max_length=250, blank=True, help_text="number, address or page that was read"
    )
    # What the reader recorded from the paper, beside what the firm wrote: {"number": "...", "holder": "..."}.
    read = models.JSONField(default=dict, blank=True)
    mark = models.CharField(
        max_length=16, blank=True, help_text="what the firm said when it was read, hashed"
    )
    reason = models.TextField(max_length=1000)
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    needs_second = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    refused_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    refusal_reason = models.TextField(max_length=1000, blank=True)
    # When it took effect, or the second person refused it; empty while it waits.
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OfSupplierQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("decided_by")),
                name="the_second_person_is_another",
                violation_error_message=_("The second person must not be the first."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="accepted") | Q(evidence_class__gt=""),
                name="an_acceptance_grants_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.criterion} of {self.supplier_id}"

    @property
    def in_effect(self) -> bool:
        return self.closed_at is not None and self.refused_by_id is None

    @property
    def waits_for_second(self) -> bool:
        return self.needs_second and self.closed_at is None
