"""Provinces of today as the engine measures from and to them."""

from dataclasses import dataclass
from functools import lru_cache

from portal.models import Province
from portal.vocabulary import SINCE
from suppliers.directory.tags import Words

Point = tuple[float, float]


@dataclass(frozen=True)
class Places:
    """``points``: centre by key, where it is known; ``keys`` by code."""

    points: dict[int, Point]
    keys: dict[str, int]

    @classmethod
    def load(cls, words: Words) -> "Places":
        """Kept as long as the words are: a province moves when a list is loaded."""
        return _kept(words)


@lru_cache(maxsize=2)
def _kept(words: Words) -> Places:
    rows = Province.objects.filter(list__key="province", list__version=SINCE).values_list(
        "pk", "code", "latitude", "longitude"
    )
    points, keys = {}, {}
    for pk, code, latitude, longitude in rows:
        keys[code] = pk
        if latitude is not None and longitude is not None:
            points[pk] = (latitude, longitude)
    return Places(points, keys)
