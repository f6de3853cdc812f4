"""Loops that make very many small rows, without a collector that looks for cycles among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Rows are tuples and dicts without cycles, freed by their counts. Looking for cycles among those of a
    batch took two fifths of its time. As a decorator, the rows are gone before the collector is back."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
