"""Processes, products, machines, capacity: what the workshop does, from what, on what and how much."""

from collections.abc import Sequence
from typing import Any

from suppliers import claims
from suppliers.actions.evidence import say
from suppliers.actions.profile.saving import Levels, Save, Values, say_section, write, write_once
from suppliers.actions.sections import replace_rows
from suppliers.claims import Claim
from suppliers.deciding.capacity import delivery_claims
from suppliers.deciding.machines import Kept, equipment_claims
from suppliers.deciding.products import Bought, input_claims
from suppliers.models import Capability, Delivery, Equipment, Evidence, Input, Machine, Product, Supplier


def save_processes(supplier: Supplier, capabilities: Sequence[Values], *, levels: Levels, save: Save) -> None:
    """Processes and materials. Where others are stated, what was checked was the old ones."""
    with save.begin(supplier, "processes") as firm:
        _save_capabilities(firm, capabilities)
        said = claims.precision_claims([c["tolerance_mm"] for c in capabilities], **save.clock)
        say_section(firm, "processes", said, levels, save)


def save_products(
    supplier: Supplier,
    origin: Values,
    *,
    products: Sequence[Values],
    inputs: Sequence[Values],
    levels: Levels,
    save: Save,
) -> None:
    """Products and inputs. ``origin`` are columns of the firm."""
    with save.begin(supplier, "products") as firm:
        write(firm, origin)
        replace_rows(Product, firm, products, foreign=["group"], identity=["name"])
        replace_rows(Input, firm, inputs, identity=["name"])
        bought = [
            Bought(i["country"], i["share_percent"], i["sources"], i["stock_days"], i["watched"], i["tested"])
            for i in inputs
        ]
        said = input_claims(bought, local_percent=firm.local_content_percent, **save.clock)
        say_section(firm, "products", said, levels, save)


def save_machines(
    supplier: Supplier, equipment: Values, *, machines: Sequence[Values], levels: Levels, save: Save
) -> None:
    """Machines and how they are kept. Where others are stated, what was checked was the old ones."""
    with save.begin(supplier, "machines") as firm:
        before = dict(Machine.objects.filter(supplier=firm).values_list("pk", "process"))
        touched, gone = replace_rows(Machine, firm, machines, foreign=["process"])
        after = dict(Machine.objects.filter(supplier=firm).values_list("pk", "process"))
        edited = {before[pk] for pk in gone | touched if pk in before} | {after[pk] for pk in touched}
        Capability.objects.filter(supplier=firm, process__in=edited).update(proven_until=None)
        write_once(firm, Equipment, equipment)
        kept = Kept(
            maintenance=equipment["maintenance"],
            oee_percent=equipment["oee_percent"],
            siri_band=equipment["siri_band"],
            self_check=[equipment[name] for name in ("automation", "connection", "figures", "planning")],
        )
        said = [
            *claims.machine_claims([m["serial_number"] for m in machines], **save.clock),
            *equipment_claims(kept, **save.clock),
        ]
        say_section(firm, "machines", said, levels, save)
        say(
            firm,
            _capacity_claims(firm, save),
            kinds=[Evidence.Kind.STATEMENT],
            criteria=["4.2"],
            by=save.by,
            now=save.now,
        )


def save_capacity(
    supplier: Supplier, capacity: Values, *, delivery: Values, levels: Levels, save: Save
) -> None:
    """Capacity and delivery. ``capacity`` are columns of the firm."""
    with save.begin(supplier, "capacity") as firm:
        write(firm, capacity)
        write_once(firm, Delivery, delivery)
        figures: Any = {n: delivery[n] for n in ("lead_days", "kept_lead_days", "flex_percent", "flex_weeks")}
        said = [*_capacity_claims(firm, save), *delivery_claims(**figures, **save.clock)]
        say_section(firm, "capacity", said, levels, save)


def _capacity_claims(firm: Supplier, save: Save) -> list[Claim]:
    """4.2 rests on two sections: the stated capacity, and whether each machine states its own."""
    by_machine = list(Machine.objects.filter(supplier=firm).values_list("monthly_capacity", flat=True))
    return claims.capacity_claims(
        firm.monthly_capacity, by_machine=bool(by_machine) and all(by_machine), **save.clock
    )


def _save_capabilities(firm: Supplier, rows: Sequence[Values]) -> None:
    """What the check of the machines speaks for, the process and its materials, is proven no longer where it
    becomes something else or more; a figure beside it is not what was checked."""
    plain = [{k: v for k, v in row.items() if k != "materials"} for row in rows]
    before = dict(Capability.objects.filter(supplier=firm).values_list("pk", "process"))
    replace_rows(Capability, firm, plain, foreign=["process"], identity=["process_id"])
    edited = set()
    materials = {row["process"]: set(row["materials"]) for row in rows}
    for capability in Capability.objects.filter(supplier=firm).prefetch_related("materials"):
        wanted, held = materials[capability.process_id], {m.pk for m in capability.materials.all()}
        if held != wanted:
            capability.materials.set(wanted)
        if before.get(capability.pk) != capability.process_id or wanted - held:
            edited.add(capability.pk)
    Capability.objects.filter(pk__in=edited, proven_until__isnull=False).update(proven_until=None)
