"""One active demand scenario of the synthetic country: by sector and process, what assemblers might need."""

from datetime import datetime

import pghistory

from portal.demo import MINISTRY
from portal.models import Process, Sector, User
from readiness.models import DemandLine, DemandScenario, SupplyRun

# Thousand pieces a month where the country has so many firms; with fewer it shrinks with them.
FIRMS = 3652
IATF, ISO9001, ISO14001, SMETA = "iatf16949", "iso9001", "iso14001", "smeta"
WANTED: tuple[tuple[str, str, int, tuple[str, ...]], ...] = (
    ("A", "forming.stamping", 160, (IATF,)),
    ("A", "forming.deep_drawing", 60, (IATF,)),
    ("A", "joining.resistance_welding", 20, (IATF,)),
    ("A", "casting.die_casting", 480, (IATF,)),
    ("A", "machining.cnc_milling", 180, (IATF,)),
    ("A", "machining.cnc_turning", 200, (IATF,)),
    ("A", "forming.hot_forging", 120, (IATF,)),
    ("A", "cable_harness.harness_assembly", 700, (IATF,)),
    ("M", "machining.laser_cutting", 40, (ISO9001,)),
    ("M", "forming.bending", 20, (ISO9001,)),
    ("M", "joining.mig_mag", 20, (ISO9001,)),
    ("M", "casting.sand_casting", 90, (ISO9001,)),
    ("M", "machining.cnc_milling", 90, (ISO9001,)),
    ("M", "surface.zinc_plating", 220, (ISO9001,)),
    ("M", "surface.powder_coating", 60, (ISO9001,)),
    ("M", "tooling.press_die", 90, ()),
    ("P", "moulding.injection", 260, (ISO9001,)),
    ("P", "moulding.rubber_moulding", 120, (ISO9001,)),
    ("P", "moulding.thermoforming", 50, ()),
    ("P", "moulding.blow_moulding", 100, ()),
    ("E", "electronics.smt", 620, (ISO9001, ISO14001)),
    ("E", "electronics.pcba", 160, (ISO9001, ISO14001)),
    ("E", "electronics.coil_winding", 260, (ISO9001,)),
    ("E", "electronics.fpc", 240, (ISO9001,)),
    ("E", "cable_harness.harness_assembly", 500, (ISO9001,)),
    ("E", "moulding.injection", 520, (ISO9001, ISO14001)),
    ("T", "garment.pattern_cutting", 180, (SMETA,)),
    ("T", "garment.sewing", 220, (SMETA,)),
    ("T", "textile.weaving", 240, ()),
    ("T", "textile.knitting", 160, ()),
    ("T", "textile.yarn_spinning", 400, ()),
    ("T", "textile.dyeing", 200, ()),
    ("F", "leather_footwear.sole_making", 320, ()),
    ("F", "leather_footwear.upper_stitching", 180, (SMETA,)),
    ("F", "leather_footwear.leather_cutting", 380, (SMETA,)),
    ("F", "leather_footwear.tanning", 150, ()),
    ("H", "machining.five_axis", 60, (ISO9001,)),
    ("H", "surface.cleaning", 40, ()),
)


def add_scenario(suppliers: int, *, now: datetime) -> DemandScenario:
    """The scenario with its lines, active, as if staff had entered it: the history names the same author."""
    author = User.objects.filter(email=MINISTRY).first()
    with pghistory.context(**({"user": author.pk} if author else {})):
        return _entered(suppliers, author, now)


def _entered(suppliers: int, author: User | None, now: datetime) -> DemandScenario:
    scenario = DemandScenario.objects.create(
        name_vi="Nhu cầu mẫu của các nhà lắp ráp",
        name_en="Sample demand of assemblers",
        status=DemandScenario.Status.ACTIVE,
        source="Dữ liệu mẫu, không có trong thực tế / Sample data, not real",
        reason="Dữ liệu mẫu: để trang Điểm nghẽn có nhu cầu mà tính.",
        author=author,
        synthetic=True,
        created_at=now,
        changed_at=now,
    )
    sectors = {s.letters[0]: s for s in Sector.objects.current() if len(s.letters) == 1}
    processes = {process.code: process for process in Process.objects.current()}
    DemandLine.objects.bulk_create(
        DemandLine(
            scenario=scenario,
            position=position,
            sector=sectors[letter],
            process=processes[process],
            quantity=max(1, round(thousands * suppliers / FIRMS * 10)) * 100,
            standards=list(standards),
        )
        for position, (letter, process, thousands, standards) in enumerate(WANTED)
    )
    return scenario


def remove_scenarios() -> None:
    """Take the synthetic scenarios away again, with every run that was computed with them."""
    SupplyRun.objects.all().delete()
    DemandScenario.objects.filter(synthetic=True).delete()
