"""What a programme says of itself, in the reader's language where its words are ours."""

from django import template

from readiness.dashboards.documents import said
from readiness.dashboards.programme_words import PROGRAMME_WORDS

register = template.Library()


@register.filter
def of_programme(text: str) -> str:
    return said(text, PROGRAMME_WORDS)
