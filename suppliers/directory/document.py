"""Write the directory's rows from facts: a firm's own after each change, all of them by ``reindex``."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Mod
from psycopg2.extras import Json, execute_values

from portal.folding import fold, fold_name, marked
from suppliers.claims import HeldCertificate, InForce, in_force
from suppliers.directory import offers
from suppliers.directory.tags import OWNERSHIP, Words, tag
from suppliers.models import (
    Capability,
    Certificate,
    Contact,
    Evidence,
    Offer,
    SearchDocument,
    Supplier,
    SupplierIndustry,
    SupplierName,
    SupplierSector,
)
from suppliers.models.evidence import PROVEN_CLASSES

BATCH = 1000

# What readiness told us (level, rank, standing) stays; everything else is rewritten.
_UPSERT = """
    INSERT INTO suppliers_searchdocument (supplier_id, synthetic, text, tags, level, rank, "row", standing,
                                          facts_version, changes_on)
    VALUES %s
    ON CONFLICT (supplier_id) DO UPDATE SET synthetic = excluded.synthetic, text = excluded.text,
        tags = excluded.tags, "row" = excluded."row", facts_version = excluded.facts_version,
        changes_on = excluded.changes_on
"""
_ROW = """(%s, %s, setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'B')
          || setweight(to_tsvector('simple', %s), 'C'), %s, 0, 0, %s, '{}', %s, %s)"""


def index(supplier_ids: Iterable[int], today: date) -> int:
    """Rewrite the rows of these firms; take away those that are no longer listed. How many are listed.

    The version is read before the facts, so that a change in between is seen as one not yet indexed. Rows are
    written in the order of their keys, as everybody does who writes many of them.
    """
    ids = list(supplier_ids)
    with transaction.atomic():
        firms = list(
            Supplier.objects.filter(pk__in=ids)
            .listed()
            .select_related("province", "former_province")
            .order_by("pk")
        )
        unlisted = set(ids) - {f.pk for f in firms}
        if unlisted:
            SearchDocument.objects.filter(pk__in=unlisted).delete()
            Offer.objects.filter(pk__in=unlisted).delete()
        if firms:
            words = Words.load()
            rows = list(_rows(firms, words, today))
            with connection.cursor() as cursor:
                documents = [document for document, _stated in rows]
                execute_values(cursor, _UPSERT, documents, template=_ROW, page_size=BATCH)
            offers.write(zip(firms, (stated for _document, stated in rows), strict=True), words)
    return len(firms)


def index_all(today: date, part: int = 0, parts: int = 1) -> int:
    """Rewrite the whole directory, or one of several ``parts`` of it, batch after batch."""
    mine = Supplier.objects.alias(part=Mod("pk", parts)).filter(part=part)
    done, last = 0, 0
    while ids := list(
        mine.filter(pk__gt=last).filter(
            Q(published_at__isnull=False) | Q(checked_at__isnull=False) | Q(search_document__isnull=False)
        ).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):  # fmt: skip
        done += index(ids, today)
        last = ids[-1]
    return done


def index_due(today: date) -> int:
    """Rows in which a certificate or its proof began or lapsed since they were written."""
    due = SearchDocument.objects.filter(changes_on__lte=today).order_by("pk").values_list("pk", flat=True)
    done = 0
    while ids := list(due[:BATCH]):
        done += index(ids, today)
    return done


def index_behind(today: date) -> int:
    """Rows that a lost or failed message left behind the facts, firms without their row, rows without a
    listed firm. Together with ``index_due`` it brings the directory up from anything."""
    behind = SearchDocument.objects.filter(facts_version__lt=F("supplier__facts_version"))
    unlisted = SearchDocument.objects.exclude(supplier__in=Supplier.objects.listed())
    missing = Supplier.objects.listed().filter(Q(search_document__isnull=True) | Q(offer__isnull=True))
    done = 0
    for found in (behind, unlisted, missing):
        while ids := list(found.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            index(ids, today)
            done += len(ids)
    return done


def _in_force(begins: date | None, ends: date | None, today: date) -> bool:
    return (begins is None or begins <= today) and (ends is None or ends >= today)


def _next_days(begins: date | None, ends: date | None, today: date) -> list[date]:
    """The days ahead on which the passing of time begins or ends this."""
    after = [begins, ends and ends + timedelta(days=1)]
    return [day for day in after if day and day > today]


def _grouped(rows: Iterable[Sequence[Any]]) -> dict[int, list[Sequence[Any]]]:
    groups: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    return groups


def _rows(firms: Sequence[Supplier], words: Words, today: date) -> Iterator[tuple[tuple, offers.Stated]]:
    """The directory's row of each firm, and what goes into its offer."""
    ids = [f.pk for f in firms]
    of = {"supplier__in": ids}
    names = _grouped(SupplierName.objects.filter(**of).values_list("supplier", "name"))
    sectors = _grouped(SupplierSector.objects.filter(**of).values_list("supplier", "sector__code", "is_main"))
    capabilities = _grouped(
        Capability.objects.filter(**of)
        .order_by("pk")
        .values_list("supplier", "pk", "process__code", "proven_until", "tolerance_mm", "largest_mm")
    )
    materials = _grouped(
        Capability.materials.through.objects.filter(capability__supplier__in=ids)
        .order_by("pk")
        .values_list("capability", "material__code")
    )
    industries = _grouped(SupplierIndustry.objects.filter(**of).values_list("supplier", "industry__code"))
    certificates = _grouped(
        Certificate.objects.filter(**of)
        .order_by("pk")
        .values_list(
            "supplier", "pk", "standard__code", "issued_on", "valid_to", "last_surveillance_on",
            "standard__surveillance_months",
        )
    )  # fmt: skip
    lines = _grouped(
        Evidence.objects.counting()
        .filter(**of, certificate__isnull=False)
        .with_audit_read()
        .values_list("certificate", "evidence_class", "valid_from", "valid_to", "audit_read")  # type: ignore[misc]
    )
    languages = dict(Contact.objects.filter(**of).values_list("supplier", "languages"))
    for firm in firms:
        held = [_held(row, lines.get(row[1], ()), today) for row in certificates[firm.pk]]
        document = _document(
            firm, words, today, names[firm.pk], sectors[firm.pk], industries[firm.pk], capabilities[firm.pk], materials,
            held,
        )  # fmt: skip
        spoken = languages.get(firm.pk, "").split()
        yield document, _stated(firm, today, capabilities[firm.pk], materials, held, spoken)


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate as it counts. ``proven_by``: the class of the best proof in force, or empty; ``changes``: the days
    ahead on which the passing of time changes it."""

    standard: str
    counts: InForce
    proven_by: str
    changes: tuple[date, ...]

    @property
    def document(self) -> list[Any]:
        begins, until = (day.isoformat() if day else None for day in (self.counts.begins, self.counts.until))
        return [self.standard, until, self.proven_by, self.counts.unaudited, begins]


def _held(row: Sequence[Any], lines: Sequence[Sequence[Any]], today: date) -> Held:
    """One certificate with the ``lines`` of evidence that rest on it."""
    _firm, pk, standard, issued_on, valid_to, audited, surveyed = row
    held = HeldCertificate(pk, standard, issued_on, valid_to, audited, surveyed is not None)
    counts = in_force(
        held,
        [(begins, ends) for _, _, begins, ends, _ in lines],
        audits=[date.fromisoformat(read) for *_, read in lines if read],
    )
    proofs = [(klass, begins, ends) for _, klass, begins, ends, _ in lines if klass in PROVEN_CLASSES]
    by = max((klass for klass, begins, ends in proofs if _in_force(begins, ends, today)), default="")
    changes = _next_days(counts.begins, counts.until, today)
    changes += [day for _, begins, ends in proofs for day in _next_days(begins, ends, today)]
    return Held(standard, counts, by, tuple(changes))


def _stated(
    firm: Supplier,
    today: date,
    capabilities: Sequence[Any],
    materials: dict[int, list[Any]],
    held: Sequence[Held],
    languages: Sequence[str],
) -> offers.Stated:
    doing = [
        offers.Doing(
            process,
            proven_until is not None and proven_until >= today,
            tuple(sorted(code for _, code in materials.get(pk, ()))) or None,
            tolerance,
            largest,
        )
        for _, pk, process, proven_until, tolerance, largest in capabilities
    ]
    stated = [(each.standard, each.counts.holds(today), bool(each.proven_by)) for each in held]
    return offers.Stated(doing, offers.standards_in_force(firm, stated), languages)


def _document(
    firm: Supplier,
    words: Words,
    today: date,
    names: Sequence[Any],
    sectors: Sequence[Any],
    industries: Sequence[Any],
    capabilities: Sequence[Any],
    materials: dict[int, list[Any]],
    held: Sequence[Held],
) -> tuple:
    tags = {tag("ownership", OWNERSHIP[firm.ownership])}
    tags |= {words.by_kind["sector"][code].tag for _, code, _ in sectors if code in words.by_kind["sector"]}
    if firm.province_id:
        tags.add(tag("province", firm.province_id))
    if former := firm.former_province_id or words.always.get(firm.province_id or 0):
        tags.add(tag("former_province", former))
    for _, code in industries:
        tags.update(words.with_ancestors("industry", code))
    makes, vocabulary, changes = [], [], []
    for _, capability, process, proven_until, *_figures in capabilities:
        changes += _next_days(None, proven_until, today)
        used = [code for _, code in materials.get(capability, ())]
        tags.update(words.with_ancestors("process", process))
        for code in used:
            tags.update(words.with_ancestors("material", code))
        makes.append([process, used, proven_until.isoformat() if proven_until else None])
        for kind, code in (("process", process), *(("material", code) for code in used)):
            word = words.by_kind[kind][code]
            vocabulary += [word.label_vi, word.label_en]
    for each in held:
        if each.counts.holds(today):
            tags.add(words.by_kind["standard"][each.standard].tag)
        changes += each.changes
        vocabulary.append(words.by_kind["standard"][each.standard].label_vi)
    spelled = [firm.name, firm.name_latin, *(name for _, name in names), firm.tax_code, firm.public_id]
    row = {
        "public_id": firm.public_id,
        "name": firm.name,
        "latin": firm.name_latin,
        "makes_vi": firm.description,
        "makes_en": firm.description_en,
        "sectors": [code for _, code, main in sorted(sectors, key=lambda s: not s[2])],
        "industries": sorted(code for _, code in industries),
        "capabilities": makes,
        "standards": [each.document for each in held],
        "no_certificate": firm.declares_no_certificate,
        "ownership": firm.ownership,
        "owner_countries": firm.owner_countries,
        "province": firm.province.code if firm.province else "",
        "former": firm.former_province.code if firm.former_province else "",
        "confirmed_on": firm.facts_confirmed_on.isoformat() if firm.facts_confirmed_on else None,
        "claimed": firm.claimed,
    }
    return (
        firm.pk,
        firm.synthetic,
        " ".join(part for name in spelled if name for part in (fold(name), fold_name(name), marked(name))),
        fold(" ".join(vocabulary)),
        fold(" ".join((firm.description, firm.description_en, firm.address))),
        sorted(tags),
        Json(row),
        firm.facts_version,
        min(changes, default=None),
    )
