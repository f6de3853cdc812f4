from typing import Self

from django.db import models
from django.db.models import Q

from portal.models import User
from suppliers.models.history import keep_history


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def current(self) -> "Framework | None":
        """The framework in force: the one published last."""
        return self.published().order_by("-published_at").first()


@keep_history()
class Framework(models.Model):
    """One version of the readiness framework. The document is kept whole; a published one is never touched."""

    name = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    document = models.TextField(help_text="TOML, as in the readiness model (h)")
    hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the canonical JSON")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "version"],
                condition=Q(published_at__isnull=False),
                name="one_published_edition",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
