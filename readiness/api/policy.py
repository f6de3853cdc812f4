"""Drafts of the framework and what they would do to the country, by machine, for staff."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from kombu.exceptions import OperationalError
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.api.refusals import Conflict
from portal.celery import ring
from portal.clock import today
from portal.models import Province, User
from readiness import frameworks, tasks
from readiness.engine.draft import checked, compare, opened
from readiness.models import Framework, FrameworkDraft, SimulationRun
from readiness.policy.permissions import may_edit_policy, may_read_policy
from readiness.policy.simulation.running import ask
from readiness.views.policy.drafts import drafts
from readiness.views.policy.simulation import latest
from suppliers.models import Supplier


class Unreachable(APIException):
    """The workers do not answer just now."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE


class DraftList(APIView):
    """Every draft, the newest first: its version, state, the version it was copied from, and its hash."""

    @extend_schema(
        operation_id="policy_drafts_list",
        responses={(200, "application/json"): {"type": "array", "items": {"type": "object"}}},
    )
    def get(self, request: Request) -> Response:
        _readers_only(request.user)
        return Response(
            [
                {"id": d.pk, "draft": str(d), "state": d.state, "copied_from": str(d.base), "hash": d.hash}
                for d in drafts().order_by("-pk")
            ]
        )


class DraftSimulation(APIView):
    """What a draft would do to the country: the latest run of exactly this draft.

    ``done`` of ``firms`` are judged; ``result`` is null until all are: who changes level (``migration``: level before,
    level after, firms), by sector, province, size and ownership [firms, up, down], the rank correlation, the mean
    shift, and up to 500 ``movers`` whom the caller may see, totals in millionths. ``sensitivity`` comes after it. To
    staff who do not work in the whole country, ``migration`` and ``groups`` are null. ``differences``: [place, before,
    after] of whatever the draft changes in the version beside which it was tried.
    """

    @extend_schema(operation_id="policy_simulation", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: int) -> Response:
        _readers_only(request.user)
        run = latest(get_object_or_404(drafts(), pk=pk))
        if run is None:
            raise Http404
        return Response(_told(run, request.user))

    @extend_schema(operation_id="policy_simulate", request=None, responses={202: OpenApiTypes.OBJECT})
    def post(self, request: Request, pk: int) -> Response:
        """Try an open draft on the country; a worker does it."""
        if not may_edit_policy(request.user):
            raise Http404
        draft = get_object_or_404(drafts(), pk=pk)
        if draft.state not in FrameworkDraft.OPEN:
            raise Conflict(_("This draft is closed; nothing was changed."))
        run = ask(draft, by=request.user, now=timezone.now(), today=today())
        try:
            ring(tasks.simulate, run.pk)
        except OperationalError:
            run.delete()
            raise Unreachable(_("The workers cannot be reached just now. Try again in a minute.")) from None
        return Response(_told(run, request.user), status=status.HTTP_202_ACCEPTED)


def _readers_only(user: User) -> None:
    if not may_read_policy(user):
        raise Http404


def _told(run: SimulationRun, reader: User) -> dict[str, Any]:
    return {
        "draft": run.draft_id,
        "draft_hash": run.draft_hash,
        "against_hash": run.against_hash,
        "as_of": run.as_of,
        "asked_at": run.asked_at,
        "computed_at": run.computed_at,
        "firms": run.firms,
        "done": run.done,
        "differences": _differences(run),
        "result": None if run.result is None else _result(run.result, reader),
        "sensitivity": run.sensitivity,
    }


def _differences(run: SimulationRun) -> list[Any]:
    against = frameworks.engine(Framework.objects.get(hash=run.against_hash))
    return [d.document() for d in compare(against, checked(opened(run.draft.document)))]


def _result(kept: dict[str, Any], reader: User) -> dict[str, Any]:
    """As it is stored, with public numbers and codes in place of keys."""
    movers = {supplier: rest for supplier, *rest in kept["movers"]}
    seen = Supplier.objects.visible_to(reader).filter(pk__in=movers).order_by("pk")
    names = ("level", "new_level", "total", "new_total")
    provinces = {str(pk): code for pk, code in Province.objects.values_list("pk", "code")}
    groups = {**kept["groups"]}
    groups["province"] = {provinces.get(key, ""): row for key, row in groups["province"].items()}
    return {
        **kept,
        "migration": kept["migration"] if reader.works_everywhere else None,
        "groups": groups if reader.works_everywhere else None,
        "movers": [
            {"public_id": public_id, **dict(zip(names, movers[pk], strict=True))}
            for pk, public_id in seen.values_list("pk", "public_id")
        ],
    }
