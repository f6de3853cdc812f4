"""Which run of the potential a page or the API looks at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from readiness.models import SupplyRun
from readiness.supply.running import latest

LEVELS = (4, 3)


@dataclass(frozen=True, slots=True)
class Choice:
    level: int = LEVELS[0]
    ownership: str = SupplyRun.Ownership.ALL
    horizon: str = SupplyRun.Horizon.TODAY

    @property
    def query(self) -> str:
        return f"level={self.level}&ownership={self.ownership}&horizon={self.horizon}"

    @property
    def which(self) -> dict[str, Any]:
        """As a run is looked up, and as a task is told of it."""
        return {"level": self.level, "ownership": str(self.ownership), "horizon": str(self.horizon)}

    def run(self) -> SupplyRun | None:
        return latest(**self.which)

    def with_(self, **changed: Any) -> "Choice":
        return Choice(**{**self.which, **changed})


def choice_of(asked: Mapping[str, str]) -> Choice:
    """What the address asks for; what it does not say, or says wrongly, is level 4, all firms, today."""
    level = asked.get("level", "")
    ownership, horizon = asked.get("ownership", ""), asked.get("horizon", "")
    return Choice(
        int(level) if level in map(str, LEVELS) else LEVELS[0],
        ownership if ownership in SupplyRun.Ownership.values else SupplyRun.Ownership.ALL,
        horizon if horizon in SupplyRun.Horizon.values else SupplyRun.Horizon.TODAY,
    )
