"""One result in front of one reader: what the parts of the readiness page are all worked out from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from django.urls import reverse

from portal.i18n import in_language
from readiness import frameworks
from readiness.audience import gate_alone, is_withheld, untold
from readiness.engine import Blocker, Explained, Facts, Framework, explain
from readiness.engine.framework import Level
from readiness.engine.results import CriterionResult
from readiness.engine.sentences import blocker_sentence
from readiness.facts_reader import facts_of
from suppliers.criteria_texts import CriterionText, criteria_for
from suppliers.models import Evidence, Supplier
from suppliers.sections import section_of

MICRO = 1_000_000


def micro(value: Fraction) -> int:
    return round(value * MICRO)


@dataclass(frozen=True)
class Reading:
    """A firm judged today in one sector, and how much of it the reader is told.

    ``told``: the reader sees what is merely claimed (the firm and staff). ``editable``: the reader can change it.
    """

    firm: Supplier
    sector: str
    framework: Framework
    facts: Facts
    result: Explained
    today: date
    told: bool
    editable: bool

    @cached_property
    def language(self) -> str:
        return in_language("vi", "en")

    @cached_property
    def texts(self) -> Mapping[str, CriterionText]:
        return criteria_for(self.sector)

    @cached_property
    def by_code(self) -> Mapping[str, CriterionResult]:
        return {c.code: c for c in self.result.criteria}

    @cached_property
    def next(self) -> Level | None:
        """The level after the one that is held; None at the top."""
        return next((lv for lv in self.framework.levels if lv.number > self.result.level), None)

    @cached_property
    def gates_of_next(self) -> Mapping[str, Fraction]:
        """Criterion -> the level that the next level asks of it."""
        return {
            g.criterion: g.at_least for g in self.result.gates if self.next and g.level == self.next.number
        }

    @cached_property
    def blocking(self) -> Mapping[str, Blocker]:
        """The gates of the next level that are shut, by criterion."""
        return {b.code: b for b in self.result.blockers if b.kind == "gate" and b.code}

    @cached_property
    def evidence(self) -> Mapping[str, list[Evidence]]:
        """What counts today, by criterion, best class first; proven only for a reader who is not told claims."""
        pieces = (
            Evidence.objects.counting()
            .filter(supplier=self.firm)
            .select_related("certificate__standard")
            .with_audit_read()
        )
        by_criterion: dict[str, list[Evidence]] = {}
        for piece in pieces.order_by("-evidence_class", "-level", "pk"):
            if self.told or piece.proven_class:
                by_criterion.setdefault(piece.criterion, []).append(piece)
        return by_criterion

    def sentence(self, blocker: Blocker) -> str:
        assert self.next is not None
        if not self.told and blocker.kind == "gate" and blocker.code and is_withheld(blocker.code):
            return gate_alone(self.framework, self.sector, self.next.number, blocker.code, self.language)
        shown = blocker if self.told else blocker._replace(reason=untold(blocker.reason) or "")
        judged = self.by_code.get(blocker.code or "")
        claimed = judged.claimed if judged else Fraction(0)
        return blocker_sentence(self.framework, self.sector, self.next.number, shown, self.language, claimed)

    def dimension_name(self, code: str | None) -> str:
        return next(d.name.get(self.language, d.code) for d in self.framework.dimensions if d.code == code)

    def told_at(self, code: str) -> str:
        """Where the firm says what it can do on a criterion; "" for a reader who cannot change it."""
        section = section_of(code)
        if section is None or not self.editable:
            return self.proven_at(code)
        return (
            reverse("suppliers:section", args=[self.firm.public_id, section.key]) + f"#{section.places[code]}"
        )

    def proven_at(self, code: str) -> str:
        """Where a paper on a criterion is attached: at the certificate that bears on it, if there is one."""
        if not self.editable:
            return ""
        pieces = self.evidence.get(code, [])
        held = next((p.certificate_id for p in pieces if p.certificate_id), None)
        query = f"?certificate={held}" if held else f"?criterion={code}"
        return reverse("suppliers:evidence_new", args=[self.firm.public_id]) + query


def read(firm: Supplier, sector: str, *, today: date, told: bool, editable: bool) -> Reading:
    framework = frameworks.engine(frameworks.current())
    facts = facts_of(framework, firm.pk, sector)
    result = explain(framework, facts, today)
    return Reading(firm, sector, framework, facts, result, today, told, editable)
