"""Who would match, beside the form of a requirement."""

from django import template

from buyers.forms.requirement import RequirementForm
from readiness.matching.page import counted

register = template.Library()


@register.inclusion_tag("readiness/counts.html")
def would_match(form: RequirementForm) -> dict[str, object]:
    """The counts for what stands in the form."""
    return counted(form)
