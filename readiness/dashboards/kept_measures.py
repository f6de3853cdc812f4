"""Reported and potential of a kept page, from its snapshot alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.templatetags.figures import per_cent
from readiness.engine.reported import in_country, vietnamese
from readiness.models import SupplyRun


@dataclass(frozen=True, slots=True)
class KeptMeasure:
    """Two shares in per cent, None where they are not known or hidden; ``source`` says from what."""

    everyone: Decimal | None
    vietnamese: Decimal | None
    source: str
    as_of: date | None
    hidden: bool = False


def reported(said: Mapping[str, Any] | None) -> KeptMeasure:
    if said is None:
        return KeptMeasure(None, None, _("Purchase reports"), None)
    amounts = said["amounts"] and {origin: Decimal(amount) for origin, amount in said["amounts"].items()}
    buyers = ngettext("%(n)s reporting buyer", "%(n)s reporting buyers", said["buyers"]) % {
        "n": said["buyers"]
    }
    source = _("Purchase reports for %(year)s") % {"year": said["year"]}
    return KeptMeasure(
        _percent(in_country(amounts)),
        _percent(vietnamese(amounts)),
        f"{source} · {buyers}",
        date.fromisoformat(said["as_of"]),
        hidden=amounts is None,
    )


def potential(said: Mapping[str, Mapping[str, Any]]) -> KeptMeasure:
    source = _("Maximum flow, firms at level 4")
    everyone = said.get(SupplyRun.Ownership.ALL)
    if everyone is None:
        return KeptMeasure(None, None, source, None)
    # Pages kept before it was written down do not say it.
    framework = [_("Framework %(name)s") % {"name": name}] if (name := everyone.get("framework")) else []
    return KeptMeasure(
        _served(everyone),
        _served(said.get(SupplyRun.Ownership.VIETNAMESE)),
        " · ".join([source, *framework, _("what went in: %(hash)s") % {"hash": everyone["input"][:12]}]),
        date.fromisoformat(everyone["as_of"]),
    )


def _served(said: Mapping[str, Any] | None) -> Decimal | None:
    return _percent(Decimal(said["served"]) / said["asked"]) if said else None


def _percent(share: Decimal | None) -> Decimal | None:
    return None if share is None else per_cent(share)
