"""The directory: who can make it, and how sure we are. Open to everyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suppliers.directory import search
from suppliers.filters import DirectoryFilter
from suppliers.models import SearchDocument


@login_not_required
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    filterset = DirectoryFilter(request.GET, queryset=SearchDocument.objects.all())
    page = search.page(filterset.qs, filterset.ordering, filterset.text, request.GET.get("after", ""))
    return render(request, "suppliers/directory.html", {"page": page, "filter": filterset})
