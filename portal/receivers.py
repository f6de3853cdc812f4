"""What happens here when something happens on this floor."""

import logging
from typing import Any

from django.dispatch import receiver
from kombu.exceptions import OperationalError

from portal.celery import ring
from portal.events import letter_posted
from portal.tasks import send_letters

logger = logging.getLogger(__name__)


@receiver(letter_posted)
def have_it_sent(sender: object, **kwargs: Any) -> None:
    """At once; with the broker down the next run finds it."""
    try:
        ring(send_letters)
    except OperationalError:
        logger.warning("The broker does not answer; a letter is sent with the next run")
