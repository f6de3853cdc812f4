from decimal import ROUND_HALF_UP, Decimal


def process_audit_level(
    percent: Decimal, lowest_element: Decimal, *, star_four: int = 0, star_zero: int = 0, any_zero: int = 0
) -> int:
    """Level of 2.8 from a process audit of the VDA 6.3 kind, after the downgrade rules.

    ``percent`` is the overall degree E_G, ``lowest_element`` the lowest partial result, both 0 to 100;
    partial results are rounded to whole per cent before the tests. ``star_four`` and ``star_zero`` count
    starred questions scored 4 and 0, ``any_zero`` all questions scored 0. A from 90, B from 80, C from 70. An
    element under 80 or a starred 4 or any 0 takes A to B; an element under 70 or a starred 0 takes A and B to C.
    Levels: audited 1, C 2, B 3, B with 85 or more 4, A 5 (readiness model (a) 2.8 and (g)).
    """
    lowest = lowest_element.quantize(Decimal(1), ROUND_HALF_UP)
    grade = "A" if percent >= 90 else "B" if percent >= 80 else "C" if percent >= 70 else ""
    if grade == "A" and (lowest < 80 or star_four or any_zero):
        grade = "B"
    if grade in ("A", "B") and (lowest < 70 or star_zero):
        grade = "C"
    if grade == "B":
        return 4 if percent >= 85 else 3
    return {"A": 5, "C": 2, "": 1}[grade]
