"""A simulation from the question to its result. Safe to run twice: the same question has one row."""

from dataclasses import asdict
from datetime import date, datetime
from functools import partial
from time import perf_counter

from django.conf import settings
from django.db.models import F

from portal.forked import in_processes
from portal.models import User
from readiness import frameworks
from readiness.engine.draft import checked, opened
from readiness.engine.sensitivity import report
from readiness.models import Framework, FrameworkDraft, SimulationRun
from readiness.policy.simulation.tally import Tally
from readiness.policy.simulation.walk import count_firms, judge_part, sample


def ask(draft: FrameworkDraft, *, by: User, now: datetime, today: date) -> SimulationRun:
    """A run of this draft as it is now, against the version in force; one that was there begins anew."""
    run, _made = SimulationRun.objects.update_or_create(
        draft=draft,
        draft_hash=draft.hash,
        against_hash=frameworks.current().hash,
        as_of=today,
        synthetic=settings.DEMO,
        defaults={
            "asked_by": by,
            "asked_at": now,
            "firms": count_firms(),
            "done": 0,
            "result": None,
            "sensitivity": None,
            "computed_at": None,
            "seconds": None,
        },
    )
    return run


def simulate(run: SimulationRun, *, now: datetime, processes: int = 1) -> bool:
    """Judge the country; False where the draft is no longer what was asked about.

    The result is stored as soon as it is there, the sensitivity report after it.
    """
    if run.draft.hash != run.draft_hash:
        return False
    begun = perf_counter()
    engine = checked(opened(run.draft.document))
    in_force = Framework.objects.get(hash=run.against_hash)
    SimulationRun.objects.filter(pk=run.pk).update(done=0, firms=count_firms())

    def told(firms: int) -> None:
        SimulationRun.objects.filter(pk=run.pk).update(done=F("done") + firms)

    def work(part: int, parts: int) -> Tally:
        return judge_part(
            engine, in_force, frameworks.engine(in_force), today=run.as_of, part=part, parts=parts, told=told
        )

    whole, *others = in_processes(work, processes)
    for other in others:
        whole.merge(other)
    store = partial(SimulationRun.objects.filter(pk=run.pk).update)
    store(result=whole.document(), computed_at=now, seconds=perf_counter() - begun)
    effects = report(engine, sample(engine), run.as_of.toordinal())
    store(sensitivity=[asdict(effect) for effect in effects])
    return True
