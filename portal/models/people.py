"""Who: people, the organisations they act for, and what they may do there."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.countries import COUNTRIES
from portal.models.history import keep_history
from portal.waiting import counted


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A person. E-mail and name are personal data: purpose is acting for an organisation, kept while they do."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    # May create ministry accounts and organisations by command; no page gives this.
    is_administrator = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False, help_text="a demo account")
    language = models.CharField(max_length=5, default="vi")
    joined_at = models.DateTimeField(default=timezone.now)
    privacy_notice_version = models.CharField(max_length=20, blank=True)
    privacy_accepted_at = models.DateTimeField(null=True, blank=True)
    # The row of a deleted person stays, emptied, so that what they did keeps its order and its second person.
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_an_address",
                violation_error_message=_("There is an account with this e-mail address already."),
            )
        ]

    def __str__(self) -> str:
        return gettext("deleted account") if self.deleted_at else self.name or self.email

    @cached_property
    def memberships_held(self) -> list["Membership"]:
        bodies = {"organisation": OuterRef("organisation")}
        limited = Exists(Organisation.scope_provinces.through.objects.filter(**bodies)) | Exists(
            Organisation.scope_sectors.through.objects.filter(**bodies)
        )
        return list(self.memberships.select_related("organisation").annotate(limited=limited, **counted()))

    @cached_property
    def scopes(self) -> list[tuple[list[int], list[int]]]:
        """(provinces, sectors) of each body of staff this person works for; an empty list means all of them."""
        if self.works_everywhere:
            return [([], [])]
        bodies = Organisation.objects.filter(
            pk__in=self.organisation_ids(), kind__in=Organisation.STAFF_KINDS
        ).annotate(
            provinces=ArrayAgg(
                "scope_provinces", filter=Q(scope_provinces__isnull=False), distinct=True, default=[]
            ),
            sectors=ArrayAgg(
                "scope_sectors", filter=Q(scope_sectors__isnull=False), distinct=True, default=[]
            ),
        )
        return list(bodies.values_list("provinces", "sectors"))

    @property
    def works_everywhere(self) -> bool:
        """Staff whose scope is the whole country and all sectors."""
        return any(
            m.organisation.kind in Organisation.STAFF_KINDS and not m.limited  # type: ignore[attr-defined]
            for m in self.memberships_held
        )

    def _acts_for(self, *kinds: str) -> bool:
        return any(m.organisation.kind in kinds for m in self.memberships_held)

    @property
    def is_ministry(self) -> bool:
        """Staff of the ministry, of a province or of a support centre: those who verify and steer."""
        return self._acts_for(*Organisation.STAFF_KINDS)

    @property
    def is_buyer(self) -> bool:
        return self._acts_for(Organisation.Kind.BUYER)

    @property
    def is_verified_buyer(self) -> bool:
        """Acts for a buyer of which staff have seen that it exists and that its people act for it."""
        return any(
            m.organisation.kind == Organisation.Kind.BUYER and m.organisation.verified_at is not None
            for m in self.memberships_held
        )

    @property
    def is_supplier(self) -> bool:
        return self._acts_for(Organisation.Kind.SUPPLIER)

    def organisation_ids(self, *roles: str) -> list[int]:
        """Organisations of which this person is a member, in one of ``roles`` if given."""
        return [m.organisation_id for m in self.memberships_held if not roles or m.role in roles]


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: "User") -> Self:
        """A member sees the organisation; staff see all of them."""
        if not user.is_authenticated:
            return self.none()
        if user.is_ministry:
            return self
        return self.filter(pk__in=user.organisation_ids())


@keep_history()
class Organisation(models.Model):
    """A body for which people act. One may own suppliers and also be a buyer."""

    class Kind(models.TextChoices):
        SUPPLIER = "supplier", _("supplier")
        BUYER = "buyer", _("buyer")
        MINISTRY = "ministry", _("ministry")
        PROVINCE = "province", _("province")
        SUPPORT_CENTRE = "support_centre", _("support centre")
        CERTIFIER = "certifier", _("certification body")

    STAFF_KINDS = (Kind.MINISTRY, Kind.PROVINCE, Kind.SUPPORT_CENTRE)

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=250)
    country = models.CharField(max_length=2, default="VN", help_text="ISO 3166-1 alpha-2")
    # Buyers only, as they state it: what staff look the company up by.
    registration = models.CharField(
        max_length=30, blank=True, help_text="tax code in Vietnam, or number in the register of its country"
    )
    website = models.URLField(blank=True)
    synthetic = models.BooleanField(default=False)
    # Staff only: empty means the whole country, all sectors.
    scope_provinces = models.ManyToManyField("portal.Province", blank=True, related_name="+")
    scope_sectors = models.ManyToManyField("portal.Sector", blank=True, related_name="+")
    members = models.ManyToManyField(User, through="Membership", related_name="organisations")
    created_at = models.DateTimeField(default=timezone.now)
    # Buyers only: staff have seen that the company exists and that its people act for it. What an unverified
    # buyer confirms proves nothing.
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    verified_reason = models.CharField(max_length=500, blank=True)

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def country_label(self) -> str:
        return str(dict(COUNTRIES).get(self.country, self.country))

    @property
    def is_staff_body(self) -> bool:
        """Accounts of staff are made by an administrator; every other organisation looks after its own."""
        return self.kind in self.STAFF_KINDS


@keep_history()
class Membership(models.Model):
    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        EDITOR = "editor", _("editor")
        VIEWER = "viewer", _("viewer")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.VIEWER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_role_in_an_organisation")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.role}"


class PersonalChange(models.Model):
    """The audit of personal data: who changed which field when, never the values."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    action = models.CharField(
        max_length=10, choices=[("add", "add"), ("change", "change"), ("delete", "delete")]
    )
    fields = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["model", "object_id"], name="personal_change_of")]

    def __str__(self) -> str:
        return f"{self.action} {self.model} {self.object_id}"


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def live(self) -> Self:
        return self.filter(Q(revoked_at__isnull=True) & Q(user__is_active=True))

    def revoke_all(self, user: User) -> int:
        """Take every live key of this person out of use; how many there were."""
        return self.live().filter(user=user).update(revoked_at=timezone.now())


@keep_history(exclude=["name", "digest", "last_used_at"])
class ApiToken(models.Model):
    """A key to the API. Only its SHA-256 is kept and how it ends; the key is shown once."""

    # "Last used" is told in minutes; writing it at each request would cost a write a request.
    REFRESH = timedelta(minutes=5)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    digest = models.CharField(max_length=64, unique=True)
    last_characters = models.CharField(max_length=4, blank=True, help_text="of the key, to know it again")
    name = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user} · {self.name or self.pk}"

    @staticmethod
    def digest_of(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()

    @classmethod
    def issue(cls, user: User, name: str = "") -> str:
        """Store a new token and return its key, which nobody can read again."""
        key = secrets.token_urlsafe(32)
        cls.objects.create(user=user, name=name, digest=cls.digest_of(key), last_characters=key[-4:])
        return key

    def note_use(self, now: datetime) -> None:
        if self.last_used_at is None or now - self.last_used_at >= self.REFRESH:
            type(self).objects.filter(pk=self.pk).update(last_used_at=now)
