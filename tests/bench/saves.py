"""From "save" in the profile to the score on the reader's panel, alone and while everything is rescored."""

import re
import time
from itertools import cycle

from django.db.models import F

from portal.demo import SUPPLIER
from portal.models import Membership, User
from readiness.models import Score
from readiness.tasks import sweep
from suppliers.models import Supplier
from tests.bench.reader import Reader, typed
from tests.bench.stopwatch import Row, latency, quantile

FIRMS = 25
IDLE, BUSY = 75, 75
PATIENCE = 60.0
VERSION = re.compile(r"seen=\d{8}-(\d+)-([^\"&]*)")
# A statement of the section of sites that no level hangs on: its share of the declared total moves.
LEVEL = "level_1_6"


def firms() -> list[Supplier]:
    """Firms that the demo supplier may edit, made his for the bench."""
    owner = User.objects.get(email=SUPPLIER)
    some = list(
        Supplier.objects.filter(organisation__isnull=False, scores__isnull=False)
        .exclude(ownership=Supplier.Ownership.UNKNOWN)
        .order_by("public_id")[:FIRMS]
    )
    for firm in some:
        Membership.objects.get_or_create(
            user=owner, organisation=firm.organisation, defaults={"role": "owner"}
        )
    return some


def measure(port: int) -> list[Row]:
    reader = Reader(port, SUPPLIER)
    turns = cycle(firms())
    for _ in range(FIRMS):
        save(reader, next(turns))
    idle = [save(reader, next(turns)) for _ in range(IDLE)]
    busy = []
    while len(busy) < BUSY:
        make_everything_stale()
        while len(busy) < BUSY and much_is_stale():
            busy.append(save(reader, next(turns)))
    return [
        *latency("save to visible score", [seen for _, seen in idle], aim_ms=500),
        Row(
            "  of which the save answers, p95",
            f"{1000 * quantile([saved for saved, _ in idle], 0.95):.0f} ms",
        ),
        *latency("save to visible score while all are rescored", [seen for _, seen in busy], aim_ms=500),
        Row(
            "  of which the save answers, p95",
            f"{1000 * quantile([saved for saved, _ in busy], 0.95):.0f} ms",
        ),
    ]


def save(reader: Reader, firm: Supplier) -> tuple[float, float]:
    """Open the section, change one level, save, and ask the panel until it shows a score of the new facts; the
    seconds until the save was answered and until the score was seen."""
    path = f"/profile/{firm.public_id}/site/"
    form = typed(reader.get(path)[1])
    form[LEVEL] = "1" if form.get(LEVEL) == ["2"] else "2"
    began = time.perf_counter()
    status = reader.post(path, form)
    if status != 302:
        raise RuntimeError(f"the save of {firm.public_id} answered {status}")
    saved = time.perf_counter() - began
    while not shown(reader, firm):
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(f"no new score of {firm.public_id} after {PATIENCE:.0f} s")
    return saved, time.perf_counter() - began


def shown(reader: Reader, firm: Supplier) -> bool:
    """Whether every score behind the panel is one of the facts as they are."""
    _, page = reader.get(f"/readiness/{firm.public_id}/panel/", htmx=True)
    told = VERSION.search(page)
    if told is None:
        raise RuntimeError("the panel does not say what it shows")
    version, scores = told.groups()
    return all(score.split(".")[1] == version for score in scores.split("-"))


def make_everything_stale() -> None:
    """What a new framework does; the bulk worker is told."""
    Score.objects.update(facts_version=0)
    sweep.delay()


def much_is_stale() -> bool:
    return Score.objects.filter(facts_version__lt=F("supplier__facts_version")).count() > 1000
