"""Who states what a line of demand asks for."""

from portal.models import Process
from suppliers.models import Supplier


def states(letter: str, process: Process) -> bool:
    """Whether any firm of the sector ``letter`` states the process."""
    firms = Supplier.objects.countable().filter(capabilities__process=process)
    return firms.filter(sectors__sector__letters__0=letter).exists()
