"""Certificates, and quality and delivery figures."""

from collections.abc import Sequence

from suppliers.actions.evidence import claims_of_figures, say
from suppliers.actions.profile.saving import Levels, Save, Values, say_certificates, say_section, write
from suppliers.actions.sections import replace_rows
from suppliers.models import Certificate, DeliveryMonth, Evidence, Supplier
from suppliers.sections import SECTIONS


def save_certificates(
    supplier: Supplier, certificates: Sequence[Values], *, none_held: bool, levels: Levels, save: Save
) -> None:
    """Certificates, or the word that there are none (which a certificate contradicts, and wins)."""
    with save.begin(supplier, "certificates") as firm:
        write(firm, {"declares_no_certificate": none_held and not certificates})
        edited, _gone = replace_rows(
            Certificate, firm, certificates, foreign=["standard"], identity=["standard_id"]
        )
        say_section(firm, "certificates", [], levels, save)
        say_certificates(firm, save, edited)


def save_quality(
    supplier: Supplier, coverage: Values, *, months: Sequence[Values], levels: Levels, save: Save
) -> None:
    """Quality and delivery figures."""
    with save.begin(supplier, "quality") as firm:
        write(firm, coverage)
        replace_rows(DeliveryMonth, firm, months, identity=["month", "customer"])
        say_section(firm, "quality", [], levels, save)
        say(
            firm,
            claims_of_figures(firm),
            kinds=[Evidence.Kind.FIGURES],
            criteria=SECTIONS["quality"].worked_out,
            by=save.by,
            now=save.now,
        )
