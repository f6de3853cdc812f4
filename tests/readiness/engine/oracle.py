"""A second engine, slow and plain: section (d) and the conventions of (h), read from the model's text.

It takes the documents themselves and shares no code with the first, so that a mistake must be made twice.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

CLASSES = ["A0", "A1", "A2", "A3", "A4"]
PROOF = ("A2", "A3", "A4")
CAUSES = ("missing", "level", "unproven", "expired", "finding")


def six(value: Fraction) -> str:
    whole, rest = divmod(value.numerator * 10**6, value.denominator)
    if 2 * rest > value.denominator or (2 * rest == value.denominator and whole % 2 == 1):
        whole += 1
    return f"{whole // 10**6}.{whole % 10**6:06d}"


def day_of(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@dataclass
class Piece:
    """Evidence, or a measurement that became evidence."""

    level: Fraction
    class_: str
    begins: date
    ends: date | None
    scheme: str | None
    months: Any  # None: this is no measurement; "not told"; or a number


class Oracle:
    def __init__(self, framework: dict, facts: dict) -> None:
        self.framework, self.facts, self.sector = framework, facts, facts["sector"]
        here = [c for c in framework["criterion"] if self.sector in c.get("sectors", [self.sector])]
        self.refused = self._refused(here)
        asked = {n["criterion"] for n in facts.get("not_applicable", []) if n.get("approved")}
        out = asked - self.refused
        self.criteria = {c["code"]: c for c in here if c["code"] not in out}
        self.pieces = {code: self._pieces(code) for code in self.criteria}
        self.dimensions = [
            d for d in framework["dimension"] if sum(map(self.weight, self._in(d["code"]))) > 0
        ]
        self.all_weight = sum(d["weight"] for d in self.dimensions)
        self.parts = {code: self._part(code) for code in self.criteria}

    def weight(self, code: str) -> int:
        criterion = self.criteria[code]
        return criterion.get("weight_by_sector", {}).get(self.sector, criterion["weight"])

    def _in(self, dimension: str) -> list[str]:
        return [code for code, c in self.criteria.items() if c["dimension"] == dimension]

    def _refused(self, here: list[dict]) -> set[str]:
        """Requests on gates, and all those of a dimension that asks for too much."""
        codes = {c["code"] for c in here}
        asked = {n["criterion"] for n in self.facts.get("not_applicable", []) if n.get("approved")} & codes
        on_gate = {
            g["criterion"]
            for lv in self.framework.get("level", [])
            for g in lv.get("gates", [])
            if self.sector in g.get("sectors", [self.sector])
        }
        limit = Fraction(self.framework.get("max_not_applicable", "1/3"))
        refused = asked & on_gate
        for dimension in self.framework["dimension"]:
            weights = {
                c["code"]: c.get("weight_by_sector", {}).get(self.sector, c["weight"])
                for c in here
                if c["dimension"] == dimension["code"]
            }
            mine = (asked - on_gate) & set(weights)
            if sum(weights[c] for c in mine) > limit * sum(weights.values()):
                refused |= mine
        return refused

    def _pieces(self, code: str) -> list[Piece]:
        pieces = [
            Piece(
                Fraction(e["level"]), e["class"], day_of(e.get("valid_from")) or date.min, day_of(e.get("valid_to")),
                e.get("scheme"), None,
            )
            for e in self.facts.get("evidence", [])
            if e["criterion"] == code
        ]  # fmt: skip
        for m in self.facts.get("measurements", []):
            if m["criterion"] == code and (level := self._measured(self.criteria[code], m)) is not None:
                months = m.get("months")
                pieces.append(
                    Piece(
                        Fraction(level), m["class"], date.min, day_of(m.get("valid_to")), None,
                        "not told" if months is None else months,
                    )
                )  # fmt: skip
        return pieces

    def _measured(self, criterion: dict, m: dict) -> int | None:
        thresholds = criterion.get("thresholds", {}).get(self.sector)
        figures = {
            "ppm": ("parts", "rejected"),
            "on_time": ("due", "on_time"),
            "scrap": ("made", "scrapped"),
            "response_hours": ("requests", "median_hours"),
        }.get(criterion.get("rule"), ())
        if not thresholds or not figures or any(m.get(f) is None for f in figures):
            return None
        whole, part = (Fraction(m[f]) for f in figures)
        if criterion["rule"] == "scrap":
            return sum(whole > 0 and part / whole <= Fraction(limit) for limit in thresholds)
        if criterion["rule"] == "response_hours":
            return sum(part <= Fraction(limit) for limit in thresholds) if whole >= 5 else None
        best = 0
        for level in range(1, 6):
            limit = Fraction(thresholds[level - 1])
            if criterion["rule"] == "ppm":
                reached = (
                    whole > 0 and 10**6 * part / whole <= limit and limit > 0 and whole >= 3 * 10**6 / limit
                )
            else:
                lines = criterion.get("minimum_lines", [15, 34, 60, 150, 300])
                reached = whole > 0 and part / whole >= limit and whole >= lines[level - 1]
            if level >= 3 and m.get("months") is not None and m["months"] < 6:
                reached = False
            if (
                level >= 3
                and m.get("coverage_of_sales") is not None
                and Fraction(m["coverage_of_sales"]) < Fraction(1, 2)
            ):
                reached = False
            best = level if reached else best
        return best

    def _caps(self, code: str) -> dict[str, Fraction]:
        return {
            k: Fraction(v) for k, v in (self.framework["caps"] | self.criteria[code].get("caps", {})).items()
        }

    def standing(self, code: str, on: date) -> list[Piece]:
        """Begun and not replaced by a later one of its scheme."""
        begun = [p for p in self.pieces[code] if p.begins <= on]
        return [
            old
            for old in begun
            if not any(
                old.scheme
                and new.scheme == old.scheme
                and new.begins > old.begins
                and CLASSES.index(new.class_) >= CLASSES.index(old.class_)
                for new in begun
            )
        ]

    def keep(self, piece: Piece, on: date) -> Fraction | None:
        """What is kept of it; None past the last step."""
        if piece.ends is None or on <= piece.ends:
            return Fraction(1)
        for step in self.framework.get("decay", []):
            if (on - piece.ends).days <= step["days"]:
                return Fraction(step["keep"])
        return None

    def ceiling(self, code: str, on: date) -> Fraction:
        return min(
            (
                Fraction(f["ceiling"])
                for f in self.facts.get("findings", [])
                if f["criterion"] == code
                and day_of(f["opened"]) <= on
                and (f.get("closed") is None or on < day_of(f["closed"]))
            ),
            default=Fraction(5),
        )

    def criterion(self, code: str, on: date) -> dict[str, Any]:
        caps, ceiling = self._caps(code), self.ceiling(code, on)
        claimed = capped = fresh = proven = Fraction(0)
        known = covered = False
        live = lapsed = Fraction(-1)
        for piece in self.standing(code, on):
            credited, keep = min(piece.level, caps[piece.class_]), self.keep(piece, on)
            in_force = piece.ends is None or on <= piece.ends
            if in_force:
                live = max(live, credited)
            else:
                lapsed = max(lapsed, credited)
            late = 0 if in_force else (on - piece.ends).days
            if piece.class_ in self.framework.get("coverage_classes", CLASSES[1:]):
                covered = covered or late <= self.framework.get("coverage_grace_days", 60)
            if keep is None:
                continue
            known = True
            claimed, capped = max(claimed, piece.level), max(capped, credited)
            fresh = max(fresh, credited * keep)
            if in_force and piece.class_ in PROOF:
                proven = max(proven, credited)
        return {
            "claimed": claimed, "capped": capped, "fresh": fresh, "final": min(fresh, ceiling),
            "proven": min(proven, ceiling), "declared": min(claimed, ceiling), "known": known, "covered": covered,
            "expired": lapsed > live,
        }  # fmt: skip

    def _part(self, code: str) -> Fraction:
        """k_c of the hundred."""
        dimension = self.criteria[code]["dimension"]
        group = next((d for d in self.dimensions if d["code"] == dimension), None)
        if group is None or not self.all_weight:
            return Fraction(0)
        return Fraction(
            100 * group["weight"] * self.weight(code),
            self.all_weight * sum(map(self.weight, self._in(dimension))),
        )

    def total(self, values: dict[str, dict], name: str) -> Fraction:
        return sum((self.parts[code] * v[name] for code, v in values.items() if v[name]), Fraction(0)) / 5

    def score(self, dimension: str, values: dict[str, dict], name: str) -> Fraction:
        mine = self._in(dimension)
        return 100 * sum(self.weight(c) * values[c][name] / 5 for c in mine) / sum(map(self.weight, mine))

    def gates(self, lv: dict) -> list[dict]:
        return [
            g
            for g in lv.get("gates", [])
            if self.sector in g.get("sectors", [self.sector]) and g["criterion"] in self.criteria
        ]

    def gate(self, g: dict, values: dict[str, dict], on: date) -> str:
        """held, unconfirmed or failed; waivers apart."""
        code, need = g["criterion"], Fraction(g["at_least"])
        by, months = g.get("confirmed_by", []), g.get("minimum_months", 0)
        if not by and not months:
            return "held" if values[code]["proven"] >= need else "failed"
        if self.ceiling(code, on) < need:
            return "failed"
        caps, states = self._caps(code), {"failed"}
        for p in self.standing(code, on):
            live = p.ends is None or on <= p.ends
            enough = p.months is None or (p.months != "not told" and p.months >= months)
            if p.class_ in PROOF and live and enough and min(p.level, caps[p.class_]) >= need:
                if not by or p.class_ in by:
                    states.add("held")
                elif p.class_ != "A2":
                    states.add("unconfirmed")
        return "held" if "held" in states else "unconfirmed" if "unconfirmed" in states else "failed"

    def waived(self, lv: dict, g: dict, on: date) -> bool:
        return bool(g.get("waivable")) and any(
            w["criterion"] == g["criterion"]
            and Fraction(w["level"]) == lv["number"]
            and (day_of(w.get("valid_from")) or date.min) <= on <= (day_of(w.get("valid_to")) or date.max)
            for w in self.facts.get("waivers", [])
        )

    def short(self, lv: dict, values: dict[str, dict], on: date) -> list[tuple]:
        """What the level lacks by itself: (kind, code, needed, value), in the order of the blockers."""
        lacks: list[tuple] = [
            ("gate", g["criterion"], Fraction(g["at_least"]), values[g["criterion"]]["proven"])
            for g in self.gates(lv)
            if self.gate(g, values, on) == "failed" and not self.waived(lv, g, on)
        ]
        name = "proven" if lv.get("floors_read") == "proven" else "final"
        coverage = self.total({c: {"known": 5 * v["covered"]} for c, v in values.items()}, "known") / 100
        if coverage < Fraction(lv.get("coverage", "0")):
            lacks.append(("coverage", None, Fraction(lv["coverage"]), coverage))
        for d in self.dimensions:
            least = Fraction(
                lv.get("minimum_dimension_by_code", {}).get(d["code"], lv.get("minimum_dimension", "0"))
            )
            if self.score(d["code"], values, name) < least:
                lacks.append(("dimension", d["code"], least, self.score(d["code"], values, name)))
        if self.total(values, name) < Fraction(lv.get("minimum_total", "0")):
            lacks.append(("total", None, Fraction(lv["minimum_total"]), self.total(values, name)))
        return lacks

    def levels(self) -> list[dict]:
        return sorted(
            (lv for lv in self.framework.get("level", []) if lv["number"]), key=lambda lv: lv["number"]
        )

    def level(
        self, values: dict[str, dict], on: date, *, granted: frozenset = frozenset(), strict: bool = False
    ) -> int:
        """``granted`` are (kind, code) of the level being tried that are taken as held."""
        reached = 0
        for lv in self.levels():
            lacks = [b for b in self.short(lv, values, on) if (lv["number"], b[0], b[1], b[2]) not in granted]
            if lacks or (strict and any(self.gate(g, values, on) != "held" for g in self.gates(lv))):
                break
            reached = lv["number"]
        return reached

    def values(self, on: date) -> dict[str, dict]:
        return {code: self.criterion(code, on) for code in self.criteria}

    def conditional(self, on: date) -> dict | None:
        """Lapsed proof with a renewal that is booked counts for 60 days, if a level is won by it.

        Found by asking of each later day whether the same renewals would still carry the level that day.
        """
        booked: dict[str, date] = {}
        for r in self.facts.get("renewals", []):
            known = booked.get(r["criterion"], date.min)
            booked[r["criterion"]] = max(known, day_of(r["booked_for"]))
        now = self.level(self.values(on), on)

        def reached(days: int) -> int:
            """Were only those renewals to stand that reach so many days from now."""
            last = on + timedelta(days=days)
            trial = Oracle(self.framework, self.facts)
            for code, pieces in trial.pieces.items():
                standing = self.standing(code, on)
                for piece in pieces:
                    lapsed = piece in standing and piece.ends and piece.ends < on and piece.class_ in PROOF
                    if (
                        lapsed
                        and code in booked
                        and last <= min(booked[code], piece.ends + timedelta(days=60))
                    ):
                        piece.ends = None
            return trial.level(trial.values(on), on)

        best = reached(0)
        if best <= now:
            return None
        lost = bisect_left(range(62), True, key=lambda days: reached(days) < best)
        return {"level": best, "until": (on + timedelta(days=lost - 1)).isoformat()}

    def assess(self, on: date) -> dict[str, Any]:
        """The object of `assess`, without reasons, dates of blockers, the next change and the hashes."""
        values = self.values(on)
        level = self.level(values, on)
        following = next((lv for lv in self.levels() if lv["number"] > level), None)
        coverage = self.total({c: {"known": 5 * v["covered"]} for c, v in values.items()}, "known") / 100
        return {
            "total": six(self.total(values, "final")),
            "interval": [six(self.total(values, "proven")), six(self.total(values, "declared"))],
            "coverage": six(coverage),
            "level": level,
            "counted_level": self.level(values, on, strict=True),
            "conditional": self.conditional(on) if self.facts.get("renewals") else None,
            "dimensions": [
                {
                    "code": d["code"],
                    "score": six(self.score(d["code"], values, "final")),
                    "proven": six(self.score(d["code"], values, "proven")),
                    "weight": d["weight"],
                }
                for d in self.dimensions
            ],
            "criteria": {c["code"]: self._shown(c["code"], values) for c in self.framework["criterion"]},
            "gates": [
                (lv["number"], g["criterion"], self.gate(g, values, on) != "failed" or self.waived(lv, g, on),
                 self.gate(g, values, on) == "failed" and self.waived(lv, g, on))
                for lv in self.levels()
                for g in self.gates(lv)
            ],
            "blockers": [
                (kind, code, six(needed), six(value))
                for kind, code, needed, value in (self.short(following, values, on) if following else [])
            ],
            "refused": sorted(self.refused),
        }  # fmt: skip

    def _shown(self, code: str, values: dict[str, dict]) -> dict[str, Any]:
        names = ("claimed", "capped", "fresh", "final", "proven")
        if code not in self.criteria:
            row: dict[str, Any] = {name: six(Fraction(0)) for name in (*names, "gain")}
            return row | {
                "losses": {c: six(Fraction(0)) for c in CAUSES},
                "status": "not_applicable",
                "expired": False,
            }
        v, k = values[code], self.parts[code] / 5
        lost = {
            "missing": 0 if v["known"] else k * 5,
            "level": k * (5 - v["claimed"]) if v["known"] else 0,
            "unproven": k * (v["claimed"] - v["capped"]),
            "expired": k * (v["capped"] - v["fresh"]),
            "finding": k * (v["fresh"] - v["final"]),
        }
        met = v["final"] > 0 and v["final"] == v["claimed"] == v["proven"]
        row = {name: six(v[name]) for name in names} | {"gain": six(k * v["final"])}
        row["losses"] = {cause: six(Fraction(lost[cause])) for cause in CAUSES}
        row["status"] = "unknown" if not v["known"] else "met" if met else "part"
        return row | {"expired": v["expired"]}
