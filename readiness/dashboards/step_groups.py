"""A long way in parts that can be read one after another: what opens gates first, level by level, then the rest by the
section of the profile to which it belongs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from readiness.engine.roadmap import WayStep
from suppliers.sections import SECTIONS, section_of

# A way of more steps than this is told in groups, of which all but the first are folded.
LONG = 8


@dataclass(frozen=True, slots=True)
class Place:
    """In which group a step stands: of the gates of ``level``, or where that is 0 of ``section``."""

    level: int
    section: str

    @property
    def order(self) -> tuple[bool, int, int]:
        keys = list(SECTIONS)
        return not self.level, self.level, keys.index(self.section) if self.section in keys else len(keys)

    @property
    def title(self) -> str:
        if self.level:
            return _("Gates of level %(level)s") % {"level": self.level}
        section = SECTIONS.get(self.section)
        return str(section.title) if section else _("Other steps")


def places_of(steps: Sequence[WayStep]) -> Mapping[str, Place]:
    """Key of a step -> its group. What must come before a step that opens a gate stands with that gate."""
    levels = {step.key: min((level for level, _code in step.opens), default=0) for step in steps}
    leads = {step.key: step.leads_to for step in steps}
    for _round in steps:  # a chain is as long as the way at most
        for key, after in leads.items():
            levels[key] = min(filter(None, (levels[key], *(levels.get(a, 0) for a in after))), default=0)
    return {step.key: Place(levels[step.key], "" if levels[step.key] else _section(step)) for step in steps}


def _section(step: WayStep) -> str:
    code = step.criterion or next((code for code, _level in step.step.raises), "")
    section = section_of(code)
    return section.key if section else ""
