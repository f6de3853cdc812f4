"""Up to five listed firms side by side. Open to everyone, as the directory is; a requirement to its buyer alone."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from buyers.asking import asked_of
from buyers.permissions import may_read_requirements
from buyers.views.requirements import version_asked_for, visible
from portal.clock import today
from readiness.matching.comparing import MOST, compared


@login_not_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """``firm``, repeated: who is compared, by public number; ``requirement`` (and ``version``): against what."""
    numbers = list(dict.fromkeys(filter(str.isalnum, map(str.upper, request.GET.getlist("firm")))))
    context: dict[str, object] = {"most": MOST, "too_many": len(numbers) > MOST}
    asked, kept = [], {}
    if wanted := request.GET.get("requirement", ""):
        if not may_read_requirements(request.user):
            raise Http404
        found = visible(request, wanted)
        version = version_asked_for(request, found)
        asked, kept = asked_of(version.lines.all()), {"requirement": found.public_id}
        if version != found.shown:
            kept["version"] = str(version.number)
        context |= {"requirement": found, "version": version}
    shown = compared(numbers, asked, request.user, today())
    listed = [firm.public_id for firm in shown.firms]
    without = [
        (firm, _address({"firm": [other for other in listed if other != firm.public_id], **kept}))
        for firm in shown.firms
    ]
    context |= {
        "wish": any(not line.must for line in asked),
        "shown": shown,
        "without": without,
        "on": today(),
    }
    return render(request, "readiness/compare.html", context)


def _address(query: dict[str, object]) -> str:
    return f"{reverse('readiness:compare')}?{urlencode(query, doseq=True)}"
