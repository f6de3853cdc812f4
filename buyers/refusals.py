"""Why nothing was done, in words: the same on a page and through the API."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from buyers import actions

WORDS: dict[type[actions.Refused], Callable[[], str]] = {
    actions.Closed: lambda: _("Nothing was done: this requirement is closed."),
    actions.NoDraft: lambda: _("Nothing was done: there is no draft."),
    actions.OnlyVersion: lambda: _("Not dropped: this draft is all there is. Close the requirement instead."),
    actions.DraftExists: lambda: _("Nothing was done: there is a draft already."),
    actions.NothingAsked: lambda: _("Not published: without a must line every firm of the country would do."),
    actions.NoReason: lambda: _("Not closed: write why."),
    actions.NotPublished: lambda: _("Nothing was done: there is no version in force to begin from."),
    actions.StaleDraft: lambda: _("Nothing was saved: somebody else has saved since you read it."),
}


def words_of(refused: actions.Refused) -> str:
    return WORDS[type(refused)]()
