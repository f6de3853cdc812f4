"""Entering and leaving the list that buyers read."""

from datetime import datetime

from suppliers.actions.changing import changing
from suppliers.decidable import Needed, missing_for_listing
from suppliers.models import Supplier


class NotDecidable(Exception):
    """The firm lacks something of the decidable set: ``missing``."""

    def __init__(self, missing: list[Needed]) -> None:
        super().__init__([needed.key for needed in missing])
        self.missing = missing


def publish(supplier: Supplier, *, now: datetime) -> None:
    """Put the firm on the list; one that is there keeps its day. Raises NotDecidable, and then nothing changes."""
    with changing(supplier):
        supplier.refresh_from_db(fields=["published_at"])
        if supplier.published_at:
            return
        if missing := missing_for_listing(supplier):
            raise NotDecidable(missing)
        supplier.published_at = now
        supplier.save(update_fields=["published_at"])


def unpublish(supplier: Supplier) -> None:
    """Take the firm off the list; its facts stay."""
    with changing(supplier):
        supplier.published_at = None
        supplier.save(update_fields=["published_at"])
