"""Land what is clean: a fixed number of statements for every thousand rows.

An imported firm belongs to nobody, has said nothing and proven nothing: no evidence is written for it, and
it enters the directory only when staff have checked the list. Nothing of a firm that we have is touched.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

import pghistory
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.models import IndustryClass, PersonalChange, Province, Sector, User
from portal.vocabulary import BEFORE, SINCE
from suppliers import directory
from suppliers.events import many_facts_changed
from suppliers.importing.headers import Header
from suppliers.importing.plan import Entry, Plan, plan_list
from suppliers.importing.refusal import Refused
from suppliers.importing.rows import NOTHING_CHOSEN, Chosen
from suppliers.importing.sheets import Table, open_table
from suppliers.models import (
    Capability,
    Contact,
    Enterprise,
    HeldCells,
    HouseholdNumber,
    ImportBatch,
    ImportRow,
    Supplier,
    SupplierIndustry,
    SupplierSector,
)

# One import at a time: two at once would not see each other's firms.
_LOCK = 770_100_115
_AT_ONCE = 1000


def import_list(
    data: bytes,
    *,
    file_name: str,
    sheet: str = "",
    by: User | None = None,
    checked: bool = False,
    dry_run: bool = False,
    chosen: Chosen = NOTHING_CHOSEN,
    today: date,
    now: datetime,
) -> tuple[Plan, ImportBatch | None]:
    """Take a list in. ``checked``: ``by`` vouches for it, and its firms enter the directory at once; ``chosen``: where
    firms lie that name an earlier province that was divided.

    No batch comes back, and nothing is changed, from a dry run or where every row is refused. Raises
    Refused for a file that cannot be read or is in already.
    """
    table = open_table(data, sheet)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        if not dry_run:
            one_at_a_time()
        refuse_twice(digest, table.sheet)
        plan = plan_list(file_name, digest, table, chosen=chosen)
        if dry_run or not plan.takes_something:
            return plan, None
        batch = ImportBatch(
            file_name=plan.file_name,
            digest=digest,
            sheet=table.sheet[:100],
            places=chosen.as_json(),
            created_at=now,
            created_by=by,
        )
        land(plan, batch, by=by, checked=checked, today=today, now=now)
    return plan, batch


def one_at_a_time(*, wait: bool = True) -> bool:
    """Hold the right to take in a list until the end of the transaction; False where ``wait`` is not and somebody
    else has it."""
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def refuse_twice(digest: str, sheet: str) -> None:
    """Raises Refused where this sheet of this file is in already."""
    before = ImportBatch.objects.filter(
        digest=digest, sheet=sheet[:100], state=ImportBatch.State.DONE, undone_at__isnull=True
    ).first()
    if before:
        raise Refused(
            _("This file was taken in on %(day)s as batch %(batch)s. Undo that batch to take it in again.")
            % {
                "day": date_format(timezone.localtime(before.landed), "SHORT_DATE_FORMAT"),
                "batch": before.pk,
            }
        )


def land(
    plan: Plan, batch: ImportBatch, *, by: User | None, checked: bool, today: date, now: datetime
) -> None:
    """Write the rows of a plan and the firms of those that land, and the batch as taken in. Raises Refused where
    a firm of it came meanwhile; then nothing is written."""
    try:
        with transaction.atomic():
            _Landing(plan, batch, by=by, checked=checked, today=today, now=now).write()
    except IntegrityError:
        raise Refused(
            _("A firm of this list came to the portal while it was being read; run the import again.")
        ) from None


def write_trial(plan: Plan, batch: ImportBatch) -> None:
    """What would become of each row, in place of what an earlier trial said; no firm is touched."""
    drop_trial(batch)
    titles = plan.table.header.titles
    rows = write_rows(plan.entries, batch, {})
    write(
        HeldCells(row=row, cells=cells)
        for row, entry in zip(rows, plan.entries, strict=True)
        if (cells := _asked_about(entry, titles))
    )
    batch.columns, batch.state = columns_of(plan.table), ImportBatch.State.TRIED
    batch.save(update_fields=["columns", "state"])


def _asked_about(entry: Entry, titles: Mapping[str, str]) -> dict[str, str]:
    """Cells of which something is said and which the row shows less of: who brought the list sees what is wrong."""
    named = {problem.column for problem in (*entry.row.problems, *entry.row.notes)}
    return {name: cell for name, cell in entry.row.held.items() if titles.get(name, name) in named}


def drop_trial(batch: ImportBatch) -> None:
    """The rows of a trial, to which nothing but their cells refers yet, in two statements; Django would fetch each."""
    rows, cells = ImportRow._meta.db_table, HeldCells._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {cells} USING {rows} WHERE row_id = {rows}.id AND batch_id = %s",  # noqa: S608
            [batch.pk],
        )
        cursor.execute(f"DELETE FROM {rows} WHERE batch_id = %s", [batch.pk])  # noqa: S608


def columns_of(table: Table) -> dict[str, str]:
    """What the file calls each column that is read -> the field."""
    return {table.header.titles[field]: field for field in table.header.columns}


def land_one(entry: Entry, row: ImportRow, *, by: User | None, today: date, now: datetime) -> Supplier:
    """A row of a list that was taken in before, whose fate has changed. Raises Refused as ``land``."""
    plan = Plan(
        row.batch.file_name, row.batch.digest, Table(row.batch.sheet, (), Header(0, {}, {}, ())), [entry]
    )
    landing = _Landing(plan, row.batch, by=by, checked=row.batch.checked, today=today, now=now)
    try:
        with transaction.atomic():
            return landing.one(row)
    except IntegrityError:
        raise Refused(
            _("A firm with this tax code or number came to the portal meanwhile; try again.")
        ) from None


def write_rows(entries: Sequence[Entry], batch: ImportBatch, by_row: dict[int, int]) -> list[ImportRow]:
    """``by_row``: firms that landed from this file, for candidates that are rows of it."""
    return write(
        ImportRow(batch=batch, number=entry.row.number, **row_values(entry, by_row)) for entry in entries
    )


def row_values(entry: Entry, by_row: Mapping[int, int]) -> dict[str, Any]:
    """What is kept of a row, and its fate."""
    return {
        "raw": dict(entry.row.raw),
        "cleaned": entry.row.cleaned,
        "fate": entry.fate,
        "problems": [p.as_json() for p in (*entry.row.problems, *entry.row.notes)],
        "candidates": [
            c.as_json() | {"supplier": c.known.supplier or by_row.get(c.known.row or 0)}
            for c in entry.candidates
        ],
    }


class _Landing:
    """One plan on its way into the tables. History is written by the triggers, as for any other change."""

    def __init__(
        self,
        plan: Plan,
        batch: ImportBatch,
        *,
        by: User | None,
        checked: bool,
        today: date,
        now: datetime,
    ) -> None:
        self.plan, self.batch, self.by, self.checked, self.today, self.now = (
            plan,
            batch,
            by,
            checked,
            today,
            now,
        )
        self.landed = plan.of(ImportRow.Fate.LANDED)

    def write(self) -> None:
        batch = self.batch
        batch.columns = columns_of(self.plan.table)
        batch.checked, batch.landed_at = self.checked, self.now
        if batch.pk is None:
            batch.save()
        # History then says with which list a row came; without a context its trigger also throws away a
        # subtransaction a row, and ten thousand rows take half as long again.
        with pghistory.context(import_batch=batch.pk, user=self.by and self.by.pk):
            self._land()
        # Last, since it holds the batch's row until the end: whoever asks to stop would wait for it.
        batch.state = ImportBatch.State.DONE
        batch.save()

    def one(self, row: ImportRow) -> Supplier:
        """The firm of a single row that is kept already."""
        with pghistory.context(import_batch=self.batch.pk, user=self.by and self.by.pk):
            [firm] = firms = self._firms([row])
            self._parts(firms)
            self._announce([firm.pk])
        return firm

    def _land(self) -> None:
        kept = write_rows(self.landed, self.batch, {})
        firms = self._firms(kept)
        by_row = {entry.row.number: firm.pk for entry, firm in zip(self.landed, firms, strict=True)}
        others = [e for e in self.plan.entries if e.fate != ImportRow.Fate.LANDED]
        rows = write_rows(others, self.batch, by_row)
        write(
            HeldCells(row=row, cells=dict(entry.row.held))
            for row, entry in zip(rows, others, strict=True)
            if entry.row.held
        )
        mine = Supplier.objects.filter(import_row=OuterRef("pk")).values("pk")
        ImportRow.objects.filter(batch=self.batch, fate=ImportRow.Fate.LANDED).update(supplier=Subquery(mine))
        self._parts(firms)
        self._announce([firm.pk for firm in firms])

    def _firms(self, kept: Sequence[ImportRow]) -> list[Supplier]:
        now = dict(Province.objects.filter(list__version=SINCE).values_list("code", "pk"))
        before = dict(Province.objects.filter(list__version=BEFORE).values_list("code", "pk"))
        enterprises = self._enterprises()
        return write(
            Supplier(
                enterprise_id=enterprises.get(entry.row.tax_code[:10]),
                tax_code=entry.row.tax_code or None,
                name=entry.row.name,
                name_latin=entry.row.name_latin,
                description=entry.row.product,
                established=entry.row.established,
                workers=entry.row.workers,
                website=entry.row.website,
                address=entry.row.address,
                province_id=now.get(entry.row.province),
                former_province_id=before.get(entry.row.former_province),
                # On a demo portal an imported firm is demo data too: the two never stand side by side.
                synthetic=settings.DEMO,
                checked_at=self.batch.landed if self.checked else None,
                created_at=self.now,
                import_row=row,
            )
            for entry, row in zip(self.landed, kept, strict=True)
        )

    def _enterprises(self) -> dict[str, int]:
        """Ten digits -> the enterprise: the one we have, or a new one named after its head office."""
        names: dict[str, str] = {}
        for entry in sorted(self.landed, key=lambda e: len(e.row.tax_code)):
            if code := entry.row.tax_code[:10]:
                names.setdefault(code, entry.row.name)
        known = dict(Enterprise.objects.filter(code__in=names).values_list("code", "pk"))
        new = write(Enterprise(code=code, name=name) for code, name in names.items() if code not in known)
        return {str(code): pk for code, pk in [*known.items(), *((e.code, e.pk) for e in new)]}

    def _parts(self, firms: Sequence[Supplier]) -> None:
        """What hangs on the firms: sectors, processes, and personal data in tables of its own."""
        sector = {s.letters[0]: s.pk for s in Sector.objects.current() if len(s.letters) == 1}
        pairs = list(zip(self.landed, firms, strict=True))
        write(
            SupplierSector(
                supplier=firm,
                sector_id=sector[letter],
                is_main=not place,
                main_since=None if place else self.today,
            )
            for entry, firm in pairs
            for place, letter in enumerate(entry.row.sectors)
        )
        industry = dict(IndustryClass.objects.current().values_list("code", "pk"))
        write(
            SupplierIndustry(supplier=firm, industry_id=industry[code])
            for entry, firm in pairs
            for code in entry.row.industries.split(", ")
            if code in industry
        )
        made = write(
            Capability(supplier=firm, process_id=process)
            for entry, firm in pairs
            for process in entry.processes
        )
        materials = {firm.pk: entry.materials for entry, firm in pairs}
        through = Capability.materials.through
        write(
            through(capability_id=capability.pk, material_id=material)
            for capability in made
            for material in materials[capability.supplier_id]
        )
        self._personal(
            [
                Contact(supplier=firm, name=entry.row.contact, phone=entry.row.phone, email=entry.row.email)
                for entry, firm in pairs
                if entry.row.contact or entry.row.phone or entry.row.email
            ],
            ["email", "name", "phone"],
        )
        self._personal(
            [
                HouseholdNumber(supplier=firm, number=entry.row.household_number)
                for entry, firm in pairs
                if entry.row.household_number
            ],
            ["number"],
        )

    def _personal(self, rows: Sequence[Any], fields: list[str]) -> None:
        """Personal rows, and who added which fields of them, never the values."""
        write(
            PersonalChange(
                at=self.now, by=self.by, model=row._meta.label, object_id=row.pk, action="add",
                fields=[field for field in fields if getattr(row, field)],
            )
            for row in write(rows)
        )  # fmt: skip

    def _announce(self, ids: Sequence[int]) -> None:
        """The directory is written here, a thousand firms at a time; scores are asked for with one bell."""
        if self.checked:
            for start in range(0, len(ids), _AT_ONCE):
                directory.index(ids[start : start + _AT_ONCE], self.today)

        transaction.on_commit(partial(many_facts_changed.send_robust, Supplier, supplier_ids=list(ids)))


def write(rows: Any) -> list[Any]:
    """Insert rows of one model."""
    rows = list(rows)
    model: type[models.Model] = type(rows[0]) if rows else models.Model
    return model._default_manager.bulk_create(rows, batch_size=_AT_ONCE) if rows else []
