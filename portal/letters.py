"""Letters of the portal: a subject and a text in one template, in the reader's language.

A letter that tells of something is written down with what it tells of and sent by a worker (``post_letter``): nobody
waits for a slow post, and one that is down loses nothing. One that holds a key is sent while its writer waits
(``send_letter``), since the key is kept nowhere.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from portal.events import letter_posted
from portal.models import Letter

logger = logging.getLogger(__name__)

# In one task at most, so that a slow post does not keep it longer than messages may stay unacknowledged.
AT_ONCE = 20
# Tried again after 1, 2, 4 ... minutes, at least once an hour; then given up, which the log tells.
LONGEST_PAUSE = timedelta(hours=1)
GIVEN_UP = timedelta(days=3)

# What is wrong with one letter or its address; another one may go.
OF_THE_LETTER = (SMTPRecipientsRefused, SMTPDataError, ValueError)


def send_letter(template: str, *, to: str, language: str, **context: Any) -> bool:
    """Send ``templates/letters/<template>.txt``, whose first line is the subject; False where the post is down."""
    subject, body = _written(template, language, context)
    try:
        _send(to, subject, body)
    except (SMTPException, OSError):
        logger.exception("a letter could not be sent: %s", template)
        return False
    return True


def post_letter(template: str, *, to: str, language: str, now: datetime, **context: Any) -> None:
    """Have a worker send ``templates/letters/<template>.txt`` as it reads now, once what it tells of is committed."""
    subject, body = _written(template, language, context)
    Letter.objects.create(template=template, to=to, subject=subject, body=body, written_at=now, try_at=now)
    transaction.on_commit(lambda: letter_posted.send_robust(Letter))


def send_waiting(*, now: datetime) -> tuple[int, bool]:
    """Send letters that are due, the longest due first: how many went out, and whether more may be due.

    At the first sign that the post itself is down the rest waits for the next run.
    """
    sent = 0
    for _each in range(AT_ONCE):
        try:
            went = _send_next(now)
        except _PostDown:
            return sent, False
        if went is None:
            return sent, False
        sent += went
    return sent, True


class _PostDown(Exception):
    """Another letter would fare no better."""


def _send_next(now: datetime) -> bool | None:
    """Whether the next letter went out; None where none is due that nobody else has in hand."""
    with transaction.atomic():
        due = Letter.objects.filter(try_at__lte=now).order_by("try_at", "pk")
        letter = due.select_for_update(skip_locked=True).first()
        if letter is None:
            return None
        try:
            _send(letter.to, letter.subject, letter.body)
        except (*OF_THE_LETTER, SMTPException, OSError) as error:
            failure = error
            _put_off(letter, now)
        else:
            letter.delete()
            return True
    if isinstance(failure, OF_THE_LETTER):
        return False
    raise _PostDown


def _put_off(letter: Letter, now: datetime) -> None:
    """To be called where the failure is at hand: the log tells it."""
    if now - letter.written_at >= GIVEN_UP:
        logger.exception("given up: %s", letter)
        letter.delete()
        return
    logger.warning("not sent, tried again later: %s", letter, exc_info=True)
    letter.try_at = now + min(timedelta(minutes=2 ** min(letter.tries, 6)), LONGEST_PAUSE)
    letter.tries += 1
    letter.save(update_fields=["try_at", "tries"])


def _written(template: str, language: str, context: dict[str, Any]) -> tuple[str, str]:
    with override(language):
        subject, _blank, body = render_to_string(f"letters/{template}.txt", context).strip().partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def _send(to: str, subject: str, body: str) -> None:
    EmailMessage(subject, body, to=[to]).send()
