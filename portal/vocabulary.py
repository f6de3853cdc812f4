"""Bring the tables of shared words to what ``portal/reference/*.csv`` says: upsert by list and code, retire
what is gone, delete nothing."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from portal.folding import fold, sort_key
from portal.models import (
    CodeList,
    IndustryClass,
    LegalForm,
    Material,
    Process,
    ProductGroup,
    Province,
    ProvinceChange,
    Sector,
    Standard,
    Word,
)

FOLDER = Path(__file__).parent / "reference"
LANGUAGES = ("vi", "en", "ko", "ja", "zh")
# The list of provinces before and since 1 July 2025 (Decision 19/2025/QD-TTg), and the names that went before
# those: provinces of 1976 to 2008 that the National Assembly divided or joined.
EARLIER, BEFORE, SINCE = "1976-2008", "before-2025", "2025-07"
MERGED_ON = date(2025, 7, 1)


def rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@transaction.atomic
def load_words(today: date) -> dict[str, int]:
    """Load every list; list -> words added, changed or retired."""
    changed = {
        "sectors": _sync(Sector, _list("sector", "1"), _sectors(), today),
        "provinces": _sync(Province, _list("province", SINCE, begins=MERGED_ON), _provinces(), today),
        "former provinces": _sync(
            Province, _list("province", BEFORE, ends=date(2025, 6, 30)), _former_provinces(), today
        ),
        "earlier provinces": _sync(
            Province, _list("province", EARLIER, ends=date(2008, 7, 31)), _earlier_provinces(), today
        ),
        "processes": _sync(Process, _list("process", "1"), _concepts("processes"), today),
        "materials": _sync(Material, _list("material", "1"), _concepts("materials"), today),
        "standards": _sync(Standard, _list("standard", "1"), _standards(), today),
        "product groups": _sync(ProductGroup, _list("product_group", "1"), _product_groups(), today),
        "industry classes": _sync(IndustryClass, _list("vsic", "2025"), _industry_classes(), today),
    }
    changed["lineage"] = _load_lineage()
    changed["legal forms"] = _load_legal_forms()
    return changed


def _list(key: str, version: str, begins: date | None = None, ends: date | None = None) -> CodeList:
    edition, _ = CodeList.objects.update_or_create(
        key=key, version=version, defaults={"valid_from": begins, "valid_to": ends}
    )
    return edition


def _sync(model: type[Word], edition: CodeList, wanted: Iterator[dict[str, Any]], today: date) -> int:
    """Upsert ``wanted`` (field values; a parent or superseding word by its code) into one edition of a list."""
    present = {row.code: row for row in model._default_manager.filter(list=edition)}
    links: dict[str, dict[str, str]] = {}
    seen, changed = set(), 0
    new: list[Word] = []
    for position, values in enumerate(wanted):
        code = values["code"]
        seen.add(code)
        links[code] = {name: values.pop(name) for name in ("parent", "superseded_by") if name in values}
        values |= {"position": position, "sort_key": sort_key(values["label_vi"]), "valid_from": edition.valid_from,
                   "valid_to": edition.valid_to}  # fmt: skip
        row = present.get(code)
        if row is None:
            new.append(model(list=edition, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            changed += 1
    model._default_manager.bulk_create(new)
    for code, row in present.items():
        if code not in seen and row.valid_to is None:
            row.valid_to = today
            row.save(update_fields=["valid_to"])
            changed += 1
    return changed + len(new) + _link(model, edition, links)


def _link(model: type[Word], edition: CodeList, links: Mapping[str, Mapping[str, str]]) -> int:
    by_code = {row.code: row for row in model._default_manager.filter(list=edition)}
    changed = 0
    for code, named in links.items():
        for field, target in named.items():
            other = by_code[target].pk if target else None
            if getattr(by_code[code], f"{field}_id") != other:
                setattr(by_code[code], f"{field}_id", other)
                by_code[code].save(update_fields=[field])
                changed += 1
    return changed


def _labels(row: Mapping[str, str]) -> dict[str, str]:
    return {f"label_{language}": row.get(f"label_{language}", "") for language in LANGUAGES}


def _split(text: str, by: str = "|") -> list[str]:
    return [part.strip() for part in text.split(by) if part.strip()]


def _sectors() -> Iterator[dict[str, Any]]:
    for row in rows("sectors"):
        yield {"code": row["code"], "label_vi": row["name_vi"], "label_en": row["name_en"],
               "letters": row["letters"].split(";")}  # fmt: skip


def _provinces() -> Iterator[dict[str, Any]]:
    for row in rows("provinces"):
        yield {
            "code": row["code"],
            "label_vi": row["name_vi"],
            "label_en": row["name_en"],
            "kind": row["kind"],
            "macro_region": row["macro_region"],
            "latitude": float(row["latitude"]),
            "longitude": float(row["longitude"]),
            "short_label": row["short_label"],
            "tile_column": int(row["tile_column"]),
            "tile_row": int(row["tile_row"]),
            "source": row["source"],
            "confidence": row["confidence"],
        }


def _former_provinces() -> Iterator[dict[str, Any]]:
    for row in rows("former_provinces"):
        yield {"code": row["code"], "label_vi": row["name_vi"], "label_en": row["name_en"], "kind": row["kind"],
               "short_label": row["short_label"], "tile_column": int(row["tile_column"]), "tile_row": int(row["tile_row"]),
               "source": row["source"], "confidence": row["confidence"]}  # fmt: skip


def _earlier_provinces() -> Iterator[dict[str, Any]]:
    for row in rows("earlier_provinces"):
        yield {"code": row["code"], "label_vi": row["name_vi"], "label_en": row["name_en"], "kind": row["kind"],
               "source": row["source"], "confidence": row["confidence"]}  # fmt: skip


def _concept(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": row["code"],
        **_labels(row),
        "synonyms": {language: _split(row.get(f"synonyms_{language}", "")) for language in LANGUAGES},
        "doubt": row.get("doubt", ""),
    }


def _concepts(name: str) -> Iterator[dict[str, Any]]:
    for row in rows(name):
        values = _concept(row) | {"parent": row["parent"], "sectors": row["sectors"]}
        if "unit" in row:
            values |= {"size_parameter": row["size_parameter"], "unit": row["unit"]}
        yield values


def _standards() -> Iterator[dict[str, Any]]:
    for row in rows("standards"):
        yield _concept(row) | {
            "official_name": row["official_name"],
            "issuer_type": row["issuer_type"],
            "validity_months": int(row["validity_months"]) if row["validity_months"] else None,
            "surveillance_months": int(row["surveillance_months"]) if row["surveillance_months"] else None,
            "superseded_by": row["superseded_by"],
            "criteria": _split(row["criteria"]),
        }


def _product_groups() -> Iterator[dict[str, Any]]:
    sectors = {s.letters[0]: s.pk for s in Sector.objects.current() if len(s.letters) == 1}
    for row in rows("product_groups"):
        yield {"code": row["code"], **_labels(row), "sector_id": sectors.get(row["sector"]),
               "hs_hint": _split(row["hs_hint"]), "decrees": _split(row["list"]), "confidence": row["confidence"],
               "doubt": row["doubt"]}  # fmt: skip


def _industry_classes() -> Iterator[dict[str, Any]]:
    for row in rows("industry_classes"):
        yield {"code": row["code"], **_labels(row), "parent": row["parent"], "sectors": row["sectors"],
               "source": row["source"], "confidence": row["confidence"]}  # fmt: skip


def _load_lineage() -> int:
    """Edges from each list to the one after it; an edge that left the files goes."""
    places = {
        (p.list.version, p.code): p.pk
        for p in Province.objects.filter(list__key="province").select_related("list")
    }
    present = {(c.before_id, c.after_id): c for c in ProvinceChange.objects.all()}
    wanted: dict[tuple[int, int], dict[str, Any]] = {}
    for name, version, following in (("former", BEFORE, SINCE), ("earlier", EARLIER, BEFORE)):
        for row in rows(f"{name}_provinces"):
            for code in _split(row.get("successors") or row["successor"]):
                wanted[places[version, row["code"]], places[following, code]] = {
                    "kind": row["change"],
                    "effective_on": date.fromisoformat(row["effective_on"]),
                    "source": row["source"],
                    "confidence": row["confidence"],
                }
    changed = 0
    for (before, after), values in wanted.items():
        edge = present.pop((before, after), None)
        if edge is None or any(getattr(edge, name) != value for name, value in values.items()):
            ProvinceChange.objects.update_or_create(before_id=before, after_id=after, defaults=values)
            changed += 1
    ProvinceChange.objects.filter(pk__in=[edge.pk for edge in present.values()]).delete()
    return changed + len(present)


def _load_legal_forms() -> int:
    present = set(LegalForm.objects.values_list("written", "kind", "position"))
    new = [
        LegalForm(
            form=r["form"],
            written=r["written"],
            folded=fold(r["written"]),
            kind=r["kind"],
            position=r["position"],
        )
        for r in rows("legal_forms")
        if (r["written"], r["kind"], r["position"]) not in present
    ]
    LegalForm.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)
