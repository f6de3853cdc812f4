"""How far the country is judged under the version in force. Nothing is counted twice: the scores say it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from readiness.models import Framework, Score


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` scores are of the version in force."""

    done: int
    total: int

    @property
    def running(self) -> bool:
        return self.done < self.total


def progress(framework: Framework) -> Progress:
    counts = Score.objects.aggregate(total=Count("pk"), done=Count("pk", filter=Q(framework=framework)))
    return Progress(counts["done"], counts["total"])
