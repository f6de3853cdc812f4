"""What the pages of the policy show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404

from portal.models import User
from readiness import frameworks
from readiness.engine.draft import Difference, checked, compare, opened
from readiness.engine.draft.compare import difference_from
from readiness.engine.framework import Framework as EngineFramework
from readiness.models import DraftChange, Framework, FrameworkDraft
from readiness.policy.actions import simulated
from readiness.policy.permissions import may_edit_policy, wrote
from readiness.policy.rescoring import Progress, progress
from readiness.policy.wording import Told, name_of, reader_language, told

# Lines of the history that a page opens with.
HISTORY = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history of a draft."""

    change: DraftChange
    differences: list[Told]


@dataclass(frozen=True)
class VersionsPage:
    """Everything there is: the version in force, those before it, drafts of the next, and those given up."""

    in_force: Framework
    # Each with the moment at which the next one took its place.
    versions: Sequence[tuple[Framework, datetime | None]]
    drafts: Sequence[FrameworkDraft]
    given_up: Sequence[FrameworkDraft]
    progress: Progress
    may_edit: bool


def versions_page(user: User) -> VersionsPage:
    in_force = frameworks.current()
    published = Framework.objects.published().select_related("published_by", "draft", "draft__proposed_by")
    drafts = FrameworkDraft.objects.select_related("base", "author", "proposed_by").defer("document")
    shelved = drafts.filter(state=FrameworkDraft.State.WITHDRAWN)
    versions = list(published.order_by("-published_at", "-pk"))
    ends = [None, *(version.published_at for version in versions)]
    return VersionsPage(
        in_force=in_force,
        versions=list(zip(versions, ends, strict=False)),
        drafts=list(drafts.open().order_by("-created_at")),
        given_up=list(shelved.order_by("-created_at")),
        progress=progress(in_force),
        may_edit=may_edit_policy(user),
    )


@dataclass(frozen=True)
class DraftPage:
    """One draft beside the version in force, or, once it is closed, beside the one it was copied from; and what
    ``reader`` may do with it."""

    draft: FrameworkDraft
    engine: EngineFramework
    in_force: Framework
    reader: User

    @cached_property
    def differences(self) -> list[Told]:
        """From the version beside it to this draft: what publishing would change, or has changed."""
        return rows(compare(frameworks.engine(self.beside), self.engine), self.engine)

    @property
    def open(self) -> bool:
        return self.draft.state in FrameworkDraft.OPEN

    @property
    def beside(self) -> Framework:
        return self.in_force if self.open else self.draft.base

    @property
    def of_another(self) -> bool:
        """Whether somebody else began it: giving it up takes a second press."""
        return self.draft.author_id != self.reader.pk

    @cached_property
    def history(self) -> list[Line]:
        changes = self.draft.changes.select_related("by").order_by("-at", "-pk")[:HISTORY]
        return [
            Line(change, rows([difference_from(d) for d in change.differences], self.engine))
            for change in changes
        ]

    @cached_property
    def editor(self) -> bool:
        return may_edit_policy(self.reader)

    @property
    def editable(self) -> bool:
        return self.editor and self.draft.state == FrameworkDraft.State.DRAFT

    @property
    def proposed(self) -> bool:
        return self.draft.state == FrameworkDraft.State.PROPOSED

    @cached_property
    def own(self) -> bool:
        """Whether the reader had a hand in it, and so cannot be the second person."""
        return wrote(self.reader, self.draft)

    @cached_property
    def levels(self) -> list[dict[str, Any]]:
        """Those that ask something: number and name."""
        language = reader_language()
        return [
            {"number": lv.number, "words": lv.name.get(language, "")}
            for lv in self.engine.levels
            if lv.number > 0
        ]

    @cached_property
    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each dimension with (code, name) of its criteria."""
        return [
            (
                name_of(d.code, self.engine),
                [
                    (c.code, name_of(c.code, self.engine))
                    for c in self.engine.criteria
                    if c.dimension == d.code
                ],
            )
            for d in self.engine.dimensions
        ]

    @cached_property
    def simulated(self) -> bool:
        return self.draft.state in FrameworkDraft.OPEN and simulated(self.draft)

    @property
    def overtaken(self) -> bool:
        """Whether another version was published since this draft was copied."""
        return self.draft.state in FrameworkDraft.OPEN and self.draft.base_id != self.in_force.pk


def draft_page(draft: FrameworkDraft, user: User) -> DraftPage:
    return DraftPage(draft, checked(opened(draft.document)), frameworks.current(), user)


def rows(differences: Sequence[Difference], framework: EngineFramework) -> list[Told]:
    return [told(difference, framework) for difference in differences]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two versions that are compared: a published one ("v3") or an open draft ("d5")."""

    key: str
    label: str
    engine: EngineFramework


@dataclass(frozen=True, slots=True)
class ComparePage:
    choices: list[tuple[str, str]]
    one: Side
    other: Side
    differences: list[Told]


def compare_page(one: str, other: str) -> ComparePage:
    """``one`` and ``other`` as in ``Side.key``; "" is the version in force, and the newest of what is not."""
    versions = list(Framework.objects.published().order_by("-published_at", "-pk"))
    drafts = list(FrameworkDraft.objects.open().order_by("-created_at"))
    known: dict[str, Any] = {f"d{d.pk}": d for d in drafts} | {f"v{v.pk}": v for v in versions}
    if not versions:
        raise Http404
    in_force = f"v{versions[0].pk}"
    one = one or (f"v{versions[1].pk}" if not drafts and len(versions) > 1 else in_force)
    other = other or (f"d{drafts[0].pk}" if drafts else in_force)
    if one not in known or other not in known:
        raise Http404
    sides = [_side(key, known[key]) for key in (one, other)]
    return ComparePage(
        choices=[(key, _label(row)) for key, row in known.items()],
        one=sides[0],
        other=sides[1],
        differences=rows(compare(sides[0].engine, sides[1].engine), sides[1].engine),
    )


def _side(key: str, row: Framework | FrameworkDraft) -> Side:
    engine = frameworks.engine(row) if isinstance(row, Framework) else checked(opened(row.document))
    return Side(key, _label(row), engine)


def _label(row: Framework | FrameworkDraft) -> str:
    return str(row) if isinstance(row, Framework) else f"{row} ({row.get_state_display()})"
