"""All that a firm's readiness page says, worked out from one result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.templatetags.figures import points
from readiness import scoring
from readiness.engine import Blocker, Explained
from readiness.engine import Framework as EngineFramework
from readiness.engine.exact import shown_parts
from readiness.engine.results import CriterionResult
from readiness.engine.sentences import blocker_sentence, decimal, gate_text, level_name
from suppliers.criteria_texts import CriterionText, criteria_for
from suppliers.models import Certificate, Evidence, Supplier

MICRO = 1_000_000
# Papers that lapse within so many days are shown as about to lapse.
SOON_DAYS = 90
CAUSES = ("level", "missing", "unproven", "expired", "finding")


def micro(value: Fraction) -> int:
    return round(value * MICRO)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the next level asks: a status, a sentence."""

    status: str
    words: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A piece of evidence in a line: who vouches, until when."""

    evidence_class: str
    label: str
    until: date | None
    lapsed: bool


@dataclass(frozen=True, slots=True)
class CriterionRow:
    code: str
    name: str
    status: str
    level: str
    reasons: tuple[str, ...]
    tags: tuple[Tag, ...]
    lost: str
    gate_of: int | None
    url: str


@dataclass(frozen=True, slots=True)
class DimensionRow:
    code: str
    name: str
    weight: int
    score: int
    proven: int
    gate: int | None
    criteria: tuple[CriterionRow, ...]

    @property
    def tally(self) -> str:
        """How many criteria stand how, in words."""
        count = {s: sum(c.status == s for c in self.criteria) for s in ("met", "part", "expired", "unknown")}
        words = {
            "met": ngettext("%(n)s met", "%(n)s met", count["met"]),
            "part": ngettext("%(n)s partly", "%(n)s partly", count["part"]),
            "expired": ngettext("%(n)s expired", "%(n)s expired", count["expired"]),
            "unknown": ngettext("%(n)s without data", "%(n)s without data", count["unknown"]),
        }
        return " · ".join(words[s] % {"n": n} for s, n in count.items() if n)


@dataclass(frozen=True, slots=True)
class Paper:
    """Evidence with an end in sight or behind it."""

    name: str
    until: date
    days: int
    lapsed: bool
    blocks: int | None


@dataclass(frozen=True, slots=True)
class Headline:
    """The loud sentence of the page, how to open it, and the one thing to press."""

    sentence: str
    way: str
    tone: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class FirmPage:
    firm: Supplier
    sector: str
    sectors: tuple[tuple[str, str], ...]
    framework: str
    on: date
    level: int
    level_name: str
    next_level: int | None
    conditional: tuple[int, date] | None
    headline: Headline
    total: int
    proven: int
    declared: int
    coverage: int
    ticks: tuple[tuple[int, str], ...]
    checks: tuple[Check, ...]
    dimensions: tuple[DimensionRow, ...]
    papers: tuple[Paper, ...]
    hundred: tuple[tuple[str, str, int], ...]
    refused: tuple[str, ...]
    next_change_on: date | None


def firm_page(firm: Supplier, sector: str, *, today: date) -> FirmPage:
    """The readiness of ``firm`` in one of its sectors, as the firm itself and staff read it."""
    framework, result = scoring.explained(firm, sector, today=today)
    return _Page(firm, sector, framework, result, today).build()


class _Page:
    def __init__(
        self, firm: Supplier, sector: str, framework: EngineFramework, result: Explained, today: date
    ) -> None:
        self.firm, self.sector, self.framework, self.result, self.today = (
            firm,
            sector,
            framework,
            result,
            today,
        )
        self.language = "vi" if (get_language() or "vi").startswith("vi") else "en"
        self.texts: Mapping[str, CriterionText] = criteria_for(sector)
        self.by_code = {c.code: c for c in result.criteria}
        self.next = next((lv for lv in framework.levels if lv.number > result.level), None)
        self.gates_of_next = {g.criterion for g in result.gates if self.next and g.level == self.next.number}
        self.evidence: dict[str, list[Evidence]] = {}
        for piece in (
            Evidence.objects.counting().filter(supplier=firm).select_related("certificate__standard")
        ):
            self.evidence.setdefault(piece.criterion, []).append(piece)

    def build(self) -> FirmPage:
        result, framework = self.result, self.framework
        return FirmPage(
            firm=self.firm,
            sector=self.sector,
            sectors=tuple((s.letter, s.sector.label) for s in self.firm.sectors.all()),
            framework=f"{framework.name} {framework.version}",
            on=self.today,
            level=result.level,
            level_name=level_name(framework, result.level, self.language),
            next_level=self.next.number if self.next else None,
            conditional=result.conditional,
            headline=self._headline(),
            total=micro(result.total),
            proven=micro(result.proven),
            declared=micro(result.declared),
            coverage=micro(result.coverage),
            ticks=tuple(
                (
                    int(lv.minimum_total),
                    _("Level %(n)s · %(points)s") % {"n": lv.number, "points": int(lv.minimum_total)},
                )
                for lv in framework.levels
                if lv.minimum_total
            ),
            checks=tuple(self._checks()),
            dimensions=tuple(self._dimensions()),
            papers=tuple(self._papers()),
            hundred=self._hundred(),
            refused=tuple(self._refused()),
            next_change_on=result.next_change_on,
        )

    def _sentence(self, blocker: Blocker) -> str:
        assert self.next is not None
        claimed = (
            self.by_code[blocker.code].claimed if blocker.kind == "gate" and blocker.code else Fraction(0)
        )
        return blocker_sentence(
            self.framework, self.sector, self.next.number, blocker, self.language, claimed
        )

    def _headline(self) -> Headline:
        blockers = self.result.blockers
        readiness = reverse("readiness:firm", args=[self.firm.public_id])
        if not blockers:
            end = self.result.next_change_on
            way = _("Keep your evidence in force.")
            if end:
                way = _("Keep your evidence in force; the next date to watch is %(day)s.") % {
                    "day": date_format(end)
                }
            return Headline(
                _("Level %(n)s is held: nothing is missing.") % {"n": self.result.level}, way, "held", "", ""
            )
        first = blockers[0]
        others = len(blockers) - 1
        more = (
            ngettext("One more condition is open too.", "%(n)s more conditions are open too.", others)
            % {"n": others}
            if others
            else _("It is the only condition that is open.")
        )
        if first.kind != "gate" or first.code is None:
            way = _("Every gate is open. Raise the criteria that lose most, or have what you claim checked.")
            return Headline(
                self._sentence(first), way, "open", _("See where points are lost"), f"{readiness}#hundred"
            )
        label, way = self._way(first)
        tone = "bad" if first.reason in ("expired", "finding") else "open"
        return Headline(self._sentence(first), f"{way} {more}", tone, label, self._url(first.code))

    def _way(self, blocker: Blocker) -> tuple[str, str]:
        """What to press and what to do about a failed gate."""
        assert blocker.code is not None
        text = self.texts[blocker.code]
        needed = next((a.text for a in text.anchors if a.level == int(blocker.needed)), "")
        asked = _("What it takes: %(anchor)s") % {"anchor": needed} if needed else ""
        if blocker.reason == "expired":
            return _("Upload the renewed paper"), _(
                "Upload the renewed paper; staff read it within five days."
            )
        if blocker.reason == "unproven":
            return _("Attach the proof"), _(
                "You state it; attach the paper that shows it, and staff check it."
            )
        if blocker.reason == "finding":
            return _("Answer with proof"), _("The finding is closed by evidence of the same class or better.")
        if blocker.reason == "unconfirmed":
            return _("Open the evidence"), _("A buyer must confirm it, or an accredited audit.")
        return _("Tell us and attach the proof"), asked

    def _url(self, code: str) -> str:
        return reverse("suppliers:evidence_new", args=[self.firm.public_id]) + f"?criterion={code}"

    def _checks(self) -> list[Check]:
        if self.next is None:
            return []
        number = self.next.number
        failing = {b.code: b for b in self.result.blockers if b.kind == "gate"}
        checks = []
        for gate in self.result.gates:
            if gate.level != number:
                continue
            words = gate_text(self.framework, self.sector, number, gate.criterion, self.language)
            words = words[:1].upper() + words[1:]
            blocker = failing.get(gate.criterion)
            if blocker is None:
                waived = _(" (waived)") if gate.waived else ""
                checks.append(Check("met", words + waived))
            elif blocker.reason == "expired" and blocker.day:
                checks.append(
                    Check("expired", f"{words}: {_('expired %(day)s') % {'day': date_format(blocker.day)}}")
                )
            elif blocker.reason == "unknown":
                checks.append(Check("unknown", words))
            elif blocker.reason == "finding":
                checks.append(Check("missed", f"{words}: {_('a finding is open')}"))
            else:
                checks.append(Check("part", words))
        return [*checks, *self._floors()]

    def _floors(self) -> list[Check]:
        level = self.next
        assert level is not None
        short = {(b.kind, b.code) for b in self.result.blockers}
        checks = []
        if level.minimum_total:
            value = self.result.proven if level.floors_proven else self.result.total
            words = (
                _("Proven points %(value)s, %(needed)s needed")
                if level.floors_proven
                else _("Points %(value)s, %(needed)s needed")
            )
            checks.append(
                Check(
                    "part" if ("total", None) in short else "met",
                    words
                    % {"value": points(micro(value)), "needed": decimal(level.minimum_total, self.language)},
                )
            )
        for d in self.result.dimensions:
            if ("dimension", d.code) in short:
                value = d.proven if level.floors_proven else d.score
                needed = level.minimum_by_code.get(d.code, level.minimum_dimension)
                words = _("%(name)s %(value)s, %(needed)s needed") % {
                    "name": self._dimension_name(d.code),
                    "value": points(micro(value)),
                    "needed": decimal(needed, self.language),
                }
                checks.append(Check("part", words))
        if level.coverage:
            words = _("Answered %(value)s%%, %(needed)s%% needed") % {
                "value": int(self.result.coverage * 100),
                "needed": int(level.coverage * 100),
            }
            checks.append(Check("part" if ("coverage", None) in short else "met", words))
        return checks

    def _dimension_name(self, code: str) -> str:
        return next(d.name.get(self.language, code) for d in self.framework.dimensions if d.code == code)

    def _dimensions(self) -> list[DimensionRow]:
        rows = []
        whole = sum(d.weight for d in self.result.dimensions)
        for d in self.result.dimensions:
            gate = None
            if self.next:
                floor = self.next.minimum_by_code.get(d.code, self.next.minimum_dimension)
                gate = micro(floor) if floor else None
            rows.append(
                DimensionRow(
                    code=d.code,
                    name=self._dimension_name(d.code),
                    weight=round(100 * d.weight / whole),
                    score=micro(d.score),
                    proven=micro(d.proven),
                    gate=gate,
                    criteria=tuple(
                        self._criterion(self.by_code[code])
                        for code, text in self.texts.items()
                        if text.dimension == d.code
                    ),
                )
            )
        return rows

    def _criterion(self, result: CriterionResult) -> CriterionRow:
        text = self.texts[result.code]
        status = "expired" if result.expired and result.status != "not_applicable" else result.status
        return CriterionRow(
            code=result.code,
            name=text.name,
            status=status,
            level="–" if result.status == "unknown" else decimal(result.final, self.language, 2),
            reasons=tuple(self._reasons(result, text)),
            tags=tuple(self._tag(piece) for piece in self.evidence.get(result.code, ())),
            lost=points(micro(sum(result.losses.values(), Fraction(0)))),
            gate_of=self.next.number if self.next and result.code in self.gates_of_next else None,
            url=self._url(result.code),
        )

    def _reasons(self, result: CriterionResult, text: CriterionText) -> list[str]:
        """The cause of each loss, largest first, at most three sentences."""
        if result.status == "not_applicable":
            return [_("Left out: it does not apply to this firm.")]
        say = {
            name: decimal(getattr(result, name), self.language, 2)
            for name in ("claimed", "capped", "fresh", "final")
        }
        sentences = []
        for cause, lost in sorted(result.losses.items(), key=lambda pair: -pair[1]):
            if not lost:
                continue
            if cause == "missing":
                sentences.append(_("Not known; that is not the same as not met."))
            elif cause == "level":
                above = next((a for a in text.anchors if a.used and a.level > result.claimed), None)
                if above:
                    sentences.append(
                        _("Level %(n)s takes: %(anchor)s") % {"n": above.level, "anchor": above.text}
                    )
            elif cause == "unproven":
                sentences.append(_("You state %(claimed)s; without a better proof %(capped)s counts.") % say)
            elif cause == "expired":
                sentences.append(_("The proof has lapsed: of %(capped)s only %(fresh)s still counts.") % say)
            elif cause == "finding":
                sentences.append(_("An open finding limits it to %(final)s.") % say)
        return sentences[:3]

    def _tag(self, piece: Evidence) -> Tag:
        lapsed = piece.valid_to is not None and piece.valid_to < self.today
        label = f"{piece.evidence_class} · {piece.get_evidence_class_display()}"
        if piece.certificate_id:
            label = f"{piece.certificate.standard.label} · {piece.evidence_class}"
        return Tag(piece.evidence_class, label, piece.valid_to, lapsed)

    def _papers(self) -> list[Paper]:
        """What lapsed or lapses soon, the lapsed on top: certificates by name, other proof by criterion."""
        papers: dict[tuple[str, date], Paper] = {}
        for code, pieces in self.evidence.items():
            if code not in self.texts:
                continue
            proven = [p for p in pieces if p.proven_class]
            latest = max((p.valid_to or date.max for p in proven), default=None)
            for piece in proven:
                if piece.valid_to is None or piece.valid_to != latest:
                    continue
                days = (piece.valid_to - self.today).days
                if days > SOON_DAYS:
                    continue
                held: Certificate | None = piece.certificate
                name = held.standard.label if held else self.texts[code].name
                blocks = self.next.number if self.next and code in self.gates_of_next else None
                papers[name, piece.valid_to] = Paper(name, piece.valid_to, abs(days), days < 0, blocks)
        return sorted(papers.values(), key=lambda p: (not p.lapsed, p.until))

    def _hundred(self) -> tuple[tuple[str, str, int], ...]:
        parts = [sum((c.gain for c in self.result.criteria), Fraction(0))]
        parts += [sum((c.losses[cause] for c in self.result.criteria), Fraction(0)) for cause in CAUSES]
        words = (
            _("Counted"),
            _("Level not reached"),
            _("No data yet"),
            _("Not checked"),
            _("Lapsed"),
            _("Open finding"),
        )
        tenths = shown_parts(parts)
        return tuple(zip(("p1", "p2", "p3", "p4", "p5", "p6"), words, tenths, strict=True))

    def _refused(self) -> list[str]:
        sentences = []
        for refusal in self.result.refused:
            name = (
                self.texts[refusal.criterion].name if refusal.criterion in self.texts else refusal.criterion
            )
            sentence = (
                _("“%(name)s” cannot be left out: a level rests on it.")
                if refusal.reason == "gate"
                else _("“%(name)s” cannot be left out: too much of its dimension was asked to be.")
            )
            sentences.append(sentence % {"name": name})
        return sentences
