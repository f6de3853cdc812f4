from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from readiness.dashboards.choice import LEVELS, Choice, choice_of
from readiness.models import SupplyRun
from readiness.supply.running import changed_since
from suppliers.models import Supplier


class LocalSupply(APIView):
    """The run stored last: flow, bounds, what is short and why, and whose help would add most. For staff.

    Quantities are pieces a month. Firms are public numbers; of those that the caller may not see, null. Where any of
    several processes will do, a line names them with "|" between.
    """

    @extend_schema(
        operation_id="local_supply",
        parameters=[
            OpenApiParameter("level", int, enum=sorted(LEVELS), description="4 if left out"),
            OpenApiParameter(
                "ownership", str, enum=SupplyRun.Ownership.values, description="all if left out"
            ),
            OpenApiParameter("horizon", str, enum=SupplyRun.Horizon.values, description="today if left out"),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request) -> Response:
        if not request.user.is_ministry:
            raise Http404
        _refuse_unknown(request)
        choice = choice_of(request.query_params)
        run = choice.run()
        if run is None:
            raise Http404
        return Response(_told(choice, run, request.user))


def _refuse_unknown(request: Request) -> None:
    """The page falls back on what it shows first; a program that asked for something else would not notice."""
    known = {
        "level": [str(level) for level in sorted(LEVELS)],
        "ownership": SupplyRun.Ownership.values,
        "horizon": SupplyRun.Horizon.values,
    }
    wrong = {
        name: [_("One of %(levels)s.") % {"levels": ", ".join(values)}]
        for name, values in known.items()
        if (asked := request.query_params.get(name)) and asked not in values
    }
    if wrong:
        raise ValidationError(wrong)


def _told(choice: Choice, run: SupplyRun, user: Any) -> dict[str, Any]:
    result = run.result
    named = {firm["plant"] for firm in result["firms"]}
    for each in result["choices"]:
        named |= {u["plant"] for told in (each["flow"], each["firms"]) for u in told["upgrades"]}
    named |= {plant for line in result["lines"] for plant, _name in line["near"]} | set(result["ready"])
    pairs = [*result["waivers"], *(pair for line in result["lines"] for pair in line["pairs"])]
    named |= {plant for pair in pairs for plant in pair.get("plants", ())}
    seen = Supplier.objects.visible_to(user).filter(pk__in=map(int, named))
    numbers = {str(pk): public_id for pk, public_id in seen.values_list("pk", "public_id")}

    def shown(firm: dict[str, Any]) -> dict[str, Any]:
        return {**firm, "plant": numbers.get(firm["plant"])}

    def pair(told: dict[str, Any]) -> dict[str, Any]:
        return {**told, "plants": list(map(numbers.get, told["plants"]))} if "plants" in told else told

    def chosen(told: dict[str, Any]) -> dict[str, Any]:
        return {**told, "upgrades": [shown(upgrade) for upgrade in told["upgrades"]]}

    return {
        "level": choice.level,
        "ownership": choice.ownership,
        "horizon": choice.horizon,
        "as_of": run.as_of,
        "computed_at": run.computed_at,
        "changed_since": changed_since(run.computed_at),
        "input_hash": run.input_hash,
        **result,
        "ready": list(map(numbers.get, result["ready"])),
        "lines": [
            {
                **line,
                "near": [[numbers.get(plant), name] for plant, name in line["near"]],
                "pairs": list(map(pair, line["pairs"])),
            }
            for line in result["lines"]
        ],
        "waivers": list(map(pair, result["waivers"])),
        "firms": [shown(firm) for firm in result["firms"]],
        "choices": [
            {**each, "flow": chosen(each["flow"]), "firms": chosen(each["firms"])}
            for each in result["choices"]
        ],
    }
