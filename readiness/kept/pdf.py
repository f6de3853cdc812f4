"""A kept page for paper: the same figures and words as on the screen, the same bytes for the same snapshot.

Set in Be Vietnam Pro, from the font package. The split is told in numbers, small ones hidden as its reader has
them hidden on the screen; the firms behind them stay there.
"""

import logging
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from html import unescape
from pathlib import Path

import fontpkg_be_vietnam_pro
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import strip_tags
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import TableCellFillMode
from fpdf.fonts import FontFace

from portal.templatetags.figures import day, num
from readiness.dashboards.counts import Row
from readiness.dashboards.documents import Definition
from readiness.dashboards.kept import KeptTarget, cause_words, signed, since_reading
from readiness.kept.since import Since
from readiness.models import KeptPage

# It tells of every table of the font that it cuts.
logging.getLogger("fontTools").setLevel(logging.WARNING)

FACE = "BeVietnamPro"
STYLES = {"": "Regular", "B": "SemiBold"}
MARGIN = 18
INK, SOFT, RULE, BAD, HEAD = (28, 32, 40), (92, 98, 110), (210, 214, 220), (176, 30, 30), (243, 245, 248)


class Paper(FPDF):
    """A4 with a running foot: what it is, and the page number."""

    def __init__(self, title: str, foot: str) -> None:
        super().__init__(format="A4")
        for style, name in STYLES.items():
            self.add_font(FACE, style, _file(name))
        self.foot = foot
        self.set_title(title)
        self.set_lang((get_language() or "vi")[:2])
        self.set_margin(MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(True, margin=MARGIN)
        self.alias_nb_pages()
        self.add_page()

    def footer(self) -> None:
        self.set_y(-12)
        self._letters(7, SOFT)
        self.cell(self.epw / 2, 4, self.foot)
        self.cell(self.epw / 2, 4, f"{self.page_no()} / {{nb}}", align="R")

    def _letters(self, size: float, colour: tuple[int, int, int] = INK, style: str = "") -> None:
        self.set_font(FACE, style, size)
        self.set_text_color(*colour)

    def heading(self, text: str, size: float = 12) -> None:
        if self.will_page_break(24):
            self.add_page()
        self.ln(4)
        self._letters(size, INK, "B")
        self.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    def words(self, text: str, size: float = 9, colour: tuple[int, int, int] = INK) -> None:
        self._letters(size, colour)
        self.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT", align="L")

    def rows(
        self, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], numbers: int = 0
    ) -> None:
        """A table; the last ``numbers`` columns are figures, set to the right."""
        aligned = ["LEFT"] * (len(head) - numbers) + ["RIGHT"] * numbers
        self._letters(8)
        self.ln(1.5)
        self.set_draw_color(*RULE)
        with self.table(
            col_widths=tuple(widths),
            text_align=tuple(aligned),
            v_align="TOP",
            borders_layout="HORIZONTAL_LINES",
            cell_fill_mode=TableCellFillMode.NONE,
            headings_style=FontFace(emphasis="BOLD", color=INK, fill_color=HEAD),
            line_height=4.2,
            padding=(0.8, 1),
        ) as table:
            for cells in ([*head], *rows):
                table.row([str(cell) for cell in cells])


def target(page: KeptTarget, kept: KeptPage, changed: Since | None) -> bytes:
    """The document, in the language that is active."""
    title = _("Supporting industries against Resolution 115")
    paper = Paper(title, f"{title} · {day(page.as_of)} · {kept.hash[:12]}")
    paper.set_creation_date(kept.kept_at)
    paper.set_subject(kept.hash)
    paper.heading(title, 17)
    _about(paper, page, kept)
    paper.heading(_("Firms ready to supply directly"))
    paper.words(page.reading, 10)
    paper.ln(1)
    paper.words(_counted_how(), 8, SOFT)
    both = (pgettext("column", "All firms"), pgettext("column", "Vietnamese"))
    country = [_("Whole country"), num(page.firms), num(page.vietnamese)]
    paper.rows(("", *both), [country, [_("Establishments behind the figures"), num(page.rows), num(page.rows_vietnamese)]], (60, 20, 20), 2)  # fmt: skip
    _measures(paper, page)
    if changed:
        _changes(paper, changed)
    paper.heading(_("By sector"))
    paper.rows((_("Sector"), *both), [*_cells(page.sectors), country], (60, 20, 20), 2)
    paper.heading(_("By province or city"))
    others = ngettext("%(n)s other", "%(n)s others", page.empty_provinces) % {"n": page.empty_provinces}
    rest = [[others, "0", "0"]] if page.empty_provinces else []
    paper.rows((_("Province or city"), *both), [*_cells(page.provinces), *rest, country], (60, 20, 20), 2)
    paper.heading(_("Establishments by level"))
    levels = [[f"{row.code} {row.label}".strip(), str(row.firms), str(row.vietnamese)] for row in page.levels]
    paper.rows((_("Level"), *both), levels, (60, 20, 20), 2)
    _documents(paper, page)
    return bytes(paper.output())


