"""The parts of a draft as forms. A form turns what is typed into a new document; the rules of the engine judge
the whole of it, and what they refuse stands beside its field."""

from readiness.policy.forms.clocks import ClocksForm
from readiness.policy.forms.criterion import CriterionForm
from readiness.policy.forms.gates import GatesForm
from readiness.policy.forms.level import LevelForm
from readiness.policy.forms.steps import CloneForm, ProposeForm
from readiness.policy.forms.weights import WeightsForm

__all__ = [
    "ClocksForm",
    "CloneForm",
    "CriterionForm",
    "GatesForm",
    "LevelForm",
    "ProposeForm",
    "WeightsForm",
]
