"""Suppliers rescored a second, end to end: read, judge, write what changed."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import median

from django.db import connection, connections

from portal.clock import today
from readiness import frameworks, scoring
from readiness.models import Judgement, Score
from tests.bench.stopwatch import Row, seconds

ROUNDS = 5


def rescore_all() -> int:
    return scoring.rescore_all(frameworks.current(), today=today())


def in_two_processes() -> None:
    connections.close_all()
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        for half in [pool.submit(rescore_all) for _ in range(2)]:
            half.result()


def measure() -> list[Row]:
    scores = Score.objects.count()
    rescore_all()

    def again() -> None:
        Score.objects.update(facts_version=0)
        _vacuum()

    def anew() -> None:
        Judgement.objects.all().delete()
        Score.objects.all().delete()
        scoring.open_missing_scores()
        _vacuum()

    def rate(prepare, work, rounds: int) -> float:
        times = []
        for _ in range(rounds):
            prepare()
            times.append(seconds(work))
        return scores / median(times)

    one, two = rate(again, rescore_all, ROUNDS), rate(again, in_two_processes, ROUNDS)
    first = rate(anew, rescore_all, 1)
    return [
        Row("rescored a second, one process", f"{one:,.0f}", ">= 5,000", one >= 5000),
        Row("rescored a second, two processes", f"{two:,.0f}"),
        Row(
            f"all {scores:,} scores anew, two processes",
            f"{scores / two:.1f} s",
            "< 8 s at 100,000",
            scores < 100_000 or scores / two < 8,
        ),
        Row("scored for the first time a second, one process", f"{first:,.0f}"),
    ]


def _vacuum() -> None:
    """What autovacuum would have done between one rescore of everything and the next."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE readiness_score, readiness_judgement")
