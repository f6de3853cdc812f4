"""What happens here when something happens below."""

import logging
from typing import Any

from django.dispatch import receiver
from kombu.exceptions import OperationalError

from portal.celery import ring
from portal.events import reference_loading
from readiness import frameworks, tasks
from readiness.loading import load_ministry
from suppliers.events import facts_changed, many_facts_changed

logger = logging.getLogger(__name__)


@receiver(facts_changed)
def ring_for_a_score(sender: object, supplier_id: int, **kwargs: Any) -> None:
    """Ask a worker for the firm's new score. With the broker down the sweep finds it by its version."""
    try:
        ring(tasks.rescore_supplier, supplier_id)
    except OperationalError as error:
        logger.warning(
            "The broker does not answer (%s); the sweep will rescore supplier %s", error, supplier_id
        )


@receiver(many_facts_changed)
def ring_for_many_scores(sender: object, supplier_ids: list[int], **kwargs: Any) -> None:
    """One bell for all of them: the sweep asks the database which scores are behind."""
    try:
        ring(tasks.sweep)
    except OperationalError:
        logger.warning("The broker does not answer; the sweep will rescore %s firms", len(supplier_ids))


@receiver(reference_loading)
def load_own_reference(sender: object, write: Any, **kwargs: Any) -> None:
    """The framework's first edition, targets, baselines, statistics and programmes."""
    if frameworks.publish_shipped():
        write("framework: VN-SI published")
    for name, changed in load_ministry().items():
        if changed:
            write(f"{name}: {changed} changed")
