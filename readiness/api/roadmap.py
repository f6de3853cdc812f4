"""The cheapest way up as JSON, for the firm and for staff in whose scope it lies."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.clock import today
from readiness import frameworks
from readiness.audience import sees_claims
from readiness.engine.roadmap import Way, roadmap_document
from readiness.facts_reader import case_for, read_firms
from readiness.roadmaps import Ground, ground
from readiness.support import Help
from suppliers.models import Supplier


class RoadmapDetail(APIView):
    """The cheapest way to a level: with evidence alone, and the cheapest plans with what each step buys.

    The object of ``manage.py roadmap``; beside it, for each step, the programmes that serve it.
    """

    @extend_schema(
        operation_id="suppliers_roadmap",
        parameters=[
            OpenApiParameter(
                "level", int, description="The level to reach, 1 to 5; the next one if left out."
            ),
            OpenApiParameter("sector", str, description="A sector letter; the main sector if left out."),
            OpenApiParameter(
                "take", str, many=True, description="Keys of steps: what the firm would be after them."
            ),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request, public_id: str) -> Response:
        firm = get_object_or_404(
            Supplier.objects.visible_to(request.user)
            .select_related("province")
            .prefetch_related("sectors__sector"),
            public_id=public_id.upper(),
        )
        letters = {s.letter for s in firm.sectors.all()}
        main = firm.main_sector
        letter = request.query_params.get("sector") or (main.letter if main else "")
        if letter not in letters or not sees_claims(request.user, firm):
            raise Http404
        framework = frameworks.engine(frameworks.current())
        case = case_for(framework, read_firms([firm.pk])[firm.pk], letter)
        base = ground(firm, case, today=today())
        target = _level(request, base)
        found, taken = base.roadmap(target), _taken(request, base, target)
        return Response(
            {
                "sector": letter,
                "framework": {"name": framework.name, "version": framework.version, "hash": framework.hash},
                "price_list": base.edition or None,
                **roadmap_document(found, taken),
                "programmes": {
                    step: [_help(each) for each in helps] for step, helps in sorted(base.helps.items())
                },
            }
        )


def _level(request: Request, base: Ground) -> int:
    """The level that is asked for; the next one, or the top."""
    levels = [planned.level.number for planned in base.case.plan.levels]
    asked = request.query_params.get("level", "")
    if not asked:
        return next((n for n in levels if n > base.level), base.level)
    if not asked.isdecimal() or int(asked) not in levels:
        raise ValidationError({"level": [_("One of %(levels)s.") % {"levels": ", ".join(map(str, levels))}]})
    return int(asked)


def _taken(request: Request, base: Ground, target: int) -> Way | None:
    """The firm after the steps that are asked about; nothing is saved."""
    keys = set(request.query_params.getlist("take"))
    if not keys:
        return None
    way = base.tried(keys, target)
    if left_out := sorted(keys - way.keys):
        said = _("No step of this firm, or one that waits for another: %(keys)s.")
        raise ValidationError({"take": [said % {"keys": ", ".join(key[:40] for key in left_out[:5])}]})
    return way


def _help(each: Help) -> dict[str, Any]:
    """``state``: open, ask (something is not known) or past."""
    fit = each.fit
    cap = fit.subsidy_cap_million_vnd
    return {
        "programme": fit.programme.code,
        "name": {"vi": fit.programme.name_vi, "en": fit.programme.name_en},
        "state": each.state,
        "reasons": list(each.reasons),
        "subsidy_share_percent": fit.subsidy_share_percent,
        "subsidy_cap": None if cap is None else f"{cap.normalize():f}",
        "counted": each.counted,
        "source": fit.source,
    }
