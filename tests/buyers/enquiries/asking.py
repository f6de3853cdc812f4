"""An enquiry of the cast's buyer to the welding shop."""

from collections.abc import Sequence
from datetime import datetime

from buyers.enquiring import actions
from buyers.enquiring.actions import Question
from buyers.models import Enquiry
from suppliers.models import Supplier
from tests.cast import NOW, Cast

QUESTION = Question("Bracket", "Can you weld 5,000 a month?")


def asked(
    cast: Cast, firms: Sequence[Supplier] = (), question: Question = QUESTION, now: datetime = NOW
) -> Enquiry:
    sent = actions.send_enquiry(cast.assembler, firms or [cast.welding_shop], question, by=cast.binh, now=now)
    return sent[0]
