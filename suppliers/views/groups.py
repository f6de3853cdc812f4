"""The group to which a firm belongs."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from suppliers.actions.groups import place_in_group
from suppliers.forms.groups import GroupForm
from suppliers.views.rulings import decided_firm, form_page


def group_of(request: HttpRequest, public_id: str) -> HttpResponse:
    """Staff say under which head the firm's enterprise stands."""
    firm = decided_firm(request, public_id)
    if firm.enterprise is None:
        raise Http404
    head = firm.enterprise.parent
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        initial={"parent": head.code if head else "", "reason": firm.enterprise.parent_reason},
    )

    def act() -> str:
        place_in_group(firm, form.cleaned_data["parent"], reason=form.cleaned_data["reason"])
        return _("Recorded. Firms of one group are told as one where groups are counted.")

    lede = _(
        "Each enterprise is counted by its own tax code; beside that number stands how many groups they are."
    )
    return form_page(request, firm, form, _("Group of the firm"), lede=lede, act=act)
