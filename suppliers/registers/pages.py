"""What pages say of a file of a register: how far it is, its rows by fate, one page of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from suppliers.models import RegisterFile
from suppliers.registers.matching import FATES, RECORDED
from suppliers.registers.recording import rows_of

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class FilePage:
    """``tabs``: (fate, shape, words, count); ``to_record`` rows wait for the reader's word, ``gone_through`` are behind
    the worker."""

    file: RegisterFile
    tabs: Sequence[tuple[str, str, Any, int]]
    fate: str
    page: Page
    to_record: int
    gone_through: int

    @property
    def all_to_record(self) -> int:
        return self.to_record + self.gone_through


def file_page(file: RegisterFile, fate: str, number: str | None) -> FilePage:
    """``fate``: of which rows; "" for all."""
    rows = rows_of(file)
    counted = Counter(row.fate for row in rows)
    fate = fate if counted[fate] else ""
    shown = [row for row in rows if not fate or row.fate == fate]
    return FilePage(
        file=file,
        tabs=[(each, shape, words, counted[each]) for each, (shape, words) in FATES.items() if counted[each]],
        fate=fate,
        page=Paginator(shown, A_PAGE).get_page(number),
        to_record=sum(row.fate in RECORDED for row in rows[file.done :]),
        gone_through=sum(row.fate in RECORDED or row.fate == "changed" for row in rows[: file.done]),
    )
