"""The framework in force, ready to judge with. Documents are immutable, so each is parsed once a process."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import get_language

from readiness.engine import Framework as EngineFramework
from readiness.engine import parse_framework
from readiness.models import Framework
from suppliers.criteria_texts import Anchor, CriterionText, GateText

SHIPPED = Path(__file__).parent / "vn-si-1.toml"


def publish_shipped() -> bool:
    """Publish the shipped edition where none is published yet; True if it was.

    Later editions are drafted and published by people: a file that came with the code never replaces theirs.
    """
    if Framework.objects.published().exists():
        return False
    text = SHIPPED.read_text(encoding="utf-8")
    parsed = parse_framework(text)
    Framework.objects.create(
        name=parsed.name, version=parsed.version, document=text, hash=parsed.hash, published_at=timezone.now()
    )
    return True


@lru_cache(maxsize=8)
def _parsed(hash: str) -> EngineFramework:
    return parse_framework(Framework.objects.get(hash=hash).document)


def engine(framework: Framework) -> EngineFramework:
    """The parsed document of a stored framework."""
    return _parsed(framework.hash)


def editions(moment: datetime | OuterRef) -> QuerySet[Framework, str]:
    """What was in force at a moment, as pages call it ("VN-SI 1"), the latest first."""
    then = Framework.objects.published().filter(published_at__lte=moment)
    named = then.order_by("-published_at").annotate(called=Concat("name", Value(" "), "version"))
    return named.values_list("called", flat=True)


class NoFramework(RuntimeError):
    """No framework has been published yet: nothing can be judged."""


# The framework by which the request being answered is answered: asked for once, the same for the whole page.
_answering = Local()


@receiver(request_started)
def _begin(**_: object) -> None:
    _answering.by = {}


@receiver(request_finished)
def _end(**_: object) -> None:
    _answering.by = None


def in_force() -> Framework | None:
    """The edition published last; None where none is. Asked for once while a request is answered."""
    by = getattr(_answering, "by", None)
    if by is None:
        return Framework.objects.current()
    if "framework" not in by:
        by["framework"] = Framework.objects.current()
    found: Framework | None = by["framework"]
    return found


def current() -> Framework:
    framework = in_force()
    if framework is None:
        raise NoFramework("No framework is published. Run `manage.py load_reference`.")
    return framework


def texts_for(sector: str) -> dict[str, CriterionText]:
    """Criteria of the framework in force as forms show them, in the reader's language."""
    framework = in_force()
    if framework is None:
        return {}
    language = "vi" if (get_language() or "vi").startswith("vi") else "en"
    return _texts(framework.hash, sector, language)


@lru_cache(maxsize=64)
def _texts(hash: str, sector: str, language: str) -> dict[str, CriterionText]:
    framework = _parsed(hash)
    groups = {d.code: d.name.get(language, d.code) for d in framework.dimensions}
    points = _points(framework, sector)
    texts = {}
    for criterion in framework.criteria:
        if not criterion.applies(sector):
            continue
        own, variant = criterion.texts, criterion.variant(sector)

        def words(key: str, own: Mapping = own, variant: Mapping = variant) -> str:
            return (variant.get(key) or own.get(key) or {}).get(language, "")

        anchors = variant.get("anchors")
        texts[criterion.code] = CriterionText(
            code=criterion.code,
            name=variant.get("name", criterion.name).get(language, criterion.code),
            dimension=criterion.dimension,
            dimension_name=groups[criterion.dimension],
            question=words("question"),
            evidence=words("evidence"),
            validity=words("validity"),
            validity_months=criterion.validity_months,
            validity_rule=own.get("validity_rule", ""),
            rule=criterion.rule,
            verifiers=tuple(own.get("verifiers", ())),
            caps={f"A{rank}": float(cap) for rank, cap in enumerate(criterion.caps)},
            anchors=tuple(
                Anchor(int(a["level"]), a.get(language, ""), not a.get("same_as_lower")) for a in anchors
            )
            if anchors
            else tuple(
                Anchor(int(a.level), a.text.get(language, ""), not a.same_as_lower) for a in criterion.anchors
            ),
            gates=tuple(
                GateText(level.number, float(g.at_least), g.text.get(language, ""), g.waivable)
                for level in framework.levels
                for g in level.gates
                if g.criterion == criterion.code and g.applies(sector)
            ),
            points=points[criterion.code],
        )
    return texts


def _points(framework: EngineFramework, sector: str) -> dict[str, float]:
    """Criterion -> its part of a total of 100 in a sector where nothing is left out."""
    asked = [c for c in framework.criteria if c.applies(sector)]
    inside: dict[str, int] = {}
    for criterion in asked:
        inside[criterion.dimension] = inside.get(criterion.dimension, 0) + criterion.weight_in(sector)
    weights = {d.code: d.weight for d in framework.dimensions if inside.get(d.code)}
    whole = sum(weights.values())
    return {
        c.code: 100 * weights[c.dimension] * c.weight_in(sector) / (whole * inside[c.dimension])
        if c.dimension in weights
        else 0.0
        for c in asked
    }
