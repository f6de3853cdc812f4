"""Is this a firm we have? A firm is set aside, never merged, and by its name alone it is not even set aside.

- The same tax code, or the same household's number, is the same firm. Two different codes are two firms.
- The same name but for its legal form makes a candidate where the address, the telephone or at least the
  province agrees and nothing contradicts; a similar name where the address or the telephone agrees.
- Names that differ by a number ("Dệt may 1", "Dệt may 2") are sister plants: only one address makes them candidates.
- A name and nothing else is said in a note, and the row lands.

Not all pairs are compared: only firms that share the name, the telephone, a number of the address or a rare
word of the name.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.importing.names import Address, Agreement, Name, compare, rarest, similar

# A word or a number that more firms share than this tells nothing apart.
COMMON = 150
MOST_CANDIDATES = 5

REASONS: dict[str, str | Promise] = {
    "tax_code": gettext_lazy("the same tax code"),
    "household": gettext_lazy("the same household number"),
    "name": gettext_lazy("the same name"),
    "legal_form": gettext_lazy("the same name but for the legal form or the country"),
    "similar": gettext_lazy("a similar name"),
    "sister": gettext_lazy("a name that differs by a number"),
    "address": gettext_lazy("the same address"),
    "province": gettext_lazy("the same province"),
    "phone": gettext_lazy("the same telephone number"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A firm that a row may be: one on the portal (``supplier``), or an earlier row of the file (``row``)."""

    label: str
    names: tuple[Name, ...]
    address: Address
    tax_code: str = ""
    household: str = ""
    phone: str = ""
    supplier: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A firm that the row may be, with the reasons' codes; the first is about the name or the code."""

    known: Known
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {"supplier": self.known.supplier, "row": self.known.row, "reasons": list(self.reasons)}

    @property
    def sentence(self) -> str:
        place = _("row %(row)s") % {"row": self.known.row} if self.known.row else self.known.label
        return f"{place}: {', '.join(str(REASONS[reason]) for reason in self.reasons)}"


@dataclass(frozen=True, slots=True)
class Match:
    """``candidates``: what the row may be, the likeliest first. ``namesakes``: alike by name and nothing else."""

    candidates: tuple[Candidate, ...]
    namesakes: tuple[Known, ...]


class Index:
    """Firms to be found by code, name, telephone, address numbers and rare words."""

    def __init__(self, firms: Iterable[Known] = ()) -> None:
        self.firms: list[Known] = []
        self.by_code: dict[str, int] = {}
        self.by_household: dict[str, int] = {}
        self.by_key: dict[str, list[int]] = defaultdict(list)
        self.by_phone: dict[str, list[int]] = defaultdict(list)
        self.by_number: dict[str, list[int]] = defaultdict(list)
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.counts: dict[str, int] = defaultdict(int)
        for firm in firms:
            self.add(firm)

    def add(self, firm: Known) -> None:
        at = len(self.firms)
        self.firms.append(firm)
        if firm.tax_code:
            self.by_code.setdefault(firm.tax_code, at)
        if firm.household:
            self.by_household.setdefault(firm.household, at)
        if firm.phone:
            self.by_phone[firm.phone].append(at)
        for number in firm.address.numbers:
            self._post(self.by_number, f"#{number}", at)
        for name in firm.names:
            self.by_key[name.key].append(at)
            for word in set(name.stem.split()):
                self._post(self.by_word, word, at)

    def _post(self, postings: dict[str, list[int]], key: str, at: int) -> None:
        self.counts[key] += 1
        if self.counts[key] <= COMMON + 1:
            postings[key].append(at)

    def match(self, firm: Known, others: Collection[int] = ()) -> Match:
        """What ``firm`` may be, but for ``others``, of which it is known that they are other firms."""
        for code, found, reason in (
            (firm.tax_code, self.by_code, "tax_code"),
            (firm.household, self.by_household, "household"),
        ):
            if code in found and code:
                return Match((Candidate(self.firms[found[code]], (reason,)),), ())
        candidates, namesakes = [], []
        for at in sorted(self._nearby(firm)):
            known = self.firms[at]
            if (firm.tax_code and known.tax_code) or known.supplier in others:
                continue
            reasons = pair_reasons(firm, known)
            if len(reasons) > 1:
                candidates.append(Candidate(known, reasons))
            elif reasons and reasons != ("sister",):
                namesakes.append(known)
        candidates.sort(key=lambda c: ("address" not in c.reasons, "phone" not in c.reasons, -len(c.reasons)))
        return Match(tuple(candidates[:MOST_CANDIDATES]), tuple(namesakes[:MOST_CANDIDATES]))

    def _nearby(self, firm: Known) -> set[int]:
        near = set(self.by_phone.get(firm.phone, ()))
        for number in rarest([f"#{n}" for n in firm.address.numbers], self.counts, COMMON):
            near.update(self.by_number[number])
        for name in firm.names:
            near.update(self.by_key.get(name.key, ()))
            for word in rarest(name.stem.split(), self.counts, COMMON):
                near.update(self.by_word[word])
        return near


def reasons_between(firm: Known, known: Known) -> tuple[str, ...]:
    """What agrees of two firms that somebody put side by side, codes included."""
    if firm.tax_code and firm.tax_code == known.tax_code:
        return ("tax_code",)
    if firm.household and firm.household == known.household:
        return ("household",)
    return pair_reasons(firm, known)


def pair_reasons(firm: Known, known: Known) -> tuple[str, ...]:
    """The reasons to take the two for one: () where the names differ, one where only the name agrees."""
    alike = _alike(firm.names, known.names)
    if not alike:
        return ()
    addresses = compare(firm.address, known.address)
    reasons = [alike]
    if addresses == Agreement.SAME:
        reasons.append("address")
    if alike == "sister":
        return tuple(reasons)
    if firm.phone and firm.phone == known.phone:
        reasons.append("phone")
    if alike != "similar" and addresses == Agreement.PROVINCE:
        reasons.append("province")
    return tuple(reasons)


def _alike(names: Sequence[Name], others: Sequence[Name]) -> str:
    """How near any of the names comes to any of the others: a code of ``REASONS``, or ""."""
    pairs = [(name, other) for name in names for other in others]
    same = [(name, other) for name, other in pairs if name.key == other.key]
    if same:
        return "name" if any(name.legal == other.legal for name, other in same) else "legal_form"
    near = [(name, other) for name, other in pairs if similar(name, other)]
    if any(name.numbers == other.numbers for name, other in near):
        return "similar"
    return "sister" if near else ""
