"""What became of a list, for people and for machines."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suppliers.importing.plan import Plan
from suppliers.importing.rows import Problem
from suppliers.importing.undo import Undone
from suppliers.models import ImportBatch, ImportRow

Fate = ImportRow.Fate


def lines(plan: Plan, batch: ImportBatch | None, *, dry_run: bool) -> Iterator[str]:
    """The report in the reader's language, line by line."""
    landed, refused, aside = (plan.of(fate) for fate in (Fate.LANDED, Fate.REFUSED, Fate.SET_ASIDE))
    table = plan.table
    yield f"{plan.file_name} · {table.sheet}" if table.sheet else plan.file_name
    yield _("Rows: %(rows)s. Landed: %(landed)s. Refused: %(refused)s. Set aside: %(aside)s.") % {
        "rows": len(plan.entries),
        "landed": len(landed),
        "refused": len(refused),
        "aside": len(aside),
    }
    known = ", ".join(table.header.titles.values())
    yield _("Columns read: %(columns)s (row %(row)s).") % {"columns": known, "row": table.header.row}
    if table.header.unread:
        yield _("Columns not read: %(columns)s.") % {"columns": ", ".join(table.header.unread)}
    if table.other_sheets:
        yield _("Sheets not read: %(sheets)s.") % {"sheets": ", ".join(table.other_sheets)}
    if refused:
        yield ""
        yield _("Refused:")
        for entry in refused:
            yield from (_line(entry.row.number, problem) for problem in entry.row.problems)
    if aside:
        yield ""
        yield _("Set aside, because they look like a firm we have; nothing was merged:")
        for entry in aside:
            found = "; ".join(candidate.sentence for candidate in entry.candidates)
            yield f"  {_row(entry.row.number)} · {entry.row.name} → {found}"
    noted = [entry for entry in landed if entry.row.notes]
    if noted:
        yield ""
        yield _("Landed with a note:")
        for entry in noted:
            yield from (_line(entry.row.number, note) for note in entry.row.notes)
    yield ""
    yield _end(plan, batch, dry_run)


def _row(number: int) -> str:
    return _("row %(row)s") % {"row": number}


def _line(number: int, problem: Problem) -> str:
    value = f"“{problem.value[:80]}”" if problem.value else "—"
    return f"  {_row(number)} · {problem.column} · {value}: {problem.sentence}"


def _end(plan: Plan, batch: ImportBatch | None, dry_run: bool) -> str:
    if not plan.takes_something:
        return _("No row could be taken in; nothing was changed.")
    if dry_run or batch is None:
        return _("This was a trial; nothing was changed.")
    return _("Batch %(batch)s. To take it away again: import_suppliers --undo %(batch)s") % {
        "batch": batch.pk
    }


def as_json(plan: Plan, batch: ImportBatch | None, *, dry_run: bool) -> dict[str, Any]:
    """The same for machines: counts, and every row with its fate."""
    table = plan.table
    return {
        "file": plan.file_name,
        "sheet": table.sheet,
        "batch": batch.pk if batch else None,
        "dry_run": dry_run,
        "counts": {fate.value: len(plan.of(fate)) for fate in (Fate.LANDED, Fate.REFUSED, Fate.SET_ASIDE)},
        "columns": {title: field for field, title in table.header.titles.items()},
        "columns_not_read": list(table.header.unread),
        "rows": [
            {
                "row": entry.row.number,
                "fate": entry.fate,
                "name": entry.row.name,
                "province": entry.row.province,
                "former_province": entry.row.former_province,
                "problems": [problem.as_json() for problem in entry.row.problems],
                "notes": [note.as_json() for note in entry.row.notes],
                "candidates": [c.as_json() | {"sentence": c.sentence} for c in entry.candidates],
            }
            for entry in plan.entries
        ],
    }


def undo_lines(undone: Undone, *, dry_run: bool) -> Iterator[str]:
    yield ngettext(
        "Batch %(batch)s: %(count)s firm taken away.",
        "Batch %(batch)s: %(count)s firms taken away.",
        undone.removed,
    ) % {"batch": undone.batch, "count": undone.removed}
    if undone.kept:
        yield ""
        yield _("These stay:")
        for kept in undone.kept:
            yield f"  {_row(kept.row)} · {kept.name} ({kept.public_id}): {kept.why}"
    if dry_run:
        yield ""
        yield _("This was a trial; nothing was changed.")


def undo_as_json(undone: Undone, *, dry_run: bool) -> dict[str, Any]:
    return {
        "batch": undone.batch,
        "dry_run": dry_run,
        "removed": undone.removed,
        "kept": [
            {"row": k.row, "name": k.name, "public_id": k.public_id, "why": str(k.why)} for k in undone.kept
        ],
    }
