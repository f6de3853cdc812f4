"""The three lists that people keep up: their rows, their form, and what the list shows of each row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.db.models import Max
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.i18n import in_language
from readiness import frameworks
from readiness.dashboards.documents import amount, place_of, said
from readiness.dashboards.words import INDICATORS, SECTORS
from readiness.engine.roadmap.steps import DECLARED, LAPSED
from readiness.models import Programme, ProgrammeFit, Step, Target
from readiness.upkeep.forms import ProgrammeForm, RowForm, unused
from readiness.upkeep.new_target import NewTargetForm, new_target
from readiness.upkeep.step_form import NewStepForm, StepForm
from readiness.upkeep.target_form import TargetForm

# Steps of a programme that its line names.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list; ``cells`` are named by the columns of its kind."""

    pk: int
    name: str
    cells: tuple[str, ...]
    edited: bool
    withdrawn: bool = False
    columns: tuple[str | Promise, ...] = ()

    @property
    def labelled(self) -> list[tuple[str | Promise, str]]:
        return list(zip(self.columns, self.cells, strict=True))


@dataclass(frozen=True)
class Kind:
    """``rows``: the rows of one entry by its key, the first of which the key belongs to; ``new``: unsaved rows
    for what ``new_form`` has read."""

    slug: str
    title: str | Promise
    new_title: str | Promise
    lede: str | Promise
    columns: tuple[str | Promise, ...]
    form: type[RowForm]
    lines: Callable[[], Iterable[Line]]
    rows: Callable[[int], Sequence[models.Model] | None]
    name: Callable[[Any], str]
    new: Callable[[Mapping[str, Any]], Sequence[models.Model]]
    new_form: type[RowForm]

    def entries(self) -> list[Line]:
        """Its lines, each cell under its column."""
        return [replace(line, columns=self.columns) for line in self.lines()]


def _targets() -> Iterable[Line]:
    for t in Target.objects.order_by("document", "sector_code", "indicator", "year"):
        value = amount(t.low, t.high, t.unit, "about" if t.qualifier == "about" else "")
        cells = (str(t.year), value, said(t.document))
        yield Line(t.pk, _target_name(t), cells, t.edited_at is not None, t.withdrawn)


def _target_name(t: Target) -> str:
    indicator, sector = said(t.indicator, INDICATORS), said(t.sector, SECTORS, t.sector_code)
    return " · ".join(filter(None, (indicator, sector, place_of(t))))


def _steps() -> Iterable[Line]:
    framework = frameworks.in_force()
    named = (
        {
            c.code: in_language(c.name.get("vi", c.code), c.name.get("en", c.code))
            for c in frameworks.engine(framework).criteria
        }
        if framework
        else {}
    )
    for s in Step.objects.order_by("code"):
        cost = _range(s.cost_low_million_vnd, s.cost_high_million_vnd)
        yield Line(
            s.pk,
            _step_name(s),
            (cost, _range(s.months_low, s.months_high), _raised(s.raises, named)),
            s.edited_at is not None,
            s.withdrawn,
        )


def _raised(raises: str, named: Mapping[str, str]) -> str:
    """ "2.1:3;2.5:declared" in words: each criterion with the level that the step shows."""
    whatever = {
        DECLARED: _("whatever is declared, by its proof"),
        LAPSED: _("whatever has lapsed, in force again"),
    }
    if raises in whatever:
        return whatever[raises]
    said = []
    for part in raises.split(";"):
        code, _colon, level = part.strip().partition(":")
        name = f"{code} {named.get(code, '')}".strip()
        said.append(
            _("%(name)s: level %(level)s") % {"name": name, "level": level}
            if level.replace(".", "").isdigit()
            else name
        )
    return "; ".join(said)


def _step_name(s: Step) -> str:
    return in_language(s.name_vi, s.name_en)


def _range(low: Any, high: Any) -> str:
    ends = [number_format(value.normalize() + 0, force_grouping=True) for value in (low, high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def _programme_name(p: Programme) -> str:
    return p.name


def _programmes() -> Iterable[Line]:
    names = {s.code: in_language(s.name_vi, s.name_en) for s in Step.objects.all()}
    for f in ProgrammeFit.objects.select_related("programme").order_by("programme__code"):
        p = f.programme
        share = _("%(n)s %%") % {"n": f.subsidy_share_percent} if f.subsidy_share_percent is not None else "–"
        edited = p.edited_at is not None or f.edited_at is not None
        yield Line(
            p.pk,
            p.name,
            (f.get_status_display(), _few([names.get(code, code) for code in f.serves_steps]), share),
            edited,
        )


def _few(names: Sequence[str]) -> str:
    """The first of many, and how many more there are."""
    if not names:
        return "–"
    more = len(names) - NAMED
    said = "; ".join(names[:NAMED])
    return f"{said}; " + ngettext("%(n)s more", "%(n)s more", more) % {"n": more} if more > 0 else said


def _one(model: type[models.Model]) -> Callable[[int], Sequence[models.Model] | None]:
    def rows(pk: int) -> Sequence[models.Model] | None:
        row = model._default_manager.filter(pk=pk).first()
        return None if row is None else [row]

    return rows


def _programme(pk: int) -> Sequence[models.Model] | None:
    fit = ProgrammeFit.objects.select_related("programme").filter(programme=pk).first()
    return None if fit is None else [fit.programme, fit]


def _new_target(values: Mapping[str, Any]) -> Sequence[models.Model]:
    return [new_target(values)]


def _new_step(values: Mapping[str, Any]) -> Sequence[models.Model]:
    """In the price list of the framework in force, in its edition."""
    framework = frameworks.engine(frameworks.current()).name
    edition = Step.objects.filter(framework=framework).aggregate(last=Max("edition"))["last"]
    return [Step(framework=framework, edition=edition or "1")]


def _new_programme(values: Mapping[str, Any]) -> Sequence[models.Model]:
    code = slugify(values["name_en"]).replace("-", "_")[:50] or "programme"
    programme = Programme(code=unused(code, set(Programme.objects.values_list("code", flat=True))))
    return [programme, ProgrammeFit(programme=programme)]


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            "targets",
            gettext_lazy("Targets"),
            gettext_lazy("New target"),
            gettext_lazy("What the documents ask. A change is kept with who made it and why; pages show the new figure at once."),
            (gettext_lazy("Year"), gettext_lazy("Target"), gettext_lazy("Document")),
            TargetForm,
            _targets,
            _one(Target),
            _target_name,
            _new_target,
            NewTargetForm,
        ),
        Kind(
            "steps",
            gettext_lazy("Steps and costs"),
            gettext_lazy("New step"),
            gettext_lazy("The price list from which each firm's cheapest way up is worked out."),
            (gettext_lazy("Million VND"), gettext_lazy("Months"), gettext_lazy("Raises")),
            StepForm,
            _steps,
            _one(Step),
            _step_name,
            _new_step,
            NewStepForm,
        ),
        Kind(
            "programmes",
            gettext_lazy("Support programmes"),
            gettext_lazy("New support programme"),
            gettext_lazy("Who helps whom with which steps, and what is paid. Status, days, place, sector, ownership and size decide which firm is told of it."),
            (gettext_lazy("Does it run?"), gettext_lazy("Steps"), gettext_lazy("Pays")),
            ProgrammeForm,
            _programmes,
            _programme,
            _programme_name,
            _new_programme,
            ProgrammeForm,
        ),
    )
}  # fmt: skip
