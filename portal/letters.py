"""Letters of the portal: a subject and a text in one template, in the reader's language."""

import logging
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

logger = logging.getLogger(__name__)


def send_letter(template: str, *, to: str, language: str, **context: Any) -> bool:
    """Send ``templates/letters/<template>.txt``, whose first line is the subject; False where the post is down."""
    with override(language):
        subject, _blank, body = render_to_string(f"letters/{template}.txt", context).strip().partition("\n")
    try:
        EmailMessage(subject.strip(), body.strip() + "\n", to=[to]).send()
    except (SMTPException, OSError):
        logger.exception("a letter could not be sent: %s", template)
        return False
    return True
