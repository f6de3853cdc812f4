"""Which enterprises are one group: counted each, and told as one where groups are counted."""

from django.utils.translation import gettext as _

from suppliers.actions.changing import changing
from suppliers.actions.rulings import Refused
from suppliers.models import Enterprise, Supplier


def place_in_group(firm: Supplier, parent: Enterprise | None, *, reason: str) -> None:
    """Put the firm's enterprise under the head of its group, or out of it (None). Raises Refused where that makes no
    group of one head and its members."""
    with changing(firm):
        enterprise = Enterprise.objects.select_for_update(of=("self",)).get(establishments=firm)
        if parent is not None:
            head = Enterprise.objects.select_for_update().get(pk=parent.pk)
            if head == enterprise:
                raise Refused(
                    _("A firm is not its own parent. Leave the tax code empty to take it out of its group.")
                )
            if head.parent is not None:
                words = {"name": head.name, "head": head.parent.name, "code": head.parent.code or ""}
                raise Refused(
                    _("%(name)s belongs to a group itself. Name its head: %(head)s, %(code)s.") % words
                )
            if enterprise.group_members.exists():
                raise Refused(_("Other firms belong to this one, so it is the head of its group."))
        enterprise.parent, enterprise.parent_reason = parent, reason
        enterprise.save(update_fields=["parent", "parent_reason"])
