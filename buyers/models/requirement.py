"""What buyers want: a requirement, its versions, and the typed lines of each."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.models import Organisation, Province, User
from suppliers.models.history import keep_history
from suppliers.public_ids import new_public_id


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def visible_to(self, user: User) -> Self:
        """Members of the buyer see their own; nobody else sees any: what a plant will make next is its secret. A version
        that the buyer puts on an enquiry is read in that thread (``Enquiry.visible_to``)."""
        return self.filter(organisation__in=user.organisation_ids()) if user.is_authenticated else self.none()

    def open(self) -> Self:
        """Published and not closed: demand of today."""
        published = RequirementVersion.objects.filter(published_at__isnull=False)
        return self.filter(closed_at__isnull=True, pk__in=published.values("requirement"))


@keep_history()
class Requirement(models.Model):
    """One thing a buyer looks for. What it asks stands in its versions; its state is read from dates."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="requirements")
    synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField(_("why it is closed"), max_length=250, blank=True)

    objects = RequirementQuerySet.as_manager()

    def __str__(self) -> str:
        return f"R-{self.public_id}"

    @cached_property
    def draft(self) -> "RequirementVersion | None":
        """The version being written, if there is one."""
        return next((v for v in self.versions.all() if v.published_at is None), None)

    @cached_property
    def current(self) -> "RequirementVersion | None":
        """The version published last."""
        published = [v for v in self.versions.all() if v.published_at is not None]
        return max(published, key=lambda v: v.number, default=None)

    @property
    def latest(self) -> "RequirementVersion":
        """What its owner works with: the draft, or else the version in force."""
        version = self.draft or self.current
        assert version is not None, "a requirement is made with its first version"
        return version

    @property
    def shown(self) -> "RequirementVersion":
        """What it asks today: the version in force, or else the first draft."""
        version = self.current or self.draft
        assert version is not None, "a requirement is made with its first version"
        return version

    @property
    def state(self) -> str:
        """closed, published or draft."""
        if self.closed_at is not None:
            return "closed"
        return "published" if self.current else "draft"


@keep_history()
class RequirementVersion(models.Model):
    """What was asked, from its publication on. A published version is never changed."""

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("what you need"), max_length=150)
    note = models.TextField(_("note for suppliers"), max_length=2000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["requirement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["requirement", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["requirement"],
                condition=Q(published_at__isnull=True),
                name="one_draft_a_requirement",
                violation_error_message=_("There is a draft of this requirement already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def stamp(self) -> str:
        """Which saving of a draft somebody has seen."""
        return f"{self.number}-{int(self.saved_at.timestamp() * 1_000_000)}"


class LineKind(models.TextChoices):
    """The kinds of ``readiness.engine.fit``."""

    PROCESS = "process", _("Process")
    MATERIAL = "material", _("Material")
    SIZE = "size", _("Size of the piece")
    TOLERANCE = "tolerance", _("Tolerance")
    VOLUME = "volume", _("Monthly volume")
    STANDARD = "standard", _("Standard in force")
    LEVEL = "level", _("Readiness level")
    CRITERION = "criterion", _("Level of one criterion")
    REGION = "region", _("Region")
    DISTANCE = "distance", _("Distance")
    OWNERSHIP = "ownership", _("Ownership")
    LANGUAGE = "language", _("Working language")
    LOCAL_CONTENT = "local_content", _("Local content")


BY_LIMIT = (
    LineKind.SIZE,
    LineKind.TOLERANCE,
    LineKind.VOLUME,
    LineKind.LEVEL,
    LineKind.CRITERION,
    LineKind.DISTANCE,
    LineKind.LOCAL_CONTENT,
)
BY_WORDS = (
    LineKind.PROCESS,
    LineKind.MATERIAL,
    LineKind.STANDARD,
    LineKind.CRITERION,
    LineKind.REGION,
    LineKind.OWNERSHIP,
    LineKind.LANGUAGE,
)


@keep_history()
class RequirementLine(models.Model):
    """One typed criterion: any of ``codes`` will do, or ``limit`` is the least or the most that may be.

    Units of ``limit``: mm (size, tolerance ±), pieces a month, levels, km, per cent.
    """

    version = models.ForeignKey(RequirementVersion, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=14, choices=LineKind)
    codes = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    limit = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    place = models.ForeignKey(Province, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    must = models.BooleanField(default=True)
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["version", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=5), name="line_weight_is_1_to_5"),
            models.CheckConstraint(
                condition=~Q(kind__in=BY_LIMIT) | Q(limit__isnull=False, limit__gte=0),
                name="line_with_a_figure_has_it",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=BY_WORDS) | Q(codes__len__gt=0), name="line_of_words_has_them"
            ),
            models.CheckConstraint(
                condition=~Q(kind=LineKind.DISTANCE) | Q(place__isnull=False), name="distance_is_from_a_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {' '.join(self.codes)} {'' if self.limit is None else self.limit}".strip()
