"""Firms of the portal with capacity left, a process that staff checked, and a level."""

from collections.abc import Sequence
from datetime import date

from buyers.models import Requirement, RequirementLine, RequirementVersion
from portal.models import Organisation, Process, Province, Sector, Standard
from readiness.models import DemandLine, DemandScenario
from suppliers.models import Capability, Certificate, Evidence, Supplier
from tests.cast import NOW, firm
from tests.readiness.pages.proof import BEFORE, LATER, prove, prove_all


def plant(
    name: str,
    code: str,
    *,
    process: str = "forming.stamping",
    level: int = 4,
    capacity: int = 1000,
    load: int = 40,
    ownership: str = "vietnamese",
    proven_until: date | None = LATER,
    **more,
) -> Supplier:
    """A mechanical firm of which a buyer confirmed everything at one level."""
    made = firm(name, code, **more)
    Supplier.objects.filter(pk=made.pk).update(
        monthly_capacity=capacity, load_percent=load, ownership=ownership
    )
    made.refresh_from_db()
    Capability.objects.create(
        supplier=made, process=Process.objects.get(code=process), proven_until=proven_until
    )
    prove_all(made, level, but=["2.1"] if level == 4 else [])
    if level == 4:
        prove(made, "2.1", 5)
    return made


def certify(made: Supplier, standard: str, *, until: date = LATER, by: str = "A3") -> None:
    """A certificate with its evidence, proven unless ``by`` is A0 or A1."""
    certificate = Certificate.objects.create(
        supplier=made, standard=Standard.objects.get(code=standard), valid_to=until
    )
    Evidence.objects.create(
        supplier=made, criterion="2.1", kind="certificate", certificate=certificate, evidence_class=by,
        claimed_level=3, level=3, valid_from=BEFORE, valid_to=until,
    )  # fmt: skip


def scenario(*lines: tuple, status: str = "active", synthetic: bool = False) -> DemandScenario:
    """Lines are (process, quantity, standards)."""
    made = DemandScenario.objects.create(
        name_vi="Kịch bản", name_en="Scenario", status=status, source="Khảo sát", reason="Để tính",
        synthetic=synthetic, created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    for position, (process, quantity, *standards) in enumerate(lines):
        DemandLine.objects.create(
            scenario=made, position=position, sector=Sector.objects.current().get(letters=["A"]),
            process=Process.objects.get(code=process), quantity=quantity, standards=standards,
        )  # fmt: skip
    return made


def requirement(
    buyer: str,
    volume: int,
    *,
    process: str | list[str] = "forming.stamping",
    also: Sequence[str | list[str]] = (),
    near: tuple[str, int] | None = None,
    verified: bool = True,
    **more: list[str] | int | str,
) -> Requirement:
    """A published requirement of a buyer; a list of processes is any of them. ``more`` are must lines by kind, words or a limit; ``near`` is a province
    and kilometres. A criterion is asked as "2.1 >= 3"."""
    known = {"verified_at": NOW if verified else None}
    organisation, _made = Organisation.objects.get_or_create(
        kind=Organisation.Kind.BUYER, name=buyer, defaults=known
    )
    made = Requirement.objects.create(organisation=organisation, created_at=NOW)
    version = RequirementVersion.objects.create(requirement=made, title="Cần", published_at=NOW, saved_at=NOW)
    works = [[asked] if isinstance(asked, str) else asked for asked in (process, *also)]
    lines = [{"kind": "process", "codes": codes} for codes in works]
    lines.append({"kind": "volume", "limit": volume})
    for kind, asked in more.items():
        if kind == "criterion":
            code, least = str(asked).split(" >= ")
            lines.append({"kind": kind, "codes": [code], "limit": least})
        else:
            lines.append({"kind": kind, "codes" if isinstance(asked, list) else "limit": asked})
    if near:
        place = Province.objects.get(code=near[0], changes_after__isnull=True)
        lines.append({"kind": "distance", "place": place, "limit": near[1]})
    for line in lines:
        RequirementLine.objects.create(version=version, **line)
    return made
