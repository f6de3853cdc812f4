"""The fourteen told firms of ``readiness/frameworks/demo_profiles.json`` as drawn firms, moved to a day."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from readiness.demo import words
from readiness.demo.firms import Firm, Held, Proof, able, tax_code
from suppliers.clocks import add_months

PROFILES = Path(__file__).parent.parent / "frameworks" / "demo_profiles.json"

# Trade of each told firm, and where it stands (province before July 2025).
_TRADE = {"m-0": 1, "m-3": 0, "p-2": 0, "p-4": 0, "e-3": 0, "e-5": 0, "a-3": 0, "a-4": 2, "t-1": 0, "t-4": 3,
          "f-2": 0, "f-3": 1, "h-2": 1, "h-3": 0}  # fmt: skip
_PLACE = {"m-0": "01", "m-3": "26", "p-2": "74", "p-4": "31", "e-3": "24", "e-5": "27", "a-3": "30", "a-4": "49",
          "t-1": "79", "t-4": "36", "f-2": "74", "f-3": "75", "h-2": "79", "h-3": "48"}  # fmt: skip
_WORKERS = {"m-0": 9, "m-3": 85, "p-2": 60, "p-4": 240, "e-3": 310, "e-5": 900, "a-3": 180, "a-4": 420, "t-1": 45,
            "t-4": 650, "f-2": 120, "f-3": 350, "h-2": 70, "h-3": 95}  # fmt: skip
# The certificate behind a level of 2.1, 7.1, 7.2 or 7.8, by sector where it differs.
_STANDARD = {"2.1": "iso9001", "7.1": "iso14001", "7.2": "iso45001"}


def told_tax_codes() -> list[str]:
    return [tax_code(number + 1) for number in range(len(_TRADE))]


def told_firms(on: date) -> Iterator[Firm]:
    """The fourteen firms with every date moved by the days between the file's own day and ``on``."""
    document = json.loads(PROFILES.read_text(encoding="utf-8"))
    shift = on - date.fromisoformat(document["on"])
    for number, profile in enumerate(document["profiles"]):
        yield able(_firm(number, profile, shift, on))


def _firm(number: int, profile: Mapping[str, Any], shift: timedelta, on: date) -> Firm:
    key, facts = profile["key"], profile["facts"]
    trade = words.TRADES[facts["sector"]][_TRADE[key]]
    proofs = [_proof(line, facts["sector"], shift) for line in facts["evidence"]]
    proofs += [_measured(row, shift, on) for row in facts["measurements"]]
    return Firm(
        key=key,
        name=profile["name"]["vi"].removesuffix(" (dữ liệu mẫu)"),
        name_latin=profile["name"]["en"].removesuffix(" (sample data)"),
        sector=facts["sector"],
        tax_code=tax_code(number + 1),
        description_vi=profile["story"]["vi"],
        description_en=profile["story"]["en"],
        product=trade.makes_vi,
        place=_PLACE[key],
        address=f"Lô A{number + 1}, Khu công nghiệp Mẫu số 1",
        established=2004 + number,
        workers=_WORKERS[key],
        ownership="vietnamese",
        owner_country="VN",
        contact=f"{words.FAMILY[number]} {words.GIVEN[number % len(words.GIVEN)]}",
        monthly_capacity=20_000 * (number + 1),
        load_percent=55 + 2 * number,
        processes=trade.processes,
        listed=True,
        claimed=True,
        certificates=tuple(_certificate(p) for p in proofs if p.standard),
        proofs=tuple(proofs),
        findings=tuple(
            (f["criterion"], int(f["ceiling"]), date.fromisoformat(f["opened"]) + shift)
            for f in facts["findings"]
        ),
        confirmed_days=number + 2,
    )


def _proof(line: Mapping[str, Any], sector: str, shift: timedelta) -> Proof:
    code, level = line["criterion"], Decimal(line["level"])
    standard = _STANDARD.get(code, "")
    if code == "2.1" and level == 5:
        standard = {"A": "iatf16949", "H": "iso13485"}.get(sector, "iso9001")
    if (code == "2.1" and level < 3) or (code in ("7.1", "7.2") and level < 4):
        standard = ""
    return Proof(
        criterion=code,
        evidence_class=line["class"],
        valid_from=date.fromisoformat(line["valid_from"]) + shift,
        valid_to=date.fromisoformat(line["valid_to"]) + shift if line["valid_to"] else None,
        level=level,
        standard=standard,
        queued_days=2 if line["class"] == "A1" else None,
    )


def _measured(row: Mapping[str, Any], shift: timedelta, on: date) -> Proof:
    figures = {k: v for k, v in row.items() if k not in ("criterion", "class", "valid_to")}
    return Proof(
        criterion=row["criterion"],
        evidence_class=row["class"],
        valid_from=add_months(on, -12),
        valid_to=date.fromisoformat(row["valid_to"]) + shift,
        figures=figures,
    )


def _certificate(proof: Proof) -> Held:
    issued = proof.valid_from
    return Held(
        standard=proof.standard,
        number=f"MAU-{proof.criterion.replace('.', '')}-{issued:%y%m}",
        issued_on=issued,
        valid_to=max(add_months(issued, 36), proof.valid_to or issued),
        surveillance_on=issued,
    )