def _measures(paper: Paper, page: KeptTarget) -> None:
    """Reported and potential, each with what it is of."""
    paper.heading(_("Other ways of measuring"))
    paper.words(_("The three answer three questions: they are never added or averaged."), 8, SOFT)
    head = (_("Measure"), _("Source"), pgettext("column", "All firms"), pgettext("column", "Vietnamese"))
    rows = [
        [
            name,
            f"{measure.source} · {day(measure.as_of)}" if measure.as_of else measure.source,
            *(_share(share, hidden=measure.hidden) for share in (measure.everyone, measure.vietnamese)),
        ]
        for name, measure in (
            (_("Reported by buyers"), page.reported),
            (_("Potential on that day"), page.potential),
        )
    ]
    paper.rows(head, rows, (26, 40, 17, 17), 2)


def _share(share: Decimal | None, *, hidden: bool) -> str:
    if share is None:
        return _hidden() if hidden else _("Not known yet")
    return f"{number_format(share, 1)}\u00a0%"


def _counted_how() -> str:
    return _(
        "Counted by enterprise code: firms at level 4 or above in their main sector, every gate proven, in force and confirmed. Levels held under a waiver, conditionally or not yet confirmed by a buyer are not in it."
    )


def _about(paper: Paper, page: KeptTarget, kept: KeptPage) -> None:
    """What it is, of when, by what, and whether it can be counted again."""
    about = [
        _("As of %(d)s") % {"d": day(page.as_of)},
        _("Framework %(f)s") % {"f": page.framework},
        _("Kept on %(d)s") % {"d": day(timezone.localdate(kept.kept_at))},
    ]
    paper.words(" · ".join(about), 9, SOFT)
    paper.words(_("SHA-256 of the snapshot: %(hash)s") % {"hash": kept.hash}, 7, SOFT)
    if page.synthetic:
        paper.words(_("Synthetic data: no firm or figure of it exists."), 9, BAD)
    if page.mismatches:
        paper.words(_("Not everything here follows from the kept rows:"), 9, BAD)
        for sentence in page.mismatches:
            paper.words(sentence, 9, BAD)
    else:
        paper.words(_("Counted again from the kept rows: every figure comes out as it was kept."), 9)


def _changes(paper: Paper, changed: Since) -> None:
    paper.heading(_("What changed since last time"))
    paper.words(since_reading(changed))
    words = cause_words()
    rows = [
        [
            f"{words[part.cause][0]}: {words[part.cause][1]}",
            *((_hidden(), _hidden()) if part.hidden else (signed(part.firms), signed(part.vietnamese))),
        ]
        for part in changed.parts
    ]
    rows.append([_("Together"), signed(changed.firms), signed(changed.vietnamese)])
    paper.rows(
        (_("Cause"), pgettext("column", "All firms"), pgettext("column", "Vietnamese")), rows, (60, 20, 20), 2
    )
    if not changed.adds_up:
        paper.words(_("The parts do not add up to the difference of the two pages."), 9, BAD)


def _hidden() -> str:
    return pgettext("a count of firms", "hidden")


def _documents(paper: Paper, page: KeptTarget) -> None:
    """Targets with definition and source, and what others measured."""
    paper.heading(_("Targets as the documents state them"))
    head = (_("What is measured"), _("Target"), _("Definition"), _("Document and source"))
    paper.rows(head, [_stated(d) for d in page.definitions], (26, 18, 28, 28))
    paper.heading(_("What others measured"))
    if page.quoted_reading:
        paper.words(_text(page.quoted_reading))
    measured = (_("What"), _("Year"), _("Value"), _("Measured by"), _("Source"))
    unchecked = _("not checked")
    paper.rows(
        measured,
        [
            [_text(m.what), m.year, _text(m.value), _text(m.by), _text(m.source) + ("" if m.checked else f" ({unchecked})")]
            for m in page.quoted
        ],
        (32, 8, 16, 16, 28),
    )  # fmt: skip


def _stated(d: Definition) -> list[str]:
    target = d.target
    defined = [
        f"{label}: {value}"
        for label, value in (
            (pgettext("a numerator", "Counted"), target.numerator),
            (_("Out of"), target.denominator),
            (_("Whose firms"), target.ownership_rule),
        )
        if value
    ] or [_("Not defined further in the source.")]
    version = _("Version %(v)s") % {"v": d.version}
    source = [f"{_text(d.document)} ({_text(d.status)})", _text(d.source)]
    if not target.checked:
        source.append(_("not checked"))
    return [
        f"{_text(d.indicator)}\n{_text(d.sector)}",
        f"{_text(d.value)}\n{d.year}",
        "\n".join([*defined, version]),
        "\n".join(source),
    ]


def _cells(rows: Iterable[Row]) -> list[list[str]]:
    return [[row.label, str(row.firms), str(row.vietnamese)] for row in rows]


def _text(value: object) -> str:
    """Words without the marks that tell a browser their language."""
    return unescape(strip_tags(str(value)))


@lru_cache(maxsize=len(STYLES))
def _file(name: str) -> str:
    return str(Path(fontpkg_be_vietnam_pro.ROOT) / f"files/BeVietnamPro-{name}.ttf")
